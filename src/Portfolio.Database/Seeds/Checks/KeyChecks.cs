using Portfolio.Database.Seeds.Reading;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>No two rows with one key, and no row that refers to nothing.</summary>
internal static class KeyChecks
{
    /// <summary>Reports every row whose key an earlier row has.</summary>
    /// <param name="rows">The rows, of one file or of several.</param>
    /// <param name="column">Column that is named in the fault.</param>
    /// <param name="key">Key of a row; empty where it is missing, which is reported already.</param>
    /// <param name="faults">Takes the faults.</param>
    public static void Unique<T>(SeedRows<T> rows, string column, Func<T, string> key, SeedFaults faults)
    {
        var first = new Dictionary<string, SeedLine<T>>(StringComparer.Ordinal);
        foreach (var line in rows.Lines)
        {
            var value = key(line.Value);
            if (value.Length == 0 || first.TryAdd(value, line))
                continue;
            var earlier = first[value];
            var place = earlier.File == line.File
                ? FormattableString.Invariant($"line {earlier.Line}")
                : FormattableString.Invariant($"{earlier.File}:{earlier.Line}");
            faults.Add(
                line.File, line.Line, column, $"{SeedFaults.Quote(value)} stands already in {place}",
                "remove one of the rows or give this one another code");
        }
    }

    /// <summary>Reports every row that refers to a code that is not known.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">Column that holds the code.</param>
    /// <param name="code">Code that the row refers to; null or empty for none.</param>
    /// <param name="known">The codes there are.</param>
    /// <param name="faults">Takes the faults.</param>
    public static void Known<T>(SeedRows<T> rows, string column, Func<T, string?> code, KnownCodes known, SeedFaults faults)
    {
        if (!known.Complete)
            return;
        foreach (var line in rows.Lines)
        {
            if (code(line.Value) is { Length: > 0 } value && !known.Codes.Contains(value))
                faults.Add(
                    line.File, line.Line, column, $"{SeedFaults.Quote(value)} is not in {known.Place}",
                    "correct the code, or add the row it means");
        }
    }
}

/// <summary>Codes that rows may refer to.</summary>
/// <param name="Place">Where they stand, for messages.</param>
/// <param name="Codes">The codes.</param>
/// <param name="Complete">Whether all of them could be read; if not, nothing can be said to be unknown.</param>
internal sealed record KnownCodes(string Place, IReadOnlySet<string> Codes, bool Complete)
{
    public static KnownCodes Of<T>(string place, SeedRows<T> rows, Func<T, string> code) =>
        new(place, rows.Values.Select(code).ToHashSet(StringComparer.Ordinal), rows.Complete);
}
