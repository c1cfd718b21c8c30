using Portfolio.Web.Formatting;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Writes the cells of one row of the body.</summary>
internal sealed class XlsxCells<T>(IReadOnlyList<XlsxColumn<T>> columns, XlsxRows rows)
{
    private readonly int[][] parts = [.. columns.Select(column => Places(columns, column.Parts))];
    private readonly int[][] less = [.. columns.Select(column => Places(columns, column.Less))];
    private readonly int[][] shares = [.. columns.Select(column => Places(columns, column.ShareOf is { } share ? [share.Part, share.Whole] : []))];

    /// <summary>A text over the whole row.</summary>
    public void Line(string text, uint style)
    {
        rows.Text(0, text, style);
        for (var i = 1; i < columns.Count; i++)
            rows.Blank(i, style);
    }

    /// <returns>The number of every column, for the totals.</returns>
    public decimal?[] Row(T row)
    {
        var numbers = Numbers(row);
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].TextOf is { } text)
                Text(i, text(row));
            else if (columns[i].DayOf?.Invoke(row) is { } day && !XlsxDate.IsCounted(day))
                Text(i, Display.Date(day));
            else
                Number(i, numbers, XlsxWeight.Row, parts[i].Length > 0 ? SumOfParts(i, numbers) : null);
        }
        return numbers;
    }

    /// <summary>A sub-total or total, with its label in the first column.</summary>
    public void Total(string label, XlsxTotal total, XlsxWeight weight)
    {
        var sums = new decimal?[columns.Count];
        for (var i = 0; i < columns.Count; i++)
            sums[i] = columns[i].IsSummed ? total[i] : null;
        rows.Text(0, label, XlsxStyles.Of(XlsxCellKind.Text, weight));
        for (var i = 1; i < columns.Count; i++)
            Number(i, sums, weight, columns[i].IsSummed ? total.Formula(i) : null);
    }

    private static int[] Places(IReadOnlyList<XlsxColumn<T>> columns, IEnumerable<XlsxColumn<T>> named) =>
        [.. named.Select(column => columns.Index().First(other => ReferenceEquals(other.Item, column)).Index)];

    private decimal?[] Numbers(T row)
    {
        var numbers = new decimal?[columns.Count];
        for (var i = 0; i < columns.Count; i++)
            numbers[i] = columns[i].NumberOf?.Invoke(row);
        for (var i = 0; i < columns.Count; i++)
        {
            if (parts[i].Length > 0)
                numbers[i] = parts[i].Sum(part => numbers[part] ?? 0) - less[i].Sum(part => numbers[part] ?? 0);
        }
        return numbers;
    }

    private void Text(int column, string? text)
    {
        if (string.IsNullOrEmpty(text))
            rows.Blank(column, XlsxStyles.Of(XlsxCellKind.Text, XlsxWeight.Row));
        else
            rows.Text(column, text, XlsxStyles.Of(CsvFile.IsFormula(text) ? XlsxCellKind.QuotedText : XlsxCellKind.Text, XlsxWeight.Row));
    }

    private void Number(int column, decimal?[] numbers, XlsxWeight weight, string? formula)
    {
        if (shares[column] is [var part, var whole])
            Share(column, numbers[part], numbers[whole], (part, whole), weight);
        else if (numbers[column] is not { } number)
            rows.Blank(column, XlsxStyles.Of(XlsxCellKind.Text, weight));
        else if (columns[column].Kind is XlsxKind.Dong or XlsxKind.Integer && !XlsxNumber.IsExact(number))
            rows.Text(column, Display.Whole(number), XlsxStyles.Of(XlsxCellKind.WholeAsText, weight));
        else
            rows.Number(column, number, XlsxStyles.Of(KindOf(column), weight), formula);
    }

    private void Share(int column, decimal? part, decimal? whole, (int Part, int Whole) cells, XlsxWeight weight)
    {
        var share = whole is null or 0 ? null : (part ?? 0) / whole;
        var style = XlsxStyles.Of(XlsxCellKind.Percent, weight);
        if (XlsxNumber.IsExact(part ?? 0) && XlsxNumber.IsExact(whole ?? 0))
            rows.Number(column, share, style, Quotient(XlsxAddress.Cell(cells.Part, rows.Current), XlsxAddress.Cell(cells.Whole, rows.Current)));
        else if (share is { } value)
            rows.Number(column, value, style);
        else
            rows.Blank(column, style);
    }

    private static string Quotient(string part, string whole) => $"IF({whole}=0,\"\",{part}/{whole})";

    /// <summary>The formula for the sum of parts of the row, less others; null where a spreadsheet would reckon something else.</summary>
    private string? SumOfParts(int column, decimal?[] numbers)
    {
        var (places, taken) = (parts[column], less[column]);
        decimal[] all = [.. places.Concat(taken).Select(part => numbers[part] ?? 0)];
        if (!all.All(XlsxNumber.IsExact) || all.Sum(Math.Abs) > XlsxNumber.Largest)
            return null;
        if (taken.Length > 0)
            return string.Join('+', places.Select(Here)) + string.Concat(taken.Select(part => "-" + Here(part)));
        var neighbours = places.Index().All(part => part.Item == places[0] + part.Index);
        return neighbours
            ? $"SUM({XlsxAddress.Range(places[0], rows.Current, places[^1], rows.Current)})"
            : $"SUM({string.Join(',', places.Select(Here))})";
    }

    private string Here(int column) => XlsxAddress.Cell(column, rows.Current);

    private XlsxCellKind KindOf(int column) => columns[column].Kind switch
    {
        XlsxKind.Date => XlsxCellKind.Date,
        _ => XlsxCellKind.Whole,
    };
}
