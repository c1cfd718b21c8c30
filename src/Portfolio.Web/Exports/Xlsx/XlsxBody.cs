namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Writes the rows as they come, with the headings of their groups, the sub-totals and the grand total.</summary>
internal sealed class XlsxBody<T>
{
    private readonly XlsxTable<T> table;
    private readonly XlsxRows rows;
    private readonly XlsxCells<T> cells;
    private readonly int depth;
    private readonly object[] keys;

    // The grand total, and for each level that of its open group.
    private readonly XlsxTotal[] totals;

    private T? previous;
    private int open;

    public XlsxBody(XlsxTable<T> table, XlsxRows rows)
    {
        this.table = table;
        this.rows = rows;
        cells = new XlsxCells<T>(table.Columns, rows);
        depth = table.Groupings.Count;
        keys = new object[depth];
        totals = [.. Enumerable.Range(0, depth + 1).Select(_ => NewTotal())];
    }

    public void Add(T row)
    {
        var level = 0;
        while (level < open && table.Groupings[level].Key(row).Equals(keys[level]))
            level++;
        Close(level);
        Open(row);
        rows.Begin();
        totals[depth].AddRow(rows.Current, cells.Row(row));
        rows.End();
        previous = row;
    }

    public void End()
    {
        Close(0);
        if (table.Total is { } label)
            Total(label, totals[0], XlsxWeight.Total);
    }

    private XlsxTotal NewTotal() => new(table.Columns.Count);

    private void Open(T row)
    {
        for (; open < depth; open++)
        {
            var grouping = table.Groupings[open];
            keys[open] = grouping.Key(row);
            totals[open + 1] = NewTotal();
            rows.Begin();
            cells.Line(grouping.Heading(row), (uint)XlsxStyle.Heading);
            rows.End();
        }
    }

    private void Close(int level)
    {
        for (; open > level; open--)
        {
            Total(table.Groupings[open - 1].Subtotal(previous!), totals[open], XlsxWeight.Subtotal);
            totals[open - 1].AddSubtotal(rows.Current, totals[open]);
        }
    }

    private void Total(string label, XlsxTotal total, XlsxWeight weight)
    {
        rows.Begin();
        cells.Total(label, total, weight);
        rows.End();
    }
}
