using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Reporting.Capital.Dated;

/// <summary>The plan of capital as of any day (F8): page by page, by key, and whole for export.</summary>
public sealed class DatedPlanReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Projects on a page.</summary>
    public const int PageSize = 40;

    /// <summary>Most projects of a stretch.</summary>
    public const int LargestStretch = 200;

    /// <summary>The plan as of a day, with a page of its projects.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Which plan, day and page.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<DatedPlan> GetAsync(Actor actor, DatedPlanRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var sums = await SumsAsync(connection, transaction, request, ct);
        var count = sums.Programmes.Where(p => request.Programme is null || p.Code == request.Programme).Sum(p => p.Projects);
        var number = Math.Clamp(request.Page, 1, Math.Max(1, (count + PageSize - 1) / PageSize));
        var projects = await ProjectsAsync(
            connection, [.. sums.Years], new Part(sums.Plan.Id, sums.On, request.Programme, null, PageSize, (number - 1) * PageSize), ct);
        return sums with { Projects = new Page<DatedProject>(projects, count, number, PageSize) };
    }

    /// <summary>The plan as of a day by programme, without its projects.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Which plan and day.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<DatedPlan> SumsAsync(Actor actor, DatedPlanRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        return await SumsAsync(connection, transaction, request, ct);
    }

    private async Task<DatedPlan> SumsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DatedPlanRequest request, CancellationToken ct)
    {
        var plan = await PlanAsync(connection, request.Plan, ct);
        var on = request.On ?? calendar.Today;
        int[] years = [.. plan.Years];
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", DatedSql.Programmes, DatedSql.Totals, DatedSql.Counts, DatedSql.Decisions), new { PlanId = plan.Id, On = on }, transaction,
            cancellationToken: ct));
        var programmes = await ReadAsync<ProgrammeRow>(answers);
        var totals = (await ReadAsync<TotalRow>(answers)).ToLookup(t => (t.ProgrammeId, t.SourceClass, t.Year), t => t.Amount);
        var counts = (await ReadAsync<CountRow>(answers)).ToDictionary(c => c.ProgrammeId, c => c.Projects);
        var decisions = await ReadAsync<DecisionInForce>(answers);
        IReadOnlyList<Vnd> Years(long programme, string sourceClass) => [.. years.Select(y => totals[(programme, sourceClass, y)].Sum(a => a))];
        List<DatedProgramme> sums =
        [
            .. programmes.Select(p => new DatedProgramme(
                p.Code, p.Name, p.ShortName, counts.GetValueOrDefault(p.Id), Years(p.Id, SourceClass.State), Years(p.Id, SourceClass.Other))),
        ];
        return new DatedPlan(plan, on, years, sums, decisions, new Page<DatedProject>([], sums.Sum(p => p.Projects), 1, PageSize));
    }

    /// <summary>The projects of the plan as of a day, from after a given one on, in the order of the programmes.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Which plan, day and programme; the page does not matter.</param>
    /// <param name="after">Code of the project after which to begin; null = from the start.</param>
    /// <param name="limit">Projects at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<DatedStretch> AfterAsync(Actor actor, DatedPlanRequest request, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var plan = await PlanAsync(connection, request.Plan, ct);
        var size = Math.Clamp(limit, 1, LargestStretch);
        // One project more than asked for tells whether there is a next stretch.
        var projects = await ProjectsAsync(
            connection, [.. plan.Years], new Part(plan.Id, request.On ?? calendar.Today, request.Programme, after, size + 1, 0), ct);
        int[] years = [.. plan.Years];
        return projects.Count <= size ? new DatedStretch(years, projects, null) : new DatedStretch(years, projects[..size], projects[size - 1].Code);
    }

    /// <summary>All projects of the plan as of a day, read in stretches of one snapshot.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Which plan, day and programme; the page does not matter.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async IAsyncEnumerable<DatedProject> AllAsync(Actor actor, DatedPlanRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var plan = await PlanAsync(connection, request.Plan, ct);
        var part = new Part(plan.Id, request.On ?? calendar.Today, request.Programme, null, LargestStretch, 0);
        while (await ProjectsAsync(connection, [.. plan.Years], part, ct) is { Count: > 0 } stretch)
        {
            foreach (var project in stretch)
                yield return project;
            part = part with { After = stretch[^1].Code };
        }
    }

    private static async Task<CapitalPlan> PlanAsync(NpgsqlConnection connection, string code, CancellationToken ct) =>
        await connection.QuerySingleOrDefaultAsync<CapitalPlan?>(new CommandDefinition(CapitalSql.Plan, new { Code = code }, cancellationToken: ct))
        ?? throw new NotFoundException("plan", code);

    private static async Task<List<DatedProject>> ProjectsAsync(NpgsqlConnection connection, int[] years, Part part, CancellationToken ct)
    {
        var projects = (await connection.QueryAsync<ProjectRow>(new CommandDefinition(DatedSql.Projects, part, cancellationToken: ct))).ToList();
        if (projects.Count == 0)
            return [];
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{DatedSql.Cells};\n{DatedSql.Numbers}", new { part.On, Projects = projects.Select(p => p.Id).ToArray() }, cancellationToken: ct));
        var cells = (await ReadAsync<CellRow>(answers)).ToLookup(c => c.ProjectId);
        var numbers = (await ReadAsync<NumberRow>(answers)).ToLookup(n => (n.ProjectId, n.Source), n => n.Number);
        return [.. projects.Select(p => new DatedProject(p.Code, p.Name, p.ProgrammeCode, p.ProgrammeName, Sources(cells[p.Id], numbers, years)))];
    }

    private static IReadOnlyList<DatedSource> Sources(IEnumerable<CellRow> cells, ILookup<(long, string), string> numbers, int[] years) =>
    [
        .. cells.GroupBy(c => (c.ProjectId, c.Source, c.SourceClass, c.Name, c.NameEn)).Select(s => new DatedSource(
            s.Key.Source, s.Key.SourceClass, s.Key.Name, s.Key.NameEn, [.. years.Select(y => s.Where(c => c.Year == y).Sum(c => c.Amount))],
            [.. numbers[(s.Key.ProjectId, s.Key.Source)]])),
    ];

    private static async Task<List<T>> ReadAsync<T>(SqlMapper.GridReader answers) => [.. await answers.ReadAsync<T>()];

    private sealed record Part(long PlanId, DateOnly On, string? Programme, string? After, int Limit, int Offset);

    private sealed record ProgrammeRow(long Id, string Code, string Name, string ShortName);

    private sealed record TotalRow(long ProgrammeId, string SourceClass, int Year, Vnd Amount);

    private sealed record CountRow(long ProgrammeId, int Projects);

    private sealed record ProjectRow(long Id, string Code, string Name, string ProgrammeCode, string ProgrammeName);

    private sealed record NumberRow(long ProjectId, string Source, string Number);

    private sealed record CellRow(long ProjectId, string Source, string SourceClass, string Name, string NameEn, int Year, Vnd Amount);
}
