using System.Text;

namespace Portfolio.Exchange.Tables;

/// <summary>
/// Takes apart what comes out of a spreadsheet by copying: lines of cells with tabs between them. A cell with line breaks, tabs or
/// quotes in it may stand in quotes; a quote that begins a cell otherwise is a letter like any other.
/// </summary>
internal static class PastedText
{
    private const string Ends = "\t\r\n";

    public static IEnumerable<RawRow> Rows(string text)
    {
        var cells = new List<string>();
        var (at, number) = (0, 1);
        while (at < text.Length)
        {
            cells.Add(CellText.Of(Quoted(text, ref at) ?? Plain(text, ref at)));
            if (at < text.Length && text[at] == '\t')
            {
                at++;
                continue;
            }
            at += text.AsSpan(at).StartsWith("\r\n") ? 2 : 1;
            yield return new RawRow(number++, [.. cells]);
            cells.Clear();
        }
        if (cells.Count > 0)
            yield return new RawRow(number, [.. cells]);
    }

    private static string Plain(string text, ref int at)
    {
        var length = text.AsSpan(at).IndexOfAny(Ends);
        var cell = length < 0 ? text[at..] : text.Substring(at, length);
        at += cell.Length;
        return cell;
    }

    private static string? Quoted(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
            return null;
        var cell = new StringBuilder();
        for (var i = at + 1; i < text.Length; i++)
        {
            if (text[i] != '"')
            {
                cell.Append(text[i]);
                continue;
            }
            if (i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append(text[++i]);
                continue;
            }
            var closes = i + 1 == text.Length || Ends.Contains(text[i + 1], StringComparison.Ordinal);
            if (!closes || cell.ToString().AsSpan().IndexOfAny("\t\r\n\"") < 0)
                return null;
            at = i + 1;
            return cell.ToString();
        }
        return null;
    }
}
