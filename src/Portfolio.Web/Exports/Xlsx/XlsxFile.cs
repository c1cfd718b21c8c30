using System.IO.Packaging;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>
/// Writes a spreadsheet row by row, however many there are. The package is opened for writing only: opened for reading as well,
/// as the library's own way does, it would be held in memory unpacked.
/// </summary>
internal static class XlsxFile
{
    /// <summary>Media type.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    private const string StylesType = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";
    private const string BookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    /// <summary>Writes the file.</summary>
    /// <param name="output">Where to; can be sought in.</param>
    /// <param name="table">What it says.</param>
    /// <param name="rows">The rows, in the order of their groups.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task WriteAsync<T>(Stream output, XlsxTable<T> table, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        using var package = Package.Open(output, FileMode.Create, FileAccess.Write);
        var sheet = new XlsxSheet<T>(table);
        var sheetPart = Part(package, "/xl/worksheets/sheet1.xml", SheetType);
        await using (var content = sheetPart.GetStream(FileMode.Create, FileAccess.Write))
            await sheet.WriteAsync(content, rows, ct);

        var stylesPart = Part(package, "/xl/styles.xml", StylesType);
        Write(stylesPart, XlsxStyles.Sheet());

        var bookPart = Part(package, "/xl/workbook.xml", BookType);
        var sheetId = Relate(bookPart, sheetPart, "worksheet");
        Relate(bookPart, stylesPart, "styles");
        Write(bookPart, Book(XlsxText.Sheet(table.Sheet), sheetId, sheet.HeaderRows));
        package.CreateRelationship(bookPart.Uri, TargetMode.Internal, Relationships + "officeDocument");
    }

    private static PackagePart Part(Package package, string path, string type) =>
        package.CreatePart(new Uri(path, UriKind.Relative), type, CompressionOption.Normal);

    private static string Relate(PackagePart from, PackagePart to, string kind) =>
        from.CreateRelationship(to.Uri, TargetMode.Internal, Relationships + kind).Id;

    private static void Write(PackagePart part, OpenXmlElement root)
    {
        using var content = part.GetStream(FileMode.Create, FileAccess.Write);
        using var xml = OpenXmlWriter.Create(content);
        xml.WriteStartDocument(standalone: true);
        xml.WriteElement(root);
    }

    private static Workbook Book(string sheet, string sheetId, (int From, int To) head)
    {
        var quoted = sheet.Replace("'", "''", StringComparison.Ordinal);
        return new Workbook(
            new BookViews(new WorkbookView()),
            new Sheets(new Sheet { Name = sheet, SheetId = 1, Id = sheetId }),
            new DefinedNames(new DefinedName($"'{quoted}'!${head.From}:${head.To}") { Name = "_xlnm.Print_Titles", LocalSheetId = 0 }));
    }
}
