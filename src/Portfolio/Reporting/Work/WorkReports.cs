using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Land;
using Portfolio.Slippage;

namespace Portfolio.Reporting.Work;

/// <summary>"Việc của tôi": what is due, late, stale and asked for, sorted by what hangs on it.</summary>
public sealed class WorkReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Items on a page.</summary>
    public const int PageSize = 40;

    private static string Mine(Reach reach) => reach.Bodies is null
        ? $"""
        select x.id, l.due_until, l.stale_since, l.unanswered_since
            from projects.project x
            join plans.plan p on p.id = x.plan_id
            {WorkLimits.Join(reach)}
            where @Province::text is null or p.province_code = @Province
        """
        : $"""
        select x.id, l.due_until, l.stale_since, l.unanswered_since
            from projects.project x
            {WorkLimits.Join(reach)}
            where x.id in (select r.project_id from projects.project_body r where r.body_id = any(@Bodies) and r.role in ('owner', 'lead'))
        """;

    // Milestones are asked for project by project: the planner, told of thousands of projects, would read all those of the country instead.
    // The capital at risk is summed for the projects that have something to do alone, the names are read for the page.
    private const string Items = $$"""
        , communes as materialized (
            select b.commune_id as id from directory.body b where b.id = any(@Bodies) and b.commune_id is not null
        ), packages as (
            select l.id from mine join land_clearance.package l on l.project_id = mine.id where l.handed_over_on is null
            union
            select l.id from communes c join land_clearance.package l on l.commune_id = c.id where l.handed_over_on is null
        ), land as materialized (
            select l.id, l.project_id, c.province_code, concat_ws(' – ', c.name, nullif(l.section, '')) as place, l.planned_on, l.planned_text, l.revision,
                l.commune_id in (select id from communes) as in_commune
            from packages
            join land_clearance.package l on l.id = packages.id
            join directory.commune c on c.id = l.commune_id
        ), returned as materialized (
            select e.milestone_id
            from mine
            join milestones.date_entry e on e.project_id = mine.id
            where e.field = 'reported' and e.now_on is null and e.reason_code = 'other'
                and not exists (select 1 from milestones.date_entry l where l.milestone_id = e.milestone_id and l.id > e.id and l.field = 'reported')
        ), item as (
            select m.project_id, case when m.planned_on < @Today then 'Late' else 'Due' end as kind, m.code, m.name, null::text as name_en, m.planned_on as on_day,
                m.planned_text as on_text, @Today - m.planned_on as days, m.id as milestone_id, m.stated_text, m.percent, m.revision
            from (
                select d.* from mine cross join lateral (
                    select o.id from milestones.milestone o
                    where o.project_id = mine.id and o.met_on is null and o.dropped_on is null and o.reported_on is null and o.planned_on <= mine.due_until
                    offset 0
                ) d
                union
                select r.milestone_id from returned r
            ) d
            join milestones.milestone m on m.id = d.id
            where m.met_on is null and m.reported_on is null and m.dropped_on is null
            union all
            select m.project_id, 'Unconfirmed', m.code, m.name, null, m.reported_on, m.planned_text, @Today - m.reported_on, m.id, m.stated_text, m.percent, m.revision
            from mine
            join milestones.milestone m on m.project_id = mine.id
            where @Confirms and m.met_on is null and m.reported_on is not null and m.dropped_on is null
            union all
            select l.project_id, 'Land', l.id::text, l.place, null, l.planned_on, l.planned_text, @Today - l.planned_on, null, null, null, l.revision
            from land l
            where l.planned_on < @Today
            union all
            select l.project_id, 'Step', l.id::text, s.name || ': ' || l.place, s.name_en || ': ' || l.place, d.due_on, null, @Today - d.due_on,
                null, null, null, l.revision
            from land l
            join land_clearance.step s on s.province_code = l.province_code and s.limit_value is not null
            join land_clearance.package_step b on b.package_id = l.id and b.step_code = s.after_step
            cross join lateral (select {{LandSql.DueOn}} as due_on) d
            where l.in_commune and d.due_on < @Today
                and not exists (select 1 from land_clearance.package_step e where e.package_id = l.id and e.step_code = s.code)
            union all
            select o.project_id, 'Obstacle', o.id::text, o.title, null, coalesce(o.due_on, o.since), null, @Today - coalesce(o.due_on, o.since), null, null, null, o.revision
            from (
                select w.id from land_clearance.obstacle w where w.must_act_id = any(@Bodies) and w.closed_on is null
                union
                select w.id from land_clearance.package k join land_clearance.obstacle w on w.package_id = k.id
                where k.commune_id in (select id from communes) and w.closed_on is null
                union
                select w.id
                from mine
                join land_clearance.obstacle w on w.project_id = mine.id
                join directory.body b on b.id = w.must_act_id
                where @Bodies::bigint[] is null and w.closed_on is null
                    and (w.due_on < @Today or coalesce(w.answered_on, w.since) <= mine.unanswered_since or b.kind = 'department' and b.code like @Department)
            ) i
            join land_clearance.obstacle o on o.id = i.id
            union all
            select p.project_id, 'Payment', p.id::text, p.document_number, null, p.paid_on, null, @Today - p.decided_at::date, null, null, null, null
            from mine
            join funding.payment p on p.project_id = mine.id
            where p.status = 'returned'
            union all
            select s.project_id, 'Stale', null, '', null, s.heard_on, null, @Today - s.heard_on, null, null, null, null
            from (
                select mine.id as project_id, mine.stale_since, (h.updated_at at time zone 'Asia/Ho_Chi_Minh')::date as heard_on
                from mine
                cross join lateral (
                    select o.updated_at from milestones.milestone o where o.project_id = mine.id and o.dropped_on is null order by o.updated_at desc nulls last limit 1
                ) h
                -- Whoever is asked for a milestone of it need not be asked for the project as well.
                cross join lateral (
                    select min(o.planned_on) filter (where o.reported_on is null) as first_on, count(*) as items
                    from milestones.milestone o where o.project_id = mine.id and o.met_on is null and o.dropped_on is null
                    offset 0
                ) o
                where o.items > 0 and (o.first_on > mine.due_until) is not false
            ) s
            where s.heard_on is null or s.heard_on <= s.stale_since
        )
        select t.counts, t.projects, w.kind, x.code as project_code, x.name as project_name, w.code, w.name, w.name_en, w.on_day as "on", w.on_text,
            w.days, f.expected_on, w.stated_text, w.percent, w.revision, w.at_risk, coalesce(c.colour, 'green') as colour, case when w.kind = 'Unconfirmed' then r.entered_on end as said_on,
            case when w.kind in ('Late', 'Due') and r.now_on is null and r.reason_code = 'other' then r.note end as returned
        from (
            select coalesce(jsonb_object_agg(c.kind, c.items), '{}')::text as counts,
                (select count(*) from (select id from mine union select project_id from land) r)::int as projects
            from (select kind, count(*) as items from item group by kind) c
        ) t
        left join (
            select i.*, coalesce(k.amount, 0)::bigint as at_risk,
                row_number() over (order by coalesce(k.amount, 0) desc, i.days desc nulls last, i.project_id, i.kind, i.code) as place
            from item i
            left join (
                select a.project_id, sum(greatest(0, a.payable - a.paid)) as amount
                from funding.allocation a
                where a.project_id in (select project_id from item) and a.year = @Year
                group by a.project_id
            ) k on k.project_id = i.project_id
            where @Kind::text is null or i.kind = @Kind
            order by place
            limit @Limit offset @Offset
        ) w on true
        left join projects.project x on x.id = w.project_id
        left join slippage.project_state c on c.project_id = w.project_id
        left join milestones.forecast f on f.milestone_id = w.milestone_id
        left join lateral (
            select e.now_on, e.reason_code, e.note, e.entered_on
            from milestones.date_entry e
            where e.milestone_id = w.milestone_id and e.field = 'reported'
            order by e.id desc
            limit 1
        ) r on true
        order by w.place
        """;

    internal static string Sql(Reach reach) => $"""
        -- Reporting.{(reach.Bodies is null ? "WorkOfProvince" : "WorkOfBodies")}
        with
        {WorkLimits.Limits}
        , mine as materialized (
        {Mine(reach)}
        )
        {Items}
        """;

    /// <summary>
    /// The work of whoever asks: of his bodies where he is bound to some, else of his province. The committee of a commune answers for
    /// the land in it as well, whosever the projects are.
    /// </summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.UpdateMilestones"/>.</param>
    /// <param name="request">Which part of it; a page past the end gives the last one.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<WorkReport> GetAsync(Actor actor, WorkRequest request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateMilestones);
        var today = calendar.Today;
        var page = Math.Clamp(request.Page, 1, int.MaxValue / PageSize);
        await using var connection = await database.OpenAsync(ct);
        var rows = await ReadAsync(connection, actor, request.Kind, page, today, ct);
        var (counted, projects) = rows[0].Counted;
        var counts = JsonSerializer.Deserialize<Dictionary<WorkKind, int>>(counted) ?? [];
        var total = request.Kind is { } kind ? counts.GetValueOrDefault(kind) : counts.Values.Sum();
        var last = Math.Max(1, (total + PageSize - 1) / PageSize);
        if (page > last)
            rows = await ReadAsync(connection, actor, request.Kind, page = last, today, ct);
        var items = new Page<WorkItem>([.. rows.Select(r => r.Item).OfType<WorkItem>()], total, page, PageSize);
        var illustrative = await IllustrativeProjects.AmongAsync(connection, items.Items.Select(i => i.ProjectCode), ct);
        return new WorkReport(items, counts, projects, today, illustrative.Count > 0);
    }

    // Without items one row tells of the counts alone.
    private static async Task<IReadOnlyList<(Counted Counted, WorkItem? Item)>> ReadAsync(
        NpgsqlConnection connection, Actor actor, WorkKind? kind, int page, DateOnly today, CancellationToken ct) =>
        [.. await connection.QueryAsync<Counted, WorkItem?, (Counted, WorkItem?)>(new CommandDefinition(Sql(actor.Reach), new
        {
            Bodies = actor.Reach.Bodies?.ToArray(),
            actor.Reach.Province,
            Department = DepartmentOf(actor),
            Confirms = actor.May(Permission.ConfirmMilestones),
            Today = today,
            Year = JudgedYear.Of(today),
            Kind = kind?.ToString(),
            Limit = PageSize,
            Offset = (page - 1) * PageSize,
        }, cancellationToken: ct), (counted, item) => (counted, item), splitOn: "kind")];

    // Accounts of departments see the whole province; which body the department is, its code tells, as in the view accounts.department.
    private static string? DepartmentOf(Actor actor) => actor.Role switch
    {
        Role.Construction => "%-so-xay-dung",
        Role.Finance => "%-so-tai-chinh",
        _ => null,
    };

    private sealed record Counted(string Counts, int Projects);
}
