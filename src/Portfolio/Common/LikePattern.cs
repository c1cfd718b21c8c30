namespace Portfolio.Common;

/// <summary>Patterns for LIKE from what people type; its wildcards are taken literally.</summary>
internal static class LikePattern
{
    /// <summary>Matches what contains the text; null for a blank text.</summary>
    public static string? Containing(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null
            : "%" + text.Trim().Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal)
                .Replace("_", @"\_", StringComparison.Ordinal) + "%";
}
