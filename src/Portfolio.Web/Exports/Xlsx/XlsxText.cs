using System.Text.RegularExpressions;
using System.Xml;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Makes a text one that a cell can hold.</summary>
internal static partial class XlsxText
{
    /// <summary>Letters a cell holds.</summary>
    public const int Longest = 32_767;

    private const char Replacement = '\uFFFD';
    private const string SheetForbidden = "[]:*?/\\";
    private const int LongestSheet = 31;

    /// <summary>
    /// The text for a cell: line ends as a spreadsheet writes them, what XML cannot hold replaced by "\uFFFD", and cut, visibly,
    /// where no cell holds more.
    /// </summary>
    public static string Of(string text)
    {
        var clean = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (clean.Length > Longest)
            clean = clean[..(Longest - 1)] + "\u2026";
        return Escape().Replace(string.Create(clean.Length, clean, Replace), "_x005F_$1");
    }

    /// <summary>The name for a sheet.</summary>
    public static string Sheet(string name)
    {
        var clean = string.Concat(name.Select(letter => SheetForbidden.Contains(letter, StringComparison.Ordinal) || char.IsControl(letter) ? '-' : letter));
        clean = (clean.Length > LongestSheet ? clean[..LongestSheet] : clean).Trim(' ', '\'');
        return clean.Length > 0 ? Of(clean) : "1";
    }

    private static void Replace(Span<char> into, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                into[i] = text[i];
                into[i + 1] = text[++i];
            }
            else
            {
                into[i] = XmlConvert.IsXmlChar(text[i]) ? text[i] : Replacement;
            }
        }
    }

    // A spreadsheet takes "_x0041_" for an "A" that was written in code; the first stroke in code stops it.
    [GeneratedRegex("_(x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}
