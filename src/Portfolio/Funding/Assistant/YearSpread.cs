namespace Portfolio.Funding.Assistant;

/// <summary>
/// Spreads what a project is given over its chosen years: each source evenly, odd đồng to the earliest years; what a ceiling blocks goes
/// to the earliest year with room; then years below their least are lifted by what other years can spare. Amounts in whole đồng,
/// [source][year] with the sources and years of the demand.
/// </summary>
internal sealed class YearSpread
{
    private YearSpread(ProjectDemand demand, int chosen)
    {
        Years = [.. Enumerable.Range(0, demand.Years.Length).Where(year => (chosen >> year & 1) != 0)];
        Shares = Empty(demand);
        Fitted = Empty(demand);
        Amounts = Empty(demand);
    }

    /// <summary>Indexes of the chosen years, ascending.</summary>
    public int[] Years { get; }

    /// <summary>The even shares.</summary>
    public long[][] Shares { get; }

    /// <summary>What the ceilings make of the even shares.</summary>
    public long[][] Fitted { get; }

    /// <summary>What is given.</summary>
    public long[][] Amounts { get; }

    /// <summary>All that is given.</summary>
    public long Total => Amounts.Sum(source => source.Sum());

    /// <summary>Spreads over a set of years that <see cref="YearChoice"/> found possible.</summary>
    public static YearSpread Over(ProjectDemand demand, int chosen)
    {
        var spread = new YearSpread(demand, chosen);
        var left = demand.Most;
        for (var source = 0; source < demand.Missing.Length; source++)
            left -= spread.Fit(demand, source, Math.Min(demand.Missing[source], left));
        MinimumLift.Apply(demand, spread);
        return spread;
    }

    /// <summary>Spreads one source within its ceilings.</summary>
    /// <returns>What could be given of what is wanted.</returns>
    private long Fit(ProjectDemand demand, int source, long wanted)
    {
        var rest = wanted;
        for (var i = 0; i < Years.Length; i++)
        {
            var year = Years[i];
            Shares[source][year] = wanted / Years.Length + (i < wanted % Years.Length ? 1 : 0);
            Fitted[source][year] = Math.Min(Shares[source][year], demand.Room[source][year]);
            rest -= Fitted[source][year];
        }
        foreach (var year in Years)
        {
            var moved = Math.Min(rest, demand.Room[source][year] - Fitted[source][year]);
            Fitted[source][year] += moved;
            rest -= moved;
        }
        Fitted[source].CopyTo(Amounts[source], 0);
        return wanted - rest;
    }

    private static long[][] Empty(ProjectDemand demand) => [.. demand.Missing.Select(_ => new long[demand.Years.Length])];
}
