namespace Portfolio.Slippage.Colours;

/// <summary>A colour that somebody states of a project.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Colour"><c>green</c>, <c>amber</c> or <c>red</c>; null = the warnings speak for themselves again.</param>
/// <param name="Until">Last day of a milder colour than the warnings give, at most 30 days ahead; null = the latest there may be. Does not matter otherwise.</param>
/// <param name="Reason">Why; needed for a milder colour.</param>
public sealed record StateColour(string Project, string? Colour, DateOnly? Until, string? Reason);

/// <summary>The colour of a project before it is stated.</summary>
internal sealed record ColourRow(string Warned, string? Stated, DateOnly? StatedUntil, string Colour);
