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
    public static Task WriteAsync<T>(Stream output, XlsxTable<T> table, IAsyncEnumerable<T> rows, CancellationToken ct) =>
        WriteAsync(output, [XlsxPart.Of(table, rows)], ct);

    /// <summary>Writes a file of several sheets.</summary>
    /// <param name="output">Where to; can be sought in.</param>
    /// <param name="sheets">The sheets in order, each with a name of its own.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task WriteAsync(Stream output, IReadOnlyList<XlsxPart> sheets, CancellationToken ct)
    {
        using var package = Package.Open(output, FileMode.Create, FileAccess.Write);
        var written = new List<(XlsxPart Sheet, PackagePart Part, (int From, int To) Head)>();
        foreach (var (index, sheet) in sheets.Index())
        {
            var part = Part(package, FormattableString.Invariant($"/xl/worksheets/sheet{index + 1}.xml"), SheetType);
            await using var content = part.GetStream(FileMode.Create, FileAccess.Write);
            written.Add((sheet, part, await sheet.WriteAsync(content, ct)));
        }

        var stylesPart = Part(package, "/xl/styles.xml", StylesType);
        Write(stylesPart, XlsxStyles.Sheet());

        var bookPart = Part(package, "/xl/workbook.xml", BookType);
        List<(string, string, (int, int))> related = [.. written.Select(w => (w.Sheet.Name, Relate(bookPart, w.Part, "worksheet"), w.Head))];
        Relate(bookPart, stylesPart, "styles");
        Write(bookPart, Book(related));
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

    private static Workbook Book(IReadOnlyList<(string Name, string Id, (int From, int To) Head)> sheets) => new(
        new BookViews(new WorkbookView()),
        new Sheets(sheets.Index().Select(at => new Sheet { Name = at.Item.Name, SheetId = (uint)at.Index + 1, Id = at.Item.Id })),
        new DefinedNames(sheets.Index().Select(at => Repeated(at.Item.Name, at.Item.Head, at.Index))));

    private static DefinedName Repeated(string sheet, (int From, int To) head, int index) =>
        new($"'{sheet.Replace("'", "''", StringComparison.Ordinal)}'!${head.From}:${head.To}") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)index };
}
