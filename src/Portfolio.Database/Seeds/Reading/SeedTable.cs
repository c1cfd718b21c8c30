namespace Portfolio.Database.Seeds.Reading;

/// <summary>One file format: its columns, as <c>seeds/README.md</c> lists them, and how a row is read.</summary>
/// <param name="Name">File name.</param>
/// <param name="Columns">Every column, in any order in the file.</param>
/// <param name="Row">Reads one row; reports what is wrong with it and carries on.</param>
internal sealed record SeedTable<T>(string Name, string[] Columns, Func<SeedRow, T> Row)
{
    /// <summary>Reads this file of a folder; a missing file is a fault.</summary>
    public SeedRows<T> Read(SeedFolder folder, string place, SeedFaults faults)
    {
        var path = $"{place}/{Name}";
        if (folder.Find(path) is not { } file)
        {
            if (!faults.Touch(path))
                faults.Add(path, null, null, "the file is missing", "put it back, if need be with its header only");
            return SeedRows<T>.Unreadable;
        }

        var records = SeedRecords.Read(file, faults);
        if (records.List.Count == 0 || records.List[0].Line > 1)
        {
            if (records.Complete)
                faults.Add(path, 1, null, "the file is empty", $"write the header: {string.Join(',', Columns)}");
            return SeedRows<T>.Unreadable;
        }
        if (SeedHeader.Read(path, records.List[0].Fields, Columns, faults) is not { } columns)
            return SeedRows<T>.Unreadable;

        var complete = records.Complete;
        var lines = new List<SeedLine<T>>();
        foreach (var record in records.List.Skip(1))
        {
            // Spreadsheets like to leave empty rows at the end.
            if (record.Fields.All(string.IsNullOrWhiteSpace))
                continue;
            if (record.Fields.Length != Columns.Length)
            {
                complete = false;
                faults.Add(
                    path, record.Line, null, $"the row has {record.Fields.Length} fields, the header has {Columns.Length}",
                    "add or remove commas; a field that holds a comma goes in quotes");
                continue;
            }
            var row = new SeedRow(path, place[(place.LastIndexOf('/') + 1)..], record, lines.Count + 1, columns, faults);
            lines.Add(new SeedLine<T>(path, record.Line, Row(row)));
        }
        return new SeedRows<T>(lines, complete);
    }
}

/// <summary>The rows of a file, or of the files of one format together.</summary>
/// <param name="Lines">The rows.</param>
/// <param name="Complete">Whether every row could be read; if not, what is missing must not be held against other files.</param>
internal sealed record SeedRows<T>(IReadOnlyList<SeedLine<T>> Lines, bool Complete)
{
    public static SeedRows<T> Unreadable { get; } = new([], false);

    public IReadOnlyList<T> Values { get; } = [.. Lines.Select(l => l.Value)];

    public static SeedRows<T> Together(IEnumerable<SeedRows<T>> parts)
    {
        var list = parts.ToList();
        return new SeedRows<T>([.. list.SelectMany(p => p.Lines)], list.TrueForAll(p => p.Complete));
    }
}

/// <summary>A row and where it stands.</summary>
internal sealed record SeedLine<T>(string File, int Line, T Value);
