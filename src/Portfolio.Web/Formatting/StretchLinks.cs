namespace Portfolio.Web.Formatting;

/// <summary>The links under a list that comes in stretches.</summary>
/// <param name="First">Address of its beginning; null = it is shown.</param>
/// <param name="Next">Address of what comes next; null = there is nothing more.</param>
/// <param name="ByTime">Whether the list begins with the latest, so that the links may say so.</param>
internal sealed record StretchLinks(string? First, string? Next, bool ByTime = true);
