namespace Portfolio.Database.Migrations;

/// <summary>One statement of a file, with the line on which it begins, so that an error can be found.</summary>
internal sealed record SqlStatement(string Text, int Line)
{
    public string FirstWord => Text[..(Text.AsSpan().IndexOfAnyExcept(SqlScanner.Letters) is var end and >= 0 ? end : Text.Length)];

    /// <summary>Cuts a part of a file into statements; comments between them are dropped.</summary>
    public static List<SqlStatement> Split(string file, int from, int to)
    {
        var statements = new List<SqlStatement>();
        var scanner = new SqlScanner(file[..to], from);
        while (scanner.Next() is { } range)
            statements.Add(new SqlStatement(file[range], Lines.At(file, range.Start.Value)));
        return statements;
    }
}
