using System.Text;
using Portfolio.Common;

namespace Portfolio.Exchange.Tables;

/// <summary>
/// Reads tables that officers paste or upload: cells copied from a spreadsheet, CSV, xlsx, xls. What a file is shows in its
/// content. The columns are found by their heads, below whatever stands above.
/// </summary>
public static class TableReader
{
    /// <summary>Reads what was pasted.</summary>
    /// <param name="text">Lines with tabs between the cells.</param>
    /// <param name="columns">The columns to look for.</param>
    /// <exception cref="ValidationFailedException">It cannot be read: a code of the family <c>table.*</c>.</exception>
    public static Table ReadPasted(string? text, IReadOnlyList<TableColumn> columns)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw TableFault.Empty();
        return Encoding.UTF8.GetByteCount(text) > TableLimits.Bytes
            ? throw TableFault.TooLarge()
            : Under(columns, [RawSheet.Of(PastedText.Rows(text))]);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="file">What was uploaded.</param>
    /// <param name="columns">The columns to look for.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="ValidationFailedException">It cannot be read: a code of the family <c>table.*</c>.</exception>
    public static async Task<Table> ReadFileAsync(Stream file, IReadOnlyList<TableColumn> columns, CancellationToken ct)
    {
        var bytes = await LimitedRead.AllAsync(file, TableLimits.Bytes, ct) ?? throw TableFault.TooLarge();
        if (Workbook.Is(bytes))
            return Under(columns, Workbook.Sheets(bytes));
        if (!Utf8Text.Is(bytes))
            throw bytes.AsSpan().IndexOfAnyInRange((byte)0, (byte)8) >= 0 && bytes is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
                ? TableFault.NotReadable()
                : TableFault.NotUtf8();
        return ReadCsv(Utf8Text.WithoutMark(bytes), columns);
    }

    /// <summary>The separator is the one by which the heads of the columns are found.</summary>
    private static Table ReadCsv(ReadOnlyMemory<byte> text, IReadOnlyList<TableColumn> columns)
    {
        ValidationFailedException? quotes = null;
        var sheets = new List<RawSheet>();
        foreach (var separator in CsvText.Separators)
        {
            try
            {
                sheets.Add(RawSheet.Of(CsvText.Rows(text, separator)));
            }
            catch (ValidationFailedException fault)
            {
                quotes = fault;
            }
        }
        var named = new HeadSearch(columns);
        if (quotes is not null && !sheets.Exists(sheet => named.Find(sheet.Rows) is { Missing.Count: 0 }))
            throw quotes;
        return Under(columns, sheets);
    }

    /// <summary>Puts the first sheet that has all the columns under their heads.</summary>
    private static Table Under(IReadOnlyList<TableColumn> columns, IReadOnlyList<RawSheet> sheets)
    {
        if (sheets.All(sheet => sheet.Rows.Count == 0))
            throw TableFault.Empty();
        var search = new HeadSearch(columns);
        var found = sheets.Select(sheet => (Sheet: sheet, Head: search.Find(sheet.Rows))).Where(pair => pair.Head is not null).ToList();
        if (found.Count == 0)
            throw TableFault.HeadMissing(columns.Where(column => column.IsRequired));
        var (sheet, head) = found.MinBy(pair => (pair.Head!.Missing.Count, -pair.Head.Places.Count));
        if (head!.Missing.Count > 0)
            throw TableFault.ColumnMissing(head.Missing, head.Row);
        if (head.Twice is { } twice)
            throw TableFault.ColumnTwice(twice, head.Row);
        return Of(sheet, head);
    }

    private static Table Of(RawSheet sheet, Head head)
    {
        if (sheet.HasMoreColumns)
            throw TableFault.TooManyColumns();
        if (sheet.HasMoreRows || sheet.Rows.Count - head.Next > TableLimits.Rows)
            throw TableFault.TooManyRows();
        var rows = sheet.Rows.Skip(head.Next).Select(row => new TableRow(row.Number, head.Places, row.Cells)).ToList();
        return rows.Count > 0 ? new Table(head.Places.Keys.ToHashSet(StringComparer.Ordinal), rows) : throw TableFault.Empty();
    }
}
