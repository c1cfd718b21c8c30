using System.Text;

namespace Portfolio.Tests.Seeds;

/// <summary>A well-formed CSV file taken apart and put together again: the tests' own, independent of the loader's reader.</summary>
internal sealed class CsvText
{
    private CsvText(List<string> header, List<CsvLine> rows)
    {
        Header = header;
        Rows = rows;
    }

    public List<string> Header { get; }

    public List<CsvLine> Rows { get; }

    public int Column(string name)
    {
        var at = Header.IndexOf(name);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), $"no column {name}");
        return at;
    }

    public string this[int row, string column] => Rows[row].Fields[Column(column)];

    public int Find(string column, string value)
    {
        var at = Rows.FindIndex(r => r.Fields[Column(column)] == value);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), $"no row with {column} = {value}");
        return at;
    }

    public static CsvText Parse(string text)
    {
        var records = new List<CsvLine>();
        var fields = new List<string>();
        var field = new StringBuilder();
        var (line, start, quoted) = (1, 1, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
                line++;
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                field.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && c == ',')
                End();
            else if (!quoted && c == '\n')
                EndRecord();
            else if (quoted || c != '\r')
                field.Append(c);
        }
        if (field.Length > 0 || fields.Count > 0)
            EndRecord();
        return new CsvText(records[0].Fields, records[1..]);

        void End()
        {
            fields.Add(field.ToString());
            field.Clear();
        }

        void EndRecord()
        {
            End();
            records.Add(new CsvLine(start, fields));
            fields = [];
            start = line;
        }
    }

    public override string ToString() =>
        string.Concat(Rows.Select(r => r.Fields).Prepend(Header).Select(r => string.Join(',', r.Select(Quote)) + "\n"));

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

internal sealed record CsvLine(int Line, List<string> Fields);
