using System.Data;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Sources;

/// <summary>Capital source by source.</summary>
public sealed class SourceReports(PortfolioDatabase database)
{
    /// <summary>Projects of a stretch.</summary>
    public const int StretchSize = 40;

    private const string SourceSql = """
        -- Reporting.SourceCapital.Source
        select code, source_class, name, name_en from funding.source where code = @Source
        """;

    private const string CeilingsSql = $"""
        -- Reporting.SourceCapital.Ceilings
        select year, ceiling from funding.source_year where plan_id = {CapitalSql.PlanId} and source_code = @Source
        """;

    private const string CellsSql = $"""
        -- Reporting.SourceCapital.Cells
        select g.code, g.name, y.year, y.allocated, y.carried_in, y.carried_out, y.lapsed, y.paid
        from funding.programme_year y
        join plans.programme g on g.id = y.programme_id
        where y.plan_id = {CapitalSql.PlanId} and y.source_code = @Source
        order by g.position, g.code, y.year
        """;

    private const string KeptSql = $"""
        -- Reporting.SourceCapital.Kept
        select name, amount, drawn from funding.contingency where plan_id = {CapitalSql.PlanId} and source_code = @Source order by name
        """;

    private const string ProjectsSql = $"""
        -- Reporting.SourceCapital.Projects
        select x.id, x.code, x.name, g.short_name as programme_name, n.amount as need
        from projects.project x
        join plans.programme g on g.id = x.programme_id
        join funding.need n on n.project_id = x.id and n.source_code = @Source
        where x.plan_id = {CapitalSql.PlanId} and x.code > @After
            and exists (select 1 from funding.allocation a where a.project_id = x.id and a.source_code = @Source)
        order by x.code
        limit @Limit
        """;

    private const string ProjectCellsSql = """
        -- Reporting.SourceCapital.ProjectCells
        select a.project_id, a.year, a.allocated, a.carried_in, a.carried_out, a.lapsed, a.paid
        from funding.allocation a
        where a.project_id = any(@Projects) and a.source_code = @Source
        """;

    /// <summary>One source of a plan.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="source">Code of the source.</param>
    /// <param name="after">Code of the project after which to go on; null = from the start.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan, or no such source.</exception>
    public async Task<SourceCapital> GetAsync(Actor actor, string planCode, string source, string? after, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", CapitalSql.Plan, SourceSql, CeilingsSql, CellsSql, KeptSql, ProjectsSql),
            new { Code = planCode, Source = source, After = after ?? "", Limit = StretchSize + 1 }, transaction, cancellationToken: ct));
        var plan = await answers.ReadSingleOrDefaultAsync<CapitalPlan?>() ?? throw new NotFoundException("plan", planCode);
        var row = await answers.ReadSingleOrDefaultAsync<SourceRow?>() ?? throw new NotFoundException("source", source);
        var ceilings = (await answers.ReadAsync<CeilingRow>()).ToDictionary(c => c.Year, c => c.Ceiling);
        var cells = (await answers.ReadAsync<CellRow>()).ToList();
        List<SourceContingency> kept = [.. await answers.ReadAsync<SourceContingency>()];
        var projects = (await answers.ReadAsync<ProjectRow>()).ToList();
        int[] years = [.. plan.Years.Union(cells.Select(c => c.Year)).Order()];
        var byYear = cells.ToLookup(c => c.Year, c => c.Figures(plan.ClosedTo));
        return new SourceCapital(
            plan, row.Code, row.SourceClass, row.Name, row.NameEn,
            [.. years.Select(y => new SourceCapitalYear(y, ceilings.GetValueOrDefault(y), CapitalFigures.Sum(byYear[y])))],
            Programmes(cells, years, plan.ClosedTo), kept, await CutAsync(connection, projects, years, plan.ClosedTo, source, ct));
    }

    private static IReadOnlyList<SourceProgramme> Programmes(List<CellRow> cells, int[] years, int closedTo) =>
    [
        .. cells.GroupBy(c => (c.Code, c.Name)).Select(g => new SourceProgramme(
            g.Key.Code, g.Key.Name, [.. years.Select(y => g.FirstOrDefault(c => c.Year == y)?.Figures(closedTo) ?? CapitalFigures.Zero)])),
    ];

    // One project more than shown tells whether there is a next stretch.
    private static async Task<Stretch<SourceProject>> CutAsync(
        NpgsqlConnection connection, List<ProjectRow> found, int[] years, int closedTo, string source, CancellationToken ct)
    {
        if (found.Count == 0)
            return new Stretch<SourceProject>([], null);
        var shown = found.Take(StretchSize).ToList();
        var cells = (await connection.QueryAsync<ProjectCellRow>(
            new CommandDefinition(ProjectCellsSql, new { Projects = shown.Select(p => p.Id).ToArray(), Source = source }, cancellationToken: ct)))
            .ToDictionary(c => (c.ProjectId, c.Year), c => c.Figures(closedTo));
        return new Stretch<SourceProject>(
        [
            .. shown.Select(p => new SourceProject(
                p.Code, p.Name, p.ProgrammeName, p.Need, [.. years.Select(y => cells.GetValueOrDefault((p.Id, y), CapitalFigures.Zero))])),
        ], found.Count > shown.Count ? shown[^1].Code : null);
    }

    private sealed record SourceRow(string Code, string SourceClass, string Name, string NameEn);

    private sealed record CeilingRow(int Year, Vnd? Ceiling);

    private sealed record CellRow(string Code, string Name, int Year, Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid)
    {
        public CapitalFigures Figures(int closedTo) => CapitalFigures.Of(Allocated, CarriedIn, CarriedOut, Lapsed, Paid, Year <= closedTo);
    }

    private sealed record ProjectRow(long Id, string Code, string Name, string ProgrammeName, Vnd Need);

    private sealed record ProjectCellRow(long ProjectId, int Year, Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid)
    {
        public CapitalFigures Figures(int closedTo) => CapitalFigures.Of(Allocated, CarriedIn, CarriedOut, Lapsed, Paid, Year <= closedTo);
    }
}
