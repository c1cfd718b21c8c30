using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;
using Portfolio.Common;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Writes the one sheet of a file from its top to its end.</summary>
internal sealed class XlsxSheet<T>(XlsxTable<T> table)
{
    private const double Inch = 25.4;
    private const uint A3 = 8;
    private const uint A4 = 9;

    // Wider than this, a table that is made to fit A4 cannot be read any more.
    private const double WidestOnA4 = 220;

    private readonly double[] widths = [.. table.Columns.Select(column => column.Width)];

    /// <summary>Rows that each printed page begins with.</summary>
    public (int From, int To) HeaderRows { get; private set; }

    /// <exception cref="RuleException"><c>export.too_many_rows</c>: more than a sheet takes.</exception>
    public async Task WriteAsync(Stream output, IAsyncEnumerable<T> source, CancellationToken ct)
    {
        using var xml = OpenXmlWriter.Create(output);
        var rows = new XlsxRows(xml);
        var head = new XlsxHead<T>(table, rows);
        HeaderRows = (head.Rows - head.HeaderRows + 1, head.Rows);

        xml.WriteStartDocument(standalone: true);
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetProperties(new PageSetupProperties { FitToPage = true }));
        xml.WriteElement(View(head.Rows));
        xml.WriteElement(new Columns(widths.Index().Select(Width)));
        xml.WriteStartElement(new SheetData());
        head.Write();
        await BodyAsync(rows, source, ct);
        if (table.Signatures is { } signatures)
            new XlsxSigning(rows, widths).Write(signatures);
        xml.WriteEndElement();
        if (rows.Merges.Count > 0)
            xml.WriteElement(new MergeCells(rows.Merges.Select(range => new MergeCell { Reference = range })) { Count = (uint)rows.Merges.Count });
        foreach (var part in Print())
            xml.WriteElement(part);
        xml.WriteEndElement();
    }

    private async Task BodyAsync(XlsxRows rows, IAsyncEnumerable<T> source, CancellationToken ct)
    {
        var body = new XlsxBody<T>(table, rows);
        await foreach (var row in source.WithCancellation(ct))
        {
            if (rows.Current >= table.MostRows)
                throw new RuleException("export.too_many_rows", new Dictionary<string, object?> { ["most"] = table.MostRows });
            body.Add(row);
        }
        body.End();
    }

    /// <summary>Head and first columns stay while one scrolls.</summary>
    private SheetViews View(int headRows)
    {
        var pane = new Pane
        {
            VerticalSplit = headRows,
            TopLeftCell = XlsxAddress.Cell(table.FrozenColumns, headRows + 1),
            ActivePane = table.FrozenColumns > 0 ? PaneValues.BottomRight : PaneValues.BottomLeft,
            State = PaneStateValues.Frozen,
        };
        if (table.FrozenColumns > 0)
            pane.HorizontalSplit = table.FrozenColumns;
        return new SheetViews(new SheetView(pane) { WorkbookViewId = 0, ShowGridLines = false });
    }

    private static Column Width((int Index, double Width) column) =>
        new() { Min = (uint)column.Index + 1, Max = (uint)column.Index + 1, Width = column.Width, CustomWidth = true };

    /// <summary>A4 across, A3 for a wide table; as many pages as it takes but one column of them. The wider margin is where papers are bound.</summary>
    private IEnumerable<OpenXmlElement> Print() =>
    [
        new PrintOptions { HorizontalCentered = true },
        new PageMargins { Left = 20 / Inch, Right = 10 / Inch, Top = 15 / Inch, Bottom = 15 / Inch, Header = 8 / Inch, Footer = 8 / Inch },
        new PageSetup { PaperSize = widths.Sum() > WidestOnA4 ? A3 : A4, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 },
        new HeaderFooter(new OddFooter("&C&P/&N")),
    ];
}
