using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>
/// Proposes an allocation: one project after the other, in the order of service, gets as much as its needs, its years, the ceilings, its
/// total investment and the minimum allow. Pure and deterministic; the rules in their order stand in the README beside this file.
/// </summary>
internal static class ProposalPlanner
{
    /// <summary>Most years of planning: sets of years are weighed one by one, and a plan has five.</summary>
    public const int MostYears = 10;

    /// <summary>Makes the proposal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No year, or more than <see cref="MostYears"/>; a minimum below nought.</exception>
    public static Proposal Plan(ProposalRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.LastYear, request.FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(request.LastYear - request.FirstYear, MostYears);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Minimum.Dong);
        var rooms = new RoomTable(request);
        var order = ServiceOrder.Of(request.Projects.Where(project => project.Missing > Vnd.Zero));
        var lines = new List<ProposalLine>();
        var shortfalls = new List<Shortfall>();
        for (var place = 1; place <= order.Count; place++)
        {
            var demand = new ProjectDemand(order[place - 1], request, rooms);
            var spread = YearSpread.Over(demand, YearChoice.Best(demand));
            Take(rooms, demand, spread);
            lines.AddRange(Given(demand, spread, new LineReasons(demand, spread, place, order.Count)));
            shortfalls.AddRange(Lacking(demand, spread, place, new Blockers(request, demand, spread, rooms)));
        }
        return new Proposal(lines, shortfalls);
    }

    private static void Take(RoomTable rooms, ProjectDemand demand, YearSpread spread)
    {
        foreach (var (source, year) in Cells(demand, spread))
            rooms.Take(demand.Sources[source].Source, demand.Years[year], spread.Amounts[source][year]);
    }

    private static IEnumerable<ProposalLine> Given(ProjectDemand demand, YearSpread spread, LineReasons reasons) =>
        from cell in Cells(demand, spread)
        let amount = new Vnd(spread.Amounts[cell.Source][cell.Year])
        where amount > Vnd.Zero
        select new ProposalLine(
            demand.Project.Code, demand.Sources[cell.Source].Source, demand.Years[cell.Year], amount, reasons.Of(cell.Source, cell.Year));

    private static IEnumerable<(int Source, int Year)> Cells(ProjectDemand demand, YearSpread spread) =>
        from source in Enumerable.Range(0, demand.Sources.Count)
        from year in spread.Years
        select (source, year);

    /// <summary>The shortfall, if any; asked for after the rooms were taken, because what stands in the way is what is left then.</summary>
    private static IEnumerable<Shortfall> Lacking(ProjectDemand demand, YearSpread spread, int place, Blockers blockers)
    {
        var sources =
            from source in Enumerable.Range(0, demand.Sources.Count)
            let lacking = demand.Missing[source] - spread.Amounts[source].Sum()
            where lacking > 0
            select new SourceShortfall(demand.Sources[source].Source, new Vnd(lacking), blockers.Of(demand.Sources[source].Source));
        SourceShortfall[] lackings = [.. sources];
        return lackings.Length == 0 ? [] : [new Shortfall(demand.Project.Code, place, lackings)];
    }
}
