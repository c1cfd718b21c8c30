namespace Portfolio.Web.Exports.Xlsx;

/// <summary>A sheet of a file with the rows it is filled from, whatever they are made of.</summary>
internal sealed class XlsxPart
{
    private XlsxPart(string name, Func<Stream, CancellationToken, Task<(int From, int To)>> writeAsync)
    {
        Name = name;
        WriteAsync = writeAsync;
    }

    /// <summary>Name of the sheet, as a spreadsheet allows it.</summary>
    public string Name { get; }

    /// <summary>Writes the sheet; gives the rows that each printed page begins with.</summary>
    public Func<Stream, CancellationToken, Task<(int From, int To)>> WriteAsync { get; }

    /// <param name="table">What the sheet says.</param>
    /// <param name="rows">The rows, in the order of their groups.</param>
    public static XlsxPart Of<T>(XlsxTable<T> table, IAsyncEnumerable<T> rows) => new(XlsxText.Sheet(table.Sheet), async (content, ct) =>
    {
        var sheet = new XlsxSheet<T>(table);
        await sheet.WriteAsync(content, rows, ct);
        return sheet.HeaderRows;
    });

    /// <param name="table">What the sheet says.</param>
    /// <param name="rows">The rows, in the order of their groups.</param>
    public static XlsxPart Of<T>(XlsxTable<T> table, IEnumerable<T> rows) => Of(table, rows.ToAsyncEnumerable());
}
