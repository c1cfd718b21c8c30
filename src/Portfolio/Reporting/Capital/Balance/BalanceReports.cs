using System.Data;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Reporting.Capital.Balance;

/// <summary>The balance of a plan's capital. It reads sums that are kept, never projects or lines, and takes as long however many there are.</summary>
public sealed class BalanceReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string ProgrammesSql = $"""
        -- Reporting.Balance.Programmes
        select g.id, g.code, g.name, g.short_name, e.source_class, e.amount as stated, e.itemised
        from plans.programme g
        join funding.envelope e on e.programme_id = g.id
        where g.plan_id = {CapitalSql.PlanId}
        order by g.position, g.code
        """;

    private const string CellsSql = $"""
        -- Reporting.Balance.Cells
        select programme_id, source_code, source_class, year, allocated, carried_in, carried_out, lapsed, paid
        from funding.programme_year
        where plan_id = {CapitalSql.PlanId}
        """;

    private const string SourcesSql = $"""
        -- Reporting.Balance.Sources
        select s.code, s.source_class, s.name, s.name_en, y.year, y.ceiling, y.allocated
        from funding.source s
        join funding.source_year y on y.source_code = s.code and y.plan_id = {CapitalSql.PlanId}
        order by s.position, y.year
        """;

    private const string DecisionsSql = $"""
        -- Reporting.Balance.Decisions
        select d.id, d.kind, d.name, d.number, d.decided_on, d.signer
        from funding.decision d
        where d.plan_id = {CapitalSql.PlanId} and {CapitalSql.InForce}
        order by d.decided_on desc, d.id desc
        limit 6
        """;

    private const string CountSql = $"""
        -- Reporting.Balance.DecisionCount
        select count(*)::int from funding.decision d where d.plan_id = {CapitalSql.PlanId} and {CapitalSql.InForce}
        """;

    /// <summary>The balance of one plan.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<CapitalBalance> GetAsync(Actor actor, string planCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        // One snapshot: what programmes have and what sources gave are read apart and must agree.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        // In one round trip.
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", CapitalSql.Plan, ProgrammesSql, CellsSql, SourcesSql, DecisionsSql, CountSql), new { Code = planCode }, transaction,
            cancellationToken: ct));
        var plan = await answers.ReadSingleOrDefaultAsync<CapitalPlan?>() ?? throw new NotFoundException("plan", planCode);
        var programmes = await ReadAsync<ProgrammeRow>(answers);
        var cells = await ReadAsync<CellRow>(answers);
        var sources = await ReadAsync<SourceRow>(answers);
        int[] years = [.. plan.Years.Union(cells.Select(c => c.Year)).Order()];
        return new CapitalBalance(
            plan, calendar.Today, [.. years], Programmes(programmes, cells, years, plan.ClosedTo), Sources(sources, cells, years, plan.ClosedTo),
            [.. await ReadAsync<DecisionInForce>(answers)], await answers.ReadSingleAsync<int>());
    }

    private static async Task<List<T>> ReadAsync<T>(SqlMapper.GridReader answers) => [.. await answers.ReadAsync<T>()];

    private static ValueList<ProgrammeBalance> Programmes(List<ProgrammeRow> rows, List<CellRow> cells, int[] years, int closedTo)
    {
        var figures = cells.ToLookup(c => (c.ProgrammeId, c.SourceClass, c.Year), c => c.Figures(closedTo));
        BalanceRow Of(IEnumerable<ProgrammeRow> classes, string sourceClass)
        {
            var row = classes.Single(c => c.SourceClass == sourceClass);
            return new BalanceRow(row.Stated ?? row.Itemised, [.. years.Select(y => CapitalFigures.Sum(figures[(row.Id, sourceClass, y)]))]);
        }
        return
        [
            .. rows.GroupBy(r => (r.Id, r.Code, r.Name, r.ShortName)).Select(g => new ProgrammeBalance(
                g.Key.Code, g.Key.Name, g.Key.ShortName, Of(g, SourceClass.State), Of(g, SourceClass.Other))),
        ];
    }

    private static ValueList<SourceBalance> Sources(List<SourceRow> rows, List<CellRow> cells, int[] years, int closedTo)
    {
        var figures = cells.ToLookup(c => (c.SourceCode, c.Year), c => c.Figures(closedTo));
        return
        [
            .. rows.GroupBy(r => (r.Code, r.SourceClass, r.Name, r.NameEn)).Select(s => new SourceBalance(
                s.Key.Code, s.Key.SourceClass, s.Key.Name, s.Key.NameEn,
                [.. years.Select(y => Year(y, s.FirstOrDefault(r => r.Year == y), CapitalFigures.Sum(figures[(s.Key.Code, y)])))])),
        ];
    }

    private static SourceYear Year(int year, SourceRow? row, CapitalFigures figures) =>
        new(year, row?.Ceiling, row?.Allocated ?? Vnd.Zero, row?.Ceiling is { } ceiling ? ceiling - row.Allocated : null, figures);

    private sealed record ProgrammeRow(long Id, string Code, string Name, string ShortName, string SourceClass, Vnd? Stated, Vnd Itemised);

    private sealed record CellRow(
        long ProgrammeId, string SourceCode, string SourceClass, int Year, Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid)
    {
        public CapitalFigures Figures(int closedTo) => CapitalFigures.Of(Allocated, CarriedIn, CarriedOut, Lapsed, Paid, Year <= closedTo);
    }

    private sealed record SourceRow(string Code, string SourceClass, string Name, string NameEn, int Year, Vnd? Ceiling, Vnd Allocated);
}
