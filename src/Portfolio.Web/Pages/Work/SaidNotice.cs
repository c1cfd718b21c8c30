namespace Portfolio.Web.Pages.Work;

/// <summary>What was just saved of an item.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="Address">Page where it can be seen and taken back; null = it still stands in the list.</param>
internal sealed record SaidNotice(string Text, string? Address = null);
