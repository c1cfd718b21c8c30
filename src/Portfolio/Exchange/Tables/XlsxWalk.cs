using System.Globalization;
using System.Xml;

namespace Portfolio.Exchange.Tables;

/// <summary>Walks through the cells of one sheet and keeps those that will read as blank and are not.</summary>
internal sealed class XlsxWalk
{
    private const int LastRow = 1_048_576;
    private const int LastColumn = 16_384;

    private int row;
    private int column;
    private int pieces;
    private bool isCell;
    private bool isError;
    private bool hasValue;
    private string? formula;
    private string error = "";
    private string within = "";

    public UnreadCells Unread { get; } = [];

    public void Enter(XmlReader xml)
    {
        within = xml.LocalName;
        switch (within)
        {
            case "row":
                BeginRow(xml.GetAttribute("r"));
                break;
            case "c":
                BeginCell(xml.GetAttribute("r"), xml.GetAttribute("t"));
                break;
            case "v" or "is":
                hasValue = true;
                break;
            case "f":
                formula = "";
                break;
            case "t":
                pieces = XlsxCheck.Counted(pieces);
                break;
        }
    }

    public void Text(XmlReader xml)
    {
        if (within == "f" && isCell)
            formula = xml.Value;
        else if (within == "v" && isError)
            error = xml.Value;
    }

    public void EndCell()
    {
        if (isCell && isError)
            Unread[(row - 1, column - 1)] = error.Length > 0 ? error : "#N/A";
        else if (isCell && formula is not null && !hasValue)
            Unread[(row - 1, column - 1)] = "=" + formula;
        isCell = false;
    }

    // A spreadsheet program writes rows from above; the reader fills every gap, and counts on this order.
    private void BeginRow(string? number)
    {
        EndCell();
        var next = number is null ? row + 1 : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 0;
        if (next <= row || next > LastRow)
            throw TableFault.NotReadable();
        (row, column) = (next, 0);
    }

    private void BeginCell(string? name, string? type)
    {
        EndCell();
        column = name is null ? column + 1 : ColumnOf(name);
        (isCell, isError, hasValue, formula, error, pieces) = (true, type == "e", false, null, "", 0);
    }

    private static int ColumnOf(string name)
    {
        var column = 0;
        foreach (var letter in name.TakeWhile(char.IsAsciiLetter).Select(char.ToUpperInvariant))
        {
            column = (column * 26) + letter - 'A' + 1;
            if (column > LastColumn)
                throw TableFault.NotReadable();
        }
        return column > 0 ? column : throw TableFault.NotReadable();
    }
}
