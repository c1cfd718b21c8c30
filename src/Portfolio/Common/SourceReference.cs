namespace Portfolio.Common;

/// <summary>Where a record stands in the public documents.</summary>
/// <param name="File">File name of the document.</param>
/// <param name="Section">Section (<c>II.2.(2)</c>).</param>
/// <param name="Item">Item within the section.</param>
public sealed record SourceReference(string File, string Section, string Item);
