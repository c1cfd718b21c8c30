using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>
/// What keeps a project from getting more of a source, year by year, after it was served. A year in which the ceiling leaves nothing is
/// blocked by the ceiling if it is one of the project's years, and is not named otherwise: nothing could be had there anyhow.
/// </summary>
internal sealed class Blockers(ProposalRequest request, ProjectDemand demand, YearSpread spread, RoomTable rooms)
{
    private enum Cause
    {
        Ceiling,
        TotalInvestment,
        BeforeStart,
        AfterFinish,
        Duration,
        Minimum,
    }

    private readonly FundingSpan span = SpanAfter(demand, spread);
    private readonly bool investmentUsed = demand.Project.InvestmentLeft is { } left && left.Dong == spread.Total;

    /// <summary>The blockers of a source of which something is lacking.</summary>
    public IReadOnlyList<Reason> Of(string source) =>
    [
        .. from year in Enumerable.Range(request.FirstYear, request.LastYear - request.FirstYear + 1)
           let room = rooms.Left(source, year) > 0
           where room || demand.Years.Length == 0 || demand.Years.Contains(year)
           group year by CauseOf(year, room) into years
           orderby years.Key
           select Blocker(years.Key, source, [.. years]),
    ];

    private Cause CauseOf(int year, bool room)
    {
        var admissible = demand.Years.Contains(year);
        if (admissible && !room)
            return Cause.Ceiling;
        if (investmentUsed)
            return Cause.TotalInvestment;
        if (year < demand.Project.StartYear)
            return Cause.BeforeStart;
        if (year > demand.Project.FinishYear)
            return Cause.AfterFinish;
        return admissible && span.Allows(year, year) ? Cause.Minimum : Cause.Duration;
    }

    private Reason Blocker(Cause cause, string source, int[] years) => cause switch
    {
        Cause.BeforeStart => Reasons.Of("propose.blocked.before_start", ("start", demand.Project.StartYear), ("years", years)),
        Cause.AfterFinish when demand.Project.FinishYear < request.FirstYear =>
            Reasons.Of("propose.blocked.finished_before_plan", ("finish", demand.Project.FinishYear), ("firstYear", request.FirstYear)),
        Cause.AfterFinish => Reasons.Of("propose.blocked.after_finish", ("finish", demand.Project.FinishYear), ("years", years)),
        Cause.Duration => Reasons.Of(
            "propose.blocked.duration",
            ("parameter", span.Limit?.Parameter), ("limit", span.Limit?.Years), ("first", span.First), ("last", span.LastAllowed), ("years", years)),
        Cause.Ceiling => Reasons.Of("propose.blocked.ceiling", ("source", source), ("years", years)),
        Cause.TotalInvestment => Reasons.Of("propose.blocked.total_investment", ("totalInvestment", demand.Project.TotalInvestment)),
        _ => Reasons.Of("propose.blocked.minimum", ("minimum", new Vnd(demand.Minimum)), ("years", years)),
    };

    private static FundingSpan SpanAfter(ProjectDemand demand, YearSpread spread)
    {
        int[] given = [.. spread.Years.Where(year => spread.Amounts.Any(source => source[year] > 0)).Select(year => demand.Years[year])];
        return given.Length == 0 ? demand.Span : demand.Span.With(given[0], given[^1]);
    }
}
