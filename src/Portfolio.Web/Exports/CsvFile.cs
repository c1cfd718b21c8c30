using System.Globalization;
using CsvHelper;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Exports;

/// <summary>How every CSV file is written, so that Excel opens it right and runs nothing in it.</summary>
internal static class CsvFile
{
    /// <summary>Media type.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    // What begins a formula, and the full-width and small forms that some spreadsheets read as the same.
    private const string FormulaStarts = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B";

    /// <summary>
    /// A writer of UTF-8 with its mark. Excel takes the separator from the list separator of Windows' regional settings: a
    /// semicolon where the decimal sign is a comma.
    /// </summary>
    public static CsvWriter Create(Stream output) => CsvWriter.Create(
        output,
        new CsvWriterOptions
        {
            Separator = Display.IsVietnamese ? ';' : ',',
            NewLine = "\r\n",
            WriteByteOrderMark = true,
            // The net below WriteText: a text that begins with a tab or a line end, or is written otherwise. Numbers keep their minus.
            Injection = CsvInjection.Escape,
        },
        leaveOpen: true);

    /// <summary>
    /// Writes a text. One that a spreadsheet would run as a formula, be it behind spaces or in full-width letters, is marked as
    /// plain text by an apostrophe.
    /// </summary>
    public static void WriteText(this CsvWriter csv, string? text) => csv.WriteField(IsFormula(text) ? "'" + text : text);

    /// <summary>Whether a spreadsheet would run the text as a formula, were it typed into a cell.</summary>
    public static bool IsFormula(string? text) =>
        text is not null && FormulaStarts.Contains(text.FirstOrDefault(letter => !IsInvisible(letter)), StringComparison.Ordinal);

    private static bool IsInvisible(char letter) =>
        char.IsWhiteSpace(letter) || char.IsControl(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format;
}
