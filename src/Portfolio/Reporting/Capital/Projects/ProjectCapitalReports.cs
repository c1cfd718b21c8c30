using System.Data;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Decisions;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Capital.Projects;

/// <summary>Capital project by project.</summary>
public sealed class ProjectCapitalReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string PeriodSql = $"""
        -- Reporting.ProjectCapital.Period
        select p.period_from, p.period_to, {CapitalSql.ClosedTo} as closed_to from plans.plan p where p.code = @PlanCode
        """;

    private const string SourcesSql = """
        -- Reporting.ProjectCapital.Sources
        select s.code, s.source_class, s.name, s.name_en, n.amount, n.figure_basis = 'illustrative' as illustrative
        from funding.need n
        join funding.source s on s.code = n.source_code
        where n.project_id = @Id
        order by s.position
        """;

    private const string CellsSql = """
        -- Reporting.ProjectCapital.Cells
        select source_code as source, year, allocated, carried_in, carried_out, lapsed, paid
        from funding.allocation
        where project_id = @Id
        """;

    private const string DecisionsSql = $"""
        -- Reporting.ProjectCapital.Decisions
        select d.id, d.kind, d.name, d.number, d.decided_on, d.signer, c.given, c.taken, c.carried, c.lapsed,
            d.figure_basis = 'illustrative' as illustrative
        from (
            select l.decision_id, coalesce(sum(l.amount) filter (where l.entry = 'allocated' and l.amount > 0), 0)::bigint as given,
                coalesce(-sum(l.amount) filter (where l.entry = 'allocated' and l.amount < 0), 0)::bigint as taken,
                coalesce(sum(l.amount) filter (where l.entry = 'carried_out'), 0)::bigint as carried,
                coalesce(sum(l.amount) filter (where l.entry = 'lapsed'), 0)::bigint as lapsed
            from funding.allocation_line l
            where l.project_id = @Id
            group by l.decision_id
        ) c
        join funding.decision d on d.id = c.decision_id and {CapitalSql.InForce}
        order by d.decided_on desc, d.id desc
        """;

    /// <summary>The capital of one project.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ProjectCapital> GetAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        // One snapshot, so that the sums are those of the decisions below them.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var (project, place) = await ProjectReports.HeadAsync(connection, code, ct);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", PeriodSql, SourcesSql, CellsSql, DecisionsSql), new { project.Id, project.PlanCode }, transaction, cancellationToken: ct));
        var (from, to, closedTo) = await answers.ReadSingleAsync<(int From, int To, int ClosedTo)>();
        List<SourceRow> sources = [.. await answers.ReadAsync<SourceRow>()];
        List<CellRow> cells = [.. await answers.ReadAsync<CellRow>()];
        List<DecisionRow> decisions = [.. await answers.ReadAsync<DecisionRow>()];
        int[] years = [.. Enumerable.Range(from, to - from + 1).Union(cells.Select(c => c.Year)).Order()];
        var figures = cells.ToDictionary(c => (c.Source, c.Year), c => c.Figures(closedTo));
        return new ProjectCapital(
            project, place, calendar.Today, years,
            [
                .. sources.Select(s => new CapitalSource(
                    s.Code, s.SourceClass, s.Name, s.NameEn, s.Amount, s.Illustrative,
                    [.. years.Select(y => figures.GetValueOrDefault((s.Code, y), CapitalFigures.Zero))])),
            ],
            [.. decisions.Select(d => d.OnProject)]);
    }

    private sealed record SourceRow(string Code, string SourceClass, string Name, string NameEn, Vnd Amount, bool Illustrative);

    private sealed record CellRow(string Source, int Year, Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid)
    {
        public CapitalFigures Figures(int closedTo) => CapitalFigures.Of(Allocated, CarriedIn, CarriedOut, Lapsed, Paid, Year <= closedTo);
    }

    private sealed record DecisionRow(
        long Id, string Kind, string Name, string Number, DateOnly DecidedOn, string Signer, Vnd Given, Vnd Taken, Vnd Carried, Vnd Lapsed, bool Illustrative)
    {
        public DecisionOnProject OnProject => new(new DecisionInForce(Id, Kind, Name, Number, DecidedOn, Signer), Given, Taken, Carried, Lapsed, Illustrative);
    }
}
