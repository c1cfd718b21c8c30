namespace Portfolio.Common;

/// <summary>Small questions about what people type into one line.</summary>
internal static class SafeText
{
    /// <summary>The text without blanks around it; null when nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Neither line breaks nor characters that turn the direction of writing or hide.</summary>
    public static bool IsOneLine(string? text) => text is null || !text.Any(letter =>
        char.IsControl(letter) || letter is '\u061c' or '\ufeff' or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u206f'));
}
