namespace Portfolio.Web.Exports.Xlsx;

/// <summary>Writes the place for two signatures.</summary>
internal sealed class XlsxSigning
{
    private readonly XlsxRows rows;
    private readonly int middle;
    private readonly int last;

    /// <param name="rows">Where to.</param>
    /// <param name="widths">Widths of the columns; the right half of the sheet begins where half of them lies at the left.</param>
    public XlsxSigning(XlsxRows rows, IReadOnlyList<double> widths)
    {
        this.rows = rows;
        var (half, left) = (widths.Sum() / 2, 0d);
        middle = Math.Max(1, widths.TakeWhile(width => (left += width) <= half).Count());
        last = Math.Max(middle, widths.Count - 1);
    }

    public void Write(XlsxSignatures signatures)
    {
        rows.Begin();
        rows.End();
        Line(null, signatures.PlaceAndDate, XlsxStyle.Place);
        Line(signatures.Left.Title, signatures.Right.Title, XlsxStyle.Office);
        if (signatures.Left.Hint is not null || signatures.Right.Hint is not null)
            Line(signatures.Left.Hint, signatures.Right.Hint, XlsxStyle.Hint);
    }

    private void Line(string? left, string? right, XlsxStyle style)
    {
        rows.Begin();
        Half(0, middle - 1, left, style);
        Half(middle, last, right, style);
        rows.End();
    }

    private void Half(int from, int to, string? text, XlsxStyle style)
    {
        if (text is null)
            return;
        rows.Text(from, text, (uint)style);
        rows.Merge(from, rows.Current, to, rows.Current);
    }
}
