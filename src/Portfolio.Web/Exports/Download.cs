using System.Globalization;
using System.Text;

namespace Portfolio.Web.Exports;

/// <summary>An answer that the browser saves as a file.</summary>
internal static class Download
{
    private const string Forbidden = "\"*/:<>?\\|%;";
    private const string Nameless = "download";

    /// <summary>Makes the answer a file.</summary>
    /// <param name="response">The answer, before anything of it is written.</param>
    /// <param name="name">What the file is called, with its extension; may hold what somebody typed.</param>
    /// <param name="contentType">Media type.</param>
    /// <param name="shown">Whether the browser may show it, and gives it the name only when it is saved.</param>
    public static void Attach(this HttpResponse response, string name, string contentType, bool shown = false)
    {
        response.ContentType = contentType;
        response.Headers.ContentDisposition = Disposition(name, shown);
    }

    /// <summary>The header: the name in ASCII for old programs and, where it has other letters, in UTF-8 (RFC 6266).</summary>
    internal static string Disposition(string name, bool shown = false)
    {
        var safe = Safe(name);
        var ascii = Ascii(safe);
        return $"{(shown ? "inline" : "attachment")}; filename=\"{ascii}\"" + (ascii == safe ? "" : $"; filename*=UTF-8''{Uri.EscapeDataString(safe)}");
    }

    // Nothing that leads to another folder, ends the header, or turns the reading direction so that an .exe looks like a .csv.
    private static string Safe(string name)
    {
        var safe = string.Concat(name.Select(letter => IsSafe(letter) ? letter : '-')).Trim(' ', '.');
        return safe.Length > 0 ? safe : Nameless;
    }

    private static bool IsSafe(char letter) =>
        !Forbidden.Contains(letter, StringComparison.Ordinal) && !char.IsControl(letter) && !char.IsSurrogate(letter)
        && char.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Ascii(string name) => string.Concat(
        from letter in name.Normalize(NormalizationForm.FormD)
        where char.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark
        select letter switch
        {
            '\u0111' => 'd',
            '\u0110' => 'D',
            _ => char.IsAscii(letter) ? letter : '_',
        });
}
