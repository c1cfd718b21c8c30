using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Papers;

namespace Portfolio.Reporting.Capital.Closings;

/// <summary>Closings of years as they are read.</summary>
public sealed class ClosingReports(PortfolioDatabase database)
{
    // Each stretch reckons what is unspent anew: few and large ones.
    private const int Stretch = 2000;

    // Of a paper, what is unspent now; of an approved closing, what it posted: what was payable after it had been paid.
    private const string Unspent = $"""
        select a.project_id, a.source_code, a.allocated, a.carried_in, a.paid, a.payable - a.paid as unspent, m.most,
            coalesce(d.amount, 0) as carried, d.reason
        from funding.allocation a
        {CarrySql.Most}
        left join funding.draft_line d
            on d.decision_id = @Id and d.project_id = a.project_id and d.source_code = a.source_code and d.year = a.year
        where not @Posted and a.plan_id = @PlanId and a.year = @Year and a.payable > a.paid
        union all
        select l.project_id, l.source_code, a.allocated, a.carried_in, a.payable, sum(l.amount)::bigint,
            least(sum(l.amount)::bigint, a.allocated), coalesce(sum(l.amount) filter (where l.entry = 'carried_out'), 0)::bigint, max(l.reason)
        from funding.allocation_line l
        join funding.allocation a on a.project_id = l.project_id and a.source_code = l.source_code and a.year = l.year
        where @Posted and l.decision_id = @Id and l.entry in ('carried_out', 'lapsed')
        group by l.project_id, l.source_code, a.allocated, a.carried_in, a.payable
        """;

    private const string SourcesSql = $"""
        -- Reporting.Capital.ClosingSources
        with unspent as materialized (
        {Unspent}
        )
        select s.code as source, s.name, s.name_en, sum(u.unspent)::bigint as unspent, sum(u.carried)::bigint as carried,
            (select count(distinct o.project_id)::int from unspent o) as projects
        from unspent u
        join funding.source s on s.code = u.source_code
        group by s.code, s.name, s.name_en, s.position
        order by s.position
        """;

    private const string RecoveredSql = """
        -- Reporting.Capital.ClosingRecovered
        select coalesce(sum(y.payable - y.paid), 0)::bigint from funding.plan_year y where @Posted and y.plan_id = @PlanId and y.year = @Year
        """;

    private const string CellsSql = $"""
        -- Reporting.Capital.ClosingCells
        with unspent as materialized (
        {Unspent}
        ), project as (
            select x.id, x.code, x.name, g.name as programme_name, row_number() over (order by g.position, g.id, x.code) as place
            from projects.project x
            join plans.programme g on g.id = x.programme_id
            where x.id in (select u.project_id from unspent u)
        )
        select p.code as project, p.name as project_name, p.programme_name, s.code as source, s.name, s.name_en, u.allocated, u.carried_in,
            u.paid, u.unspent, u.most, u.carried, case when @Reasons then u.reason end as reason
        from project p
        join unspent u on u.project_id = p.id
        join funding.source s on s.code = u.source_code
        where p.place > @Skip and p.place <= @Skip + @Size
        order by p.place, s.position
        """;

    /// <summary>The closing of a year.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewCapitalDrafts"/> unless it is approved.</param>
    /// <param name="id">Decision, a closing.</param>
    /// <param name="page">Page of projects, from 1; one past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none, or it closes no year.</exception>
    public async Task<ClosingReport> GetAsync(Actor actor, long id, int page, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var head = await PaperHeads.GetAsync(connection, transaction, actor, id, ct);
        if (head.Decision.ClosesYear is not { } year)
            throw new NotFoundException("decision", id.ToString(CultureInfo.InvariantCulture));
        var which = new Which(
            id, head.Decision.PlanId, year, head.Decision.Status == DecisionStatus.Approved, head.ShowsReasons,
            await YearRules.CarriedInUntilAsync(connection, transaction, year, ct));
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", SourcesSql, RecoveredSql), which, transaction, cancellationToken: ct));
        var sources = (await answers.ReadAsync<SourceRow>()).ToList();
        var recovered = await answers.ReadSingleAsync<Vnd>();
        var total = sources.Count == 0 ? 0 : sources[0].Projects;
        var number = Math.Clamp(page, 1, Math.Max(1, (total + PaperReports.PageSize - 1) / PaperReports.PageSize));
        return new ClosingReport(
            head, year, recovered, [.. sources.Select(s => new SourceClosing(s.Source, s.Name, s.NameEn, s.Unspent, s.Carried))],
            new Page<ProjectClosing>(
                await ProjectsAsync(connection, transaction, which, (number - 1) * PaperReports.PageSize, PaperReports.PageSize, ct), total, number,
                PaperReports.PageSize));
    }

    /// <summary>Every project with unspent capital, read in stretches of one snapshot.</summary>
    /// <param name="actor">Who asks; needs the same as for the report.</param>
    /// <param name="id">Decision, a closing.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none, or it closes no year.</exception>
    public async IAsyncEnumerable<ProjectClosing> AllAsync(Actor actor, long id, [EnumeratorCancellation] CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var head = await PaperHeads.GetAsync(connection, transaction, actor, id, ct);
        if (head.Decision.ClosesYear is not { } year)
            throw new NotFoundException("decision", id.ToString(CultureInfo.InvariantCulture));
        var which = new Which(
            id, head.Decision.PlanId, year, head.Decision.Status == DecisionStatus.Approved, head.ShowsReasons,
            await YearRules.CarriedInUntilAsync(connection, transaction, year, ct));
        for (var skip = 0; await ProjectsAsync(connection, transaction, which, skip, Stretch, ct) is { Count: > 0 } projects; skip += Stretch)
        {
            foreach (var project in projects)
                yield return project;
        }
    }

    private static async Task<IReadOnlyList<ProjectClosing>> ProjectsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Which which, int skip, int size, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<CellRow>(new CommandDefinition(CellsSql, new
        {
            which.Id,
            which.PlanId,
            which.Year,
            which.Posted,
            which.Reasons,
            which.CarryOver,
            Skip = skip,
            Size = size,
        }, transaction, cancellationToken: ct));
        return
        [
            .. rows.GroupBy(r => (r.Project, r.ProjectName, r.ProgrammeName)).Select(p => new ProjectClosing(
                p.Key.Project, p.Key.ProjectName, p.Key.ProgrammeName,
                [
                    .. p.Select(c => new ClosingCell(
                        c.Project, c.Source, c.Name, c.NameEn, c.Allocated, c.CarriedIn, c.Paid, c.Unspent, c.Most, c.Carried, c.Reason)),
                ])),
        ];
    }

    private sealed record Which(long Id, long PlanId, int Year, bool Posted, bool Reasons, DateOnly CarryOver);

    private sealed record SourceRow(string Source, string Name, string NameEn, Vnd Unspent, Vnd Carried, int Projects);

    private sealed record CellRow(
        string Project, string ProjectName, string ProgrammeName, string Source, string Name, string NameEn, Vnd Allocated, Vnd CarriedIn, Vnd Paid,
        Vnd Unspent, Vnd Most, Vnd Carried, string? Reason);
}
