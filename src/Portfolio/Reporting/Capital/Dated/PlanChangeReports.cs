using System.Data;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Reporting.Capital.Dated;

/// <summary>Two days of a plan of capital beside each other: who gained, who lost, by which decision.</summary>
public sealed class PlanChangeReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Projects on a page.</summary>
    public const int PageSize = 40;

    private const string Between = $"""
        funding.allocation_line l
            join funding.decision d on d.id = l.decision_id and {CapitalSql.InForce} and d.decided_on > @From and d.decided_on <= @To
        """;

    private const string DecisionsSql = $"""
        -- Reporting.Changes.Decisions
        select d.id, d.kind, d.name, d.number, d.decided_on, d.signer
        from funding.decision d
        where d.plan_id = @PlanId and {CapitalSql.InForce} and d.decided_on > @From and d.decided_on <= @To
        order by d.decided_on, d.id
        limit 200
        """;

    // Summed up cell by cell first: what one decision gives and the next one takes again is no change.
    private const string SourcesSql = $"""
        -- Reporting.Changes.Sources
        with cell as (
            select l.source_code, l.project_id, l.year, sum(l.amount) as amount
            from {Between}
            where l.plan_id = @PlanId and l.entry = 'allocated'
            group by l.source_code, l.project_id, l.year
        ), change as (
            select source_code, coalesce(sum(amount) filter (where amount > 0), 0)::bigint as given,
                coalesce(-sum(amount) filter (where amount < 0), 0)::bigint as taken
            from cell
            group by source_code
        ), before as (
            select l.source_code, sum(l.amount)::bigint as amount
            from funding.allocation_line l
            join funding.decision d on d.id = l.decision_id and {CapitalSql.InForce} and d.decided_on <= @From
            where l.plan_id = @PlanId and l.entry = 'allocated'
            group by l.source_code
        )
        select s.code, s.source_class, s.name, s.name_en, coalesce(b.amount, 0) as before, coalesce(c.given, 0) as given, coalesce(c.taken, 0) as taken
        from funding.source s
        left join before b on b.source_code = s.code
        left join change c on c.source_code = s.code
        where b.amount <> 0 or c.source_code is not null
        order by s.position
        """;

    private const string Changed = $"""
        select p.project_id, sum(p.amount)::bigint as change
        from (
            select l.project_id, l.source_code, l.year, sum(l.amount) as amount
            from {Between}
            where l.plan_id = @PlanId and l.entry = 'allocated'
            group by l.project_id, l.source_code, l.year
            having sum(l.amount) <> 0
        ) p
        group by p.project_id
        """;

    private const string CountsSql = $"""
        -- Reporting.Changes.Counts
        select count(*) filter (where c.change > 0)::int as gained, count(*) filter (where c.change < 0)::int as lost,
            count(*) filter (where c.change = 0)::int as moved
        from (
        {Changed}
        ) c
        """;

    private const string ProjectsSql = $"""
        -- Reporting.Changes.Projects
        select x.id, x.code, x.name, g.short_name as programme_name, c.change,
            coalesce((select sum(l.amount) from funding.allocation_line l
                join funding.decision d on d.id = l.decision_id and {CapitalSql.InForce} and d.decided_on <= @From
                where l.project_id = x.id and l.entry = 'allocated'), 0)::bigint as before
        from (
        {Changed}
        ) c
        join projects.project x on x.id = c.project_id
        join plans.programme g on g.id = x.programme_id
        where @Sign::int is null or sign(c.change) = @Sign
        order by c.change desc, x.code
        limit @Limit offset @Offset
        """;

    private const string LinesSql = $"""
        -- Reporting.Changes.Lines
        select l.project_id, s.name as source_name, s.name_en as source_name_en, l.year, sum(l.amount)::bigint as amount, d.id as decision_id, d.number
        from {Between}
        join funding.source s on s.code = l.source_code
        where l.project_id = any(@Projects) and l.entry = 'allocated'
        group by l.project_id, s.code, l.year, d.id
        order by l.project_id, s.position, l.year, d.decided_on, d.id
        """;

    /// <summary>Compares two days.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="request">Which plan, days, projects and page.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<PlanChanges> GetAsync(Actor actor, PlanChangesRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var plan = await connection.QuerySingleOrDefaultAsync<CapitalPlan?>(
            new CommandDefinition(CapitalSql.Plan, new { Code = request.Plan }, transaction, cancellationToken: ct)) ?? throw new NotFoundException("plan", request.Plan);
        var days = (From: request.From ?? new DateOnly(calendar.Today.Year, 1, 1), To: request.To ?? calendar.Today);
        if (days.From > days.To)
            days = (days.To, days.From);
        var query = new { PlanId = plan.Id, days.From, days.To };
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", DecisionsSql, SourcesSql, CountsSql), query, transaction, cancellationToken: ct));
        List<DecisionInForce> decisions = [.. await answers.ReadAsync<DecisionInForce>()];
        List<SourceChange> sources = [.. await answers.ReadAsync<SourceChange>()];
        var counts = await answers.ReadSingleAsync<CountRow>();
        return new PlanChanges(
            plan, days.From, days.To, decisions, sources, counts.Gained, counts.Lost, counts.Moved,
            await PageAsync(connection, request, plan.Id, days, counts, ct));
    }

    private static async Task<Page<ProjectChange>> PageAsync(
        NpgsqlConnection connection, PlanChangesRequest request, long planId, (DateOnly From, DateOnly To) days, CountRow counts, CancellationToken ct)
    {
        var count = request.Who is { } who ? counts.Of(who) : counts.Gained + counts.Lost + counts.Moved;
        var number = Math.Clamp(request.Page, 1, Math.Max(1, (count + PageSize - 1) / PageSize));
        if (count == 0)
            return new Page<ProjectChange>([], 0, 1, PageSize);
        var rows = (await connection.QueryAsync<ProjectRow>(new CommandDefinition(ProjectsSql, new
        {
            PlanId = planId,
            days.From,
            days.To,
            Sign = Sign(request.Who),
            Limit = PageSize,
            Offset = (number - 1) * PageSize,
        }, cancellationToken: ct))).ToList();
        var lines = (await connection.QueryAsync<LineRow>(new CommandDefinition(
            LinesSql, new { days.From, days.To, Projects = rows.Select(r => r.Id).ToArray() }, cancellationToken: ct))).ToLookup(l => l.ProjectId, l => l.Line);
        return new Page<ProjectChange>(
            [.. rows.Select(r => new ProjectChange(r.Code, r.Name, r.ProgrammeName, r.Before, r.Change, [.. lines[r.Id]]))], count, number, PageSize);
    }

    private static int? Sign(ChangeSide? who) => who switch
    {
        ChangeSide.Gained => 1,
        ChangeSide.Lost => -1,
        ChangeSide.Moved => 0,
        _ => null,
    };

    private sealed record CountRow(int Gained, int Lost, int Moved)
    {
        public int Of(ChangeSide who) => who switch { ChangeSide.Gained => Gained, ChangeSide.Lost => Lost, _ => Moved };
    }

    private sealed record ProjectRow(long Id, string Code, string Name, string ProgrammeName, Vnd Change, Vnd Before);

    private sealed record LineRow(long ProjectId, string SourceName, string SourceNameEn, int Year, Vnd Amount, long DecisionId, string Number)
    {
        public ChangeLine Line => new(SourceName, SourceNameEn, Year, Amount, DecisionId, Number);
    }
}
