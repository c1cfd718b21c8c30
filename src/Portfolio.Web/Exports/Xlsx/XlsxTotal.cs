namespace Portfolio.Web.Exports.Xlsx;

/// <summary>A total in the making: what came to it in each column, and in which cells that stands.</summary>
internal sealed class XlsxTotal(int columns)
{
    // What a spreadsheet takes in one formula.
    private const int LongestFormula = 8_192;
    private const int MostArguments = 255;

    private readonly decimal[] sums = new decimal[columns];
    private readonly decimal[] magnitudes = new decimal[columns];
    private readonly bool[] isInexact = new bool[columns];
    private readonly List<int> subtotals = [];

    private int firstRow;
    private int lastRow;

    /// <summary>The sum of a column.</summary>
    public decimal this[int column] => sums[column];

    /// <summary>Takes in a row right below the one before it.</summary>
    public void AddRow(int row, IReadOnlyList<decimal?> numbers)
    {
        firstRow = firstRow == 0 ? row : firstRow;
        lastRow = row;
        for (var i = 0; i < sums.Length; i++)
        {
            if (numbers[i] is { } number)
                Add(i, number, Math.Abs(number), !XlsxNumber.IsExact(number));
        }
    }

    /// <summary>Takes in the sub-total of a group that stands in a row.</summary>
    public void AddSubtotal(int row, XlsxTotal inner)
    {
        subtotals.Add(row);
        for (var i = 0; i < sums.Length; i++)
            Add(i, inner.sums[i], inner.magnitudes[i], inner.isInexact[i] || !XlsxNumber.IsExact(inner.sums[i]));
    }

    /// <summary>
    /// The formula of the sum of a column, over its rows or else over the sub-totals, so that nothing counts twice. Null where a
    /// spreadsheet would reckon something else than the sum: where a part is written as text, where doubles lose đồng on the way,
    /// where there is nothing to sum, and where the formula would be longer than any may be.
    /// </summary>
    public string? Formula(int column)
    {
        if (isInexact[column] || magnitudes[column] > XlsxNumber.Largest)
            return null;
        if (subtotals.Count == 0)
            return firstRow == 0 ? null : $"SUM({XlsxAddress.Range(column, firstRow, column, lastRow)})";
        var cells = subtotals.Select(row => XlsxAddress.Cell(column, row)).Chunk(MostArguments).Select(some => $"SUM({string.Join(',', some)})");
        var formula = string.Join('+', cells);
        return formula.Length <= LongestFormula ? formula : null;
    }

    private void Add(int column, decimal sum, decimal magnitude, bool inexact)
    {
        sums[column] += sum;
        magnitudes[column] += magnitude;
        isInexact[column] |= inexact;
    }
}
