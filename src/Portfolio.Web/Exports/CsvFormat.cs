using CsvHelper;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Exports;

/// <summary>CSV as Excel opens it: UTF-8 with its mark, the list separator of the language.</summary>
internal static class CsvFormat
{
    // Excel takes the separator from the list separator of Windows' regional settings: a semicolon where the decimal sign is
    // a comma. Cells that a spreadsheet would run as a formula are written as plain text.
    public static CsvWriterOptions Options() => new()
    {
        Separator = Display.IsVietnamese ? ';' : ',',
        NewLine = "\r\n",
        WriteByteOrderMark = true,
        Injection = CsvInjection.Escape,
    };
}
