using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>Why the lines of one project are as they are.</summary>
internal sealed class LineReasons(ProjectDemand demand, YearSpread spread, int place, int count)
{
    // Most lines of a project have the same reason: it is made once.
    private readonly Dictionary<string, Reason> shared = new(StringComparer.Ordinal);
    private readonly int[] years = [.. spread.Years.Select(year => demand.Years[year])];
    private readonly int[] closed = [.. demand.Years.Where((_, year) => !spread.Years.Contains(year))];

    /// <summary>The reason of the line of a source and a chosen year, both by index.</summary>
    public Reason Of(int source, int year)
    {
        var (share, fitted, amount) = (spread.Shares[source][year], spread.Fitted[source][year], spread.Amounts[source][year]);
        if (InYear(year) < demand.Minimum)
            return Shared("propose.whole_rest", ("minimum", new Vnd(demand.Minimum)));
        if (amount != fitted)
            return Make("propose.minimum", ("share", new Vnd(share)), ("minimum", new Vnd(demand.Minimum)), ("change", new Vnd(amount - fitted)));
        if (amount < share)
            return Make("propose.ceiling_cut", ("share", new Vnd(share)), ("blocked", new Vnd(share - amount)));
        if (amount > share)
            return Make("propose.moved_in", ("share", new Vnd(share)), ("moved", new Vnd(amount - share)), ("from", CutYears(source)));
        return Shared(spread.Years.Length == 1 ? "propose.single_year" : "propose.even");
    }

    private long InYear(int year) => demand.Project.AllocatedIn(demand.Years[year]).Dong + spread.Amounts.Sum(source => source[year]);

    /// <summary>The years in which a ceiling blocks a part of the even share of a source.</summary>
    private int[] CutYears(int source) =>
        [.. spread.Years.Where(year => spread.Fitted[source][year] < spread.Shares[source][year]).Select(year => demand.Years[year])];

    private Reason Shared(string code, params (string Name, object? Value)[] arguments) =>
        shared.TryGetValue(code, out var reason) ? reason : shared[code] = Make(code, arguments);

    private Reason Make(string code, params (string Name, object? Value)[] arguments)
    {
        var all = Reasons.Standing(demand.Project, place, count);
        all["years"] = years;
        all["closed"] = closed;
        foreach (var (name, value) in arguments)
            all[name] = value;
        return new Reason(code, all);
    }
}
