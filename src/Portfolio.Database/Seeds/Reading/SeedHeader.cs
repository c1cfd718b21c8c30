namespace Portfolio.Database.Seeds.Reading;

/// <summary>Checks the first line of a file against the documented columns.</summary>
internal static class SeedHeader
{
    /// <summary>Place of each column; null where the header is not as documented.</summary>
    public static IReadOnlyDictionary<string, int>? Read(string path, string[] header, string[] columns, SeedFaults faults)
    {
        var before = faults.Count;
        if (header.Length == 1 && header[0].Contains(';', StringComparison.Ordinal))
        {
            faults.Add(path, 1, null, "the file is separated by semicolons", "save it separated by commas");
            return null;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Length; i++)
        {
            var name = header[i].Trim();
            if (!columns.Contains(name, StringComparer.Ordinal))
                faults.Add(path, 1, null, $"unknown column {SeedFaults.Quote(name)}", $"the columns are {string.Join(',', columns)}");
            else if (!places.TryAdd(name, i))
                faults.Add(path, 1, name, "the column stands twice in the header", "remove one");
        }
        foreach (var missing in columns.Where(c => !places.ContainsKey(c)))
            faults.Add(path, 1, missing, "the column is missing in the header", "add it, its fields may be empty where that is allowed");
        return faults.Count == before ? places : null;
    }
}
