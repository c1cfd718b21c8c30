using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Portfolio.Web.Exports.Xlsx;

/// <summary>
/// Writes rows one after the other, none of which is kept. Every cell says what it is, so no text is ever taken for a formula.
/// </summary>
internal sealed class XlsxRows(OpenXmlWriter xml)
{
    private readonly List<string> merges = [];

    /// <summary>Number of the row begun last, from 1.</summary>
    public int Current { get; private set; }

    /// <summary>Ranges that are one cell.</summary>
    public IReadOnlyList<string> Merges => merges;

    /// <param name="height">Height in points; null = as high as its texts are.</param>
    public void Begin(double? height = null)
    {
        Current++;
        var row = new Row { RowIndex = (uint)Current };
        if (height is { } points)
        {
            row.Height = points;
            row.CustomHeight = true;
        }
        xml.WriteStartElement(row);
    }

    public void End() => xml.WriteEndElement();

    public void Blank(int column, uint style) => xml.WriteElement(Cell(column, style));

    public void Text(int column, string text, uint style)
    {
        var cell = Cell(column, style);
        cell.DataType = CellValues.InlineString;
        cell.InlineString = new InlineString(new Text(XlsxText.Of(text)) { Space = SpaceProcessingModeValues.Preserve });
        xml.WriteElement(cell);
    }

    /// <param name="column">Column.</param>
    /// <param name="value">The number, or what the formula comes to; null = a formula that comes to nothing.</param>
    /// <param name="style">Look.</param>
    /// <param name="formula">The formula behind it; null = none.</param>
    public void Number(int column, decimal? value, uint style, string? formula = null)
    {
        var cell = Cell(column, style);
        if (formula is not null)
            cell.CellFormula = new CellFormula(formula);
        if (value is null)
            cell.DataType = CellValues.String;
        cell.CellValue = new CellValue(value?.ToString(CultureInfo.InvariantCulture) ?? "");
        xml.WriteElement(cell);
    }

    /// <summary>Makes one cell of several; all of them must be written, so that each has its lines.</summary>
    public void Merge(int column, int row, int toColumn, int toRow)
    {
        if (column != toColumn || row != toRow)
            merges.Add(XlsxAddress.Range(column, row, toColumn, toRow));
    }

    private Cell Cell(int column, uint style) => new() { CellReference = XlsxAddress.Cell(column, Current), StyleIndex = style };
}
