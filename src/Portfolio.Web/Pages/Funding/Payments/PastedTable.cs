using System.Text;
using Portfolio.Exchange.Tables;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>Writes a table as copying it out of a spreadsheet would have given it.</summary>
internal static class PastedTable
{
    private const string Ends = "\t\r\n\"";

    /// <summary>Lines with tabs between the cells, under the names of the columns; every row keeps its number.</summary>
    public static string Of(Table table, IReadOnlyList<TableColumn> columns)
    {
        var text = new StringBuilder().AppendJoin('\t', columns.Select(c => c.Names[0]));
        var line = 1;
        foreach (var row in table.Rows)
        {
            for (; line < row.Number; line++)
                text.Append('\n');
            text.AppendJoin('\t', columns.Select(c => Cell(row[c.Key])));
        }
        return text.ToString();
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(Ends) < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
