namespace Portfolio.Tests.Funding.Kills;

/// <summary>
/// One thing an officer of the worker does, as it is written on its output before it is done and again when it is. What it
/// makes true can be read off the database: only this officer touches it.
/// </summary>
internal sealed record Deed
{
    /// <summary>Who.</summary>
    public int Officer { get; init; }

    /// <summary>Idempotency key.</summary>
    public string Once { get; init; } = "";

    /// <summary>What.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Paper, payment or ceiling it is about, by the name it bears in the facts.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its key, where it is there already.</summary>
    public long Id { get; init; }

    /// <summary>Number of the decision, where it is approved.</summary>
    public string Number { get; init; } = "";

    /// <summary>The cells with their amounts.</summary>
    public IReadOnlyList<Cell> Cells { get; init; } = [];

    /// <summary>Payments: their keys.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];

    /// <summary>What is so once it is done, all or nothing.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    internal sealed record Cell(string Project, string Source, int Year, long Amount)
    {
        public override string ToString() => FormattableString.Invariant($"{Project}/{Source}/{Year}={Amount}");
    }
}
