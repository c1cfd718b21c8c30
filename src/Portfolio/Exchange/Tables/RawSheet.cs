namespace Portfolio.Exchange.Tables;

/// <summary>One sheet before anybody knows what its columns are.</summary>
/// <param name="Rows">Rows that hold anything.</param>
/// <param name="HasMoreRows">Whether it was too long to be read whole.</param>
/// <param name="HasMoreColumns">Whether it was too wide.</param>
internal sealed record RawSheet(IReadOnlyList<RawRow> Rows, bool HasMoreRows, bool HasMoreColumns)
{
    /// <summary>Takes rows as they come, blank ones left out, and stops where there are too many.</summary>
    public static RawSheet Of(IEnumerable<RawRow> source)
    {
        var rows = new List<RawRow>();
        var wide = false;
        foreach (var row in source)
        {
            var filled = Array.FindLastIndex(row.Cells, cell => cell.Length > 0) + 1;
            if (filled == 0)
                continue;
            if (rows.Count == TableLimits.Rows + TableLimits.HeadRows)
                return new RawSheet(rows, true, wide);
            wide |= filled > TableLimits.Columns;
            rows.Add(row);
        }
        return new RawSheet(rows, false, wide);
    }
}

/// <summary>A row of cells, not yet under any head.</summary>
/// <param name="Number">As a spreadsheet shows it.</param>
/// <param name="Cells">Their texts.</param>
internal sealed record RawRow(int Number, string[] Cells);
