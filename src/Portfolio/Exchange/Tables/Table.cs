namespace Portfolio.Exchange.Tables;

/// <summary>A table as it was pasted or uploaded: rows of text under the columns that were looked for.</summary>
public sealed class Table
{
    internal Table(IReadOnlySet<string> columns, IReadOnlyList<TableRow> rows)
    {
        Columns = columns;
        Rows = rows;
    }

    /// <summary>Keys of the columns that are there.</summary>
    public IReadOnlySet<string> Columns { get; }

    /// <summary>The rows below the head that hold anything, at least one.</summary>
    public IReadOnlyList<TableRow> Rows { get; }
}

/// <summary>A row of a table.</summary>
public sealed class TableRow
{
    private readonly IReadOnlyDictionary<string, int> places;
    private readonly IReadOnlyList<string> cells;

    internal TableRow(int number, IReadOnlyDictionary<string, int> places, IReadOnlyList<string> cells)
    {
        Number = number;
        this.places = places;
        this.cells = cells;
    }

    /// <summary>Its number as a spreadsheet shows it, from 1; blank rows, title and head count.</summary>
    public int Number { get; }

    /// <summary>
    /// The text of a cell, without blanks around it; empty for a blank cell and for a column that is not there. Numbers of a
    /// spreadsheet are written with a decimal comma and without separators, days as dd/MM/yyyy; a share of 80 % is 0,8.
    /// </summary>
    public string this[string key] => places.TryGetValue(key, out var place) && place < cells.Count ? cells[place] : "";
}
