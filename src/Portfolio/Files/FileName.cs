using System.Globalization;

namespace Portfolio.Files;

/// <summary>Makes a name, as whoever sends a file gives it, one that is nothing but a name.</summary>
internal static class FileName
{
    /// <summary>Letters of a name.</summary>
    public const int Longest = 150;

    private const int LongestExtension = 10;
    private const string Forbidden = "\"*:<>?|%;";
    private const string Nameless = "file";

    /// <summary>
    /// The name without the folders before it, without control characters, signs that mean something to a system or a header, and
    /// characters that hide or turn the direction of writing; composed, and shortened before its extension.
    /// </summary>
    public static string Of(string? given)
    {
        var name = (given ?? "").Split('/', '\\')[^1];
        // Half letters cannot be composed.
        var whole = string.Concat(name.EnumerateRunes());
        var safe = string.Concat(whole.Normalize().EnumerateRunes().Select(letter => IsSafe(letter) ? letter.ToString() : "-")).Trim(' ', '.');
        var extension = ExtensionOf(safe);
        var stem = safe[..^extension.Length].Trim(' ', '.');
        var room = Longest - extension.Length;
        return (stem.Length == 0 ? Nameless : stem.Length > room ? Cut(stem, room) : stem) + extension;
    }

    /// <summary>How the name ends, with its dot; empty when it has no ending.</summary>
    public static string ExtensionOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot >= 0 && dot < name.Length - 1 && name.Length - dot <= LongestExtension && !name.AsSpan(dot).Contains(' ') ? name[dot..] : "";
    }

    private static string Cut(string stem, int room) => stem[..(char.IsHighSurrogate(stem[room - 1]) ? room - 1 : room)].TrimEnd(' ', '.');

    private static bool IsSafe(System.Text.Rune letter) =>
        !(letter.IsAscii && Forbidden.Contains((char)letter.Value, StringComparison.Ordinal))
        && System.Text.Rune.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
