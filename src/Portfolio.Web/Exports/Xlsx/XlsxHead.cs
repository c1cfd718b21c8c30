namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Writes what stands over the rows: titles, unit, heads of the columns.</summary>
internal sealed class XlsxHead<T>(XlsxTable<T> table, XlsxRows rows)
{
    private const double LineHeight = 16;
    private const double TitleHeight = 20;

    // A letter of a bold title takes more room than one of the width's.
    private const double TitleLetter = 1.4;

    private readonly int last = table.Columns.Count - 1;

    private bool HasBands => table.Columns.Any(column => column.Band is not null);

    /// <summary>Rows of it that are repeated on each page, counted from the last one.</summary>
    public int HeaderRows => HasBands ? 2 : 1;

    /// <summary>All its rows.</summary>
    public int Rows => table.Titles.Count + (table.Unit is null ? 0 : 1) + HeaderRows;

    public void Write()
    {
        foreach (var (index, title) in table.Titles.Index())
            Line(title, index == 0 ? XlsxStyle.Title : XlsxStyle.Subtitle, TitleLines(title) * TitleHeight);
        if (table.Unit is { } unit)
            Line(unit, XlsxStyle.Unit, LineHeight);
        if (HasBands)
            Bands();
        Heads();
    }

    private double TitleLines(string title) => Lines(title, table.Columns.Sum(column => column.Width) / TitleLetter);

    private void Line(string text, XlsxStyle style, double height)
    {
        rows.Begin(height);
        rows.Text(0, text, (uint)style);
        rows.End();
        rows.Merge(0, rows.Current, last, rows.Current);
    }

    /// <summary>The row of the bands; a column without one has its head here, over both rows.</summary>
    private void Bands()
    {
        rows.Begin(LineHeight);
        for (var (column, row) = (0, rows.Current); column <= last;)
        {
            var (band, from) = (table.Columns[column].Band, column);
            rows.Text(column, band ?? table.Columns[column].Header, (uint)XlsxStyle.Header);
            for (column++; band is not null && column <= last && table.Columns[column].Band == band; column++)
                rows.Blank(column, (uint)XlsxStyle.Header);
            rows.Merge(from, row, column - 1, band is null ? row + 1 : row);
        }
        rows.End();
    }

    private void Heads()
    {
        rows.Begin(table.Columns.Max(column => Lines(column.Header, column.Width)) * LineHeight);
        foreach (var (index, column) in table.Columns.Index())
        {
            if (HasBands && column.Band is null)
                rows.Blank(index, (uint)XlsxStyle.Header);
            else
                rows.Text(index, column.Header, (uint)XlsxStyle.Header);
        }
        rows.End();
    }

    /// <summary>Lines a text takes when it is broken between words.</summary>
    private static int Lines(string text, double width)
    {
        var (lines, used) = (1, 0d);
        foreach (var word in text.Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > width)
                (lines, used) = (lines + 1, 0);
            used += word.Length + (used > 0 ? 1 : 0);
        }
        return lines;
    }
}
