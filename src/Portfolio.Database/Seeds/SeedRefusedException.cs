namespace Portfolio.Database.Seeds;

/// <summary>The seed files are refused as a whole; nothing was written.</summary>
public sealed class SeedRefusedException : Exception
{
    /// <summary>Refuses a load.</summary>
    /// <param name="faults">The faults that are listed.</param>
    /// <param name="total">Number of all faults; there may be more than are listed.</param>
    /// <param name="innerException">What PostgreSQL said, where it was PostgreSQL that refused.</param>
    public SeedRefusedException(IReadOnlyList<SeedFault> faults, int total, Exception? innerException = null)
        : base(Describe(faults, total), innerException)
    {
        Faults = faults;
        Total = total;
    }

    /// <summary>What is wrong, by file and line; at most the first few hundred.</summary>
    public IReadOnlyList<SeedFault> Faults { get; }

    /// <summary>Number of all faults.</summary>
    public int Total { get; }

    private static string Describe(IReadOnlyList<SeedFault> faults, int total)
    {
        var lines = new List<string>
        {
            FormattableString.Invariant($"The seed files are refused and nothing was written: {total} {(total == 1 ? "fault" : "faults")}."),
        };
        lines.AddRange(faults.Select(f => f.ToString()));
        if (total > faults.Count)
            lines.Add(FormattableString.Invariant($"… and {total - faults.Count} more."));
        return string.Join('\n', lines);
    }
}
