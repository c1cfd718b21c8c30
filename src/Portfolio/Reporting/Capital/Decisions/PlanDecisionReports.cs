using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Closing;
using Portfolio.Funding.Decisions;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Reporting.Capital.Decisions;

/// <summary>The decisions of a plan: in force, being worked on, given up.</summary>
public sealed class PlanDecisionReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Decisions in force on a page.</summary>
    public const int PageSize = 20;

    // More papers than anybody works on at once; what is older is still reached by its address.
    private const int MostPapers = 60;

    // As many as a comparison offers.
    private const int MostBeginnings = 200;

    private const string HeadsSql = """
        -- Reporting.Capital.PlanDecisions
        select d.id, d.kind, d.name, d.status, d.closes_year, d.number, d.decided_on, d.signer, d.created_by, d.created_at,
            d.figure_basis = 'illustrative' as illustrative,
            @ProjectId::bigint is null
                or exists (select 1 from funding.draft_line f where f.decision_id = d.id and f.project_id = @ProjectId and f.amount <> 0)
                or exists (select 1 from funding.allocation_line a where a.decision_id = d.id and a.project_id = @ProjectId) as touches
        from funding.decision d
        where d.plan_id = @PlanId and d.withdrawn_at is null and (d.status = 'approved' or @Papers)
        order by d.decided_on desc nulls first, d.id desc
        """;

    // Of a decision in force what was summed up when it was approved. Only papers, and the part of one project, are added up here. What a
    // closing carries over counts as given, what lapses as taken.
    private const string SumsSql = """
        -- Reporting.Capital.DecisionSums
        select d.id, s.projects, s.given, s.taken, s.posted_at as changed_at
        from unnest(@Ids::bigint[]) as d (id)
        join funding.decision_sum s on s.decision_id = d.id
        where @ProjectId::bigint is null
        union all
        select d.id, count(distinct f.project_id)::int, coalesce(sum(f.amount) filter (where f.amount > 0), 0)::bigint,
            coalesce(-sum(f.amount) filter (where f.amount < 0), 0)::bigint, max(f.changed_at)
        from unnest(@Ids::bigint[]) as d (id)
        join funding.draft_line f on f.decision_id = d.id
        where f.amount <> 0 and (@ProjectId::bigint is null or f.project_id = @ProjectId)
        group by d.id
        union all
        select d.id, count(distinct a.project_id)::int, coalesce(sum(c.change) filter (where c.change > 0), 0)::bigint,
            coalesce(-sum(c.change) filter (where c.change < 0), 0)::bigint, max(a.recorded_at)
        from unnest(@Ids::bigint[]) as d (id)
        join funding.allocation_line a on a.decision_id = d.id
        cross join lateral (select case a.entry when 'lapsed' then -a.amount else a.amount end as change) c
        where a.project_id = @ProjectId and a.entry <> 'carried_in'
        group by d.id
        """;

    // Years are closed one after the other, so there is only one that can be next.
    // The year after the last one holds what was carried over out of it.
    private const string OpenYearSql = """
        -- Reporting.Capital.OpenYear
        select min(y.year)
        from funding.programme_year y
        where y.plan_id = @PlanId and y.year between @From and @To + 1 and y.allocated + y.carried_in - y.carried_out - y.lapsed > 0
            and not exists (select 1 from funding.decision d
                where d.plan_id = y.plan_id and d.kind = 'closing' and d.status = 'approved' and d.withdrawn_at is null and d.closes_year >= y.year)
        """;

    /// <summary>The decisions of a plan.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>. Papers come with <see cref="Permission.ViewCapitalDrafts"/>.</param>
    /// <param name="planCode">Plan.</param>
    /// <param name="projectCode">Only decisions that touch this project, and their sums for it alone; null = all.</param>
    /// <param name="page">Page of the decisions in force, from 1; one past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan, or no such project in it.</exception>
    public async Task<PlanDecisions> GetAsync(Actor actor, string planCode, string? projectCode, int page, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
        var plan = await PlanLookup.GetAsync(connection, transaction, planCode, ct);
        var project = projectCode is null ? null : await ProjectAsync(connection, transaction, plan, projectCode, ct);
        var place = Place.In(plan.ProvinceCode);
        var all = (await connection.QueryAsync<PlanDecision>(new CommandDefinition(HeadsSql, new
        {
            PlanId = plan.Id,
            Papers = actor.May(Permission.ViewCapitalDrafts, place),
            ProjectId = project?.Id,
        }, transaction, cancellationToken: ct))).ToList();
        var heads = all.FindAll(d => d.Touches);
        var decided = heads.FindAll(d => d.Status == DecisionStatus.Approved);
        var number = Math.Clamp(page, 1, Math.Max(1, (decided.Count + PageSize - 1) / PageSize));
        var shown = decided.Skip((number - 1) * PageSize).Take(PageSize).ToList();
        var papers = heads.Where(d => d.Status is DecisionStatus.Draft or DecisionStatus.Submitted or DecisionStatus.Returned).Take(MostPapers).ToList();
        var sums = await SumsAsync(connection, transaction, [.. shown, .. papers], project?.Id, ct);
        return new PlanDecisions(
            plan.Code, plan.Name, place, new Page<PlanDecision>([.. shown.Select(d => With(d, sums))], decided.Count, number, PageSize),
            [.. papers.Select(d => With(d, sums))], [.. heads.Where(d => d.Status == DecisionStatus.Discarded).Take(MostPapers)],
            [.. all.Where(d => d.Kind != DecisionKind.Closing && d.Status != DecisionStatus.Discarded).OrderBy(d => d.Status == DecisionStatus.Approved).Take(MostBeginnings)],
            await NextClosingAsync(connection, transaction, plan, ct), project is null ? null : new NamedProject(project.Code, project.Name),
            shown.Exists(d => d.Illustrative) || papers.Exists(d => d.Illustrative));
    }

    private static async Task<ProjectRow> ProjectAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, string code, CancellationToken ct) =>
        await ProjectLookup.FindAsync(connection, transaction, code, ct) is { } project && project.PlanId == plan.Id
            ? project
            : throw new NotFoundException("project", code);

    private static async Task<Dictionary<long, SumRow>> SumsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<PlanDecision> rows, long? projectId, CancellationToken ct) =>
        (await connection.QueryAsync<SumRow>(new CommandDefinition(
            SumsSql, new { Ids = rows.Select(d => d.Id).ToArray(), ProjectId = projectId }, transaction, cancellationToken: ct))).ToDictionary(s => s.Id);

    private static PlanDecision With(PlanDecision row, Dictionary<long, SumRow> sums)
    {
        if (!sums.TryGetValue(row.Id, out var sum))
            return row with { Projects = 0, ChangedAt = row.CreatedAt };
        return row with { Projects = sum.Projects, Given = sum.Given, Taken = sum.Taken, ChangedAt = sum.ChangedAt ?? row.CreatedAt };
    }

    private async Task<OpenYear?> NextClosingAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, CancellationToken ct)
    {
        var year = await connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            OpenYearSql, new { PlanId = plan.Id, From = plan.PeriodFrom, To = plan.PeriodTo }, transaction, cancellationToken: ct));
        if (year is not { } open)
            return null;
        var settled = await YearRules.SettledOnAsync(connection, transaction, open, ct);
        return new OpenYear(open, settled, calendar.Today > settled);
    }

    private sealed record SumRow(long Id, int Projects, Vnd Given, Vnd Taken, DateTime? ChangedAt);
}
