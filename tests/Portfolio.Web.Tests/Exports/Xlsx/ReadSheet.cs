using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using ExcelDataReader;
using Portfolio.Web.Exports.Xlsx;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>A file that was written, read back cell by cell.</summary>
internal sealed class ReadSheet
{
    private readonly byte[] bytes;
    private readonly int sheet;
    private readonly Dictionary<string, Cell> cells;
    private readonly List<CellFormat> formats;

    // ExcelDataReader asks for Windows-1252 whatever it reads.
    static ReadSheet() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="bytes">The file.</param>
    /// <param name="sheet">Place of the sheet among its sheets.</param>
    public ReadSheet(byte[] bytes, int sheet = 0)
    {
        this.bytes = bytes;
        this.sheet = sheet;
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        var book = document.WorkbookPart!;
        var id = book.Workbook.Sheets!.Elements<Sheet>().ElementAt(sheet).Id!.Value!;
        Sheet = (Worksheet)((WorksheetPart)book.GetPartById(id)).Worksheet.CloneNode(deep: true);
        Book = (Workbook)book.Workbook.CloneNode(deep: true);
        formats = [.. book.WorkbookStylesPart!.Stylesheet.CellFormats!.Elements<CellFormat>()];
        cells = Sheet.Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!);
    }

    public Worksheet Sheet { get; }

    public Workbook Book { get; }

    public IEnumerable<string> Formulas => cells.Where(cell => cell.Value.CellFormula is not null).Select(cell => cell.Key);

    public static async Task<ReadSheet> OfAsync<T>(XlsxTable<T> table, IEnumerable<T> rows)
    {
        using var file = new MemoryStream();
        await XlsxFile.WriteAsync(file, table, rows.ToAsyncEnumerable(), CancellationToken.None);
        return new ReadSheet(file.ToArray());
    }

    /// <summary>What a validator finds wrong in the file.</summary>
    public List<string> Faults()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        return [.. new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(fault => $"{fault.Path?.XPath}: {fault.Description}")];
    }

    /// <summary>A program that reads values only.</summary>
    public static IExcelDataReader Reader(Stream file) => ExcelReaderFactory.CreateOpenXmlReader(file);

    /// <summary>The rows as a program sees them that knows values only.</summary>
    public List<object?[]> Values()
    {
        using var reader = Reader(new MemoryStream(bytes));
        for (var i = 0; i < sheet; i++)
            reader.NextResult();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i))]);
        return rows;
    }

    public string? Text(string cell) => cells[cell].InlineString?.InnerText;

    public string? Formula(string cell) => cells[cell].CellFormula?.Text;

    public CellFormat Format(string cell) => formats[(int)cells[cell].StyleIndex!.Value];

    /// <summary>The number that stands in a cell, exactly; null for a blank one and for a text.</summary>
    public decimal? Number(string cell) =>
        cells.TryGetValue(cell, out var found) && found is { DataType: null, CellValue.Text: { Length: > 0 } value }
            ? decimal.Parse(value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Cells of a column, from above, whose row begins with such a text.</summary>
    public IEnumerable<string> Beside(string label, string column) =>
        from cell in cells
        where cell.Value.InlineString?.InnerText.StartsWith(label, StringComparison.Ordinal) == true && cell.Key[0] == 'A'
        select column + cell.Key[1..];
}
