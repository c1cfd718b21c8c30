using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Dashboard;

/// <summary>
/// The statements of the first page. None of them reads more rows where there are more projects: counts and sums are kept, lists
/// are the first rows of an index. For the same reason one plan and all plans are statements of their own: PostgreSQL plans a
/// statement once for good only if what it looks for is no question of a parameter being empty.
/// </summary>
internal static class DashboardSql
{
    /// <summary>Everything about the plan of code <c>@Code</c>, the plan first.</summary>
    public static readonly string OfPlan = About(NamedPlan);

    /// <summary>The same about the plan that stands first.</summary>
    public static readonly string OfFirstPlan = About(PlanOnTop);

    /// <summary>Everything about all plans together.</summary>
    public static readonly string OfAll = string.Join(
        ";\n", ByProvince, ShapeOfAll, MilestonesOfAll, CountsOfAll, OthersOfAll, IllustrativeOfAll);

    private const string NamedPlan = "(select id from plans.plan where code = @Code)";

    private const string PlanOnTop = "(select id from plans.plan order by position, code limit 1)";

    public const string Plan = """
        -- Reporting.Dashboard.Plan
        select p.id, p.code, p.province_code, v.name as province_name, v.name_en as province_name_en, p.short_name, p.period_from, p.period_to
        from plans.plan p
        join directory.province v on v.code = p.province_code
        where p.id = @PlanId
        """;

    public const string ByProgramme = $"""
        -- Reporting.Dashboard.ByProgramme
        select g.code, g.name, null as name_en, g.short_name, coalesce(c.projects, 0) as projects,
            s.amount as state, o.amount as other, s.itemised as itemised_state, o.itemised as itemised_other,
            coalesce(s.amount, s.itemised) as need_state, coalesce(o.amount, o.itemised) as need_other, {CapitalColumns}
        from plans.programme g
        join funding.envelope s on s.programme_id = g.id and s.source_class = 'state'
        join funding.envelope o on o.programme_id = g.id and o.source_class = 'other'
        left join projects.programme_count c on c.programme_id = g.id
        left join (
            select f.programme_id, {CapitalSums}
            from (
                select programme_id, source_class, year, allocated, allocated + carried_in - carried_out - lapsed as payable, paid,
                    year <= (select max(closes_year) from funding.decision where plan_id = @PlanId and {Closings}) as closed
                from funding.programme_year where plan_id = @PlanId
            ) f
            group by f.programme_id
        ) y on y.programme_id = g.id
        where g.plan_id = @PlanId
        order by g.position, g.code
        """;

    // A province states what its plans state together.
    public const string ByProvince = $"""
        -- Reporting.Dashboard.ByProvince
        select v.code, v.name, v.name_en, null as short_name, coalesce(n.projects, 0)::int as projects,
            n.state, n.other, n.itemised_state, n.itemised_other, n.need_state, n.need_other, {CapitalColumns}
        from (
            select p.province_code, min(p.position) as position, sum(c.projects) as projects, sum(e.state)::bigint as state, sum(e.other)::bigint as other,
                coalesce(sum(e.itemised_state), 0)::bigint as itemised_state, coalesce(sum(e.itemised_other), 0)::bigint as itemised_other,
                coalesce(sum(e.need_state), 0)::bigint as need_state, coalesce(sum(e.need_other), 0)::bigint as need_other
            from plans.plan p
            left join funding.plan_envelope e on e.plan_id = p.id
            left join projects.plan_count c on c.plan_id = p.id
            group by p.province_code
        ) n
        join directory.province v on v.code = n.province_code
        left join (
            select p.province_code, {CapitalSums}
            from (
                select y.plan_id, y.source_class, y.year, y.allocated, y.payable, y.paid, y.year <= c.closed_to as closed
                from funding.plan_year y
                left join (select plan_id, max(closes_year) as closed_to from funding.decision where {Closings} group by plan_id) c on c.plan_id = y.plan_id
            ) f
            join plans.plan p on p.id = f.plan_id
            group by p.province_code
        ) y on y.province_code = v.code
        order by n.position, v.code
        """;

    public const string ShapeOfPlan = """
        -- Reporting.Dashboard.ShapeOfPlan
        select sector, stage, projects
        from projects.shape_count
        where scope = @PlanId and projects <> 0
        """;

    public const string ShapeOfAll = $"""
        -- Reporting.Dashboard.ShapeOfAll
        select sector, stage, sum(projects)::int as projects
        from projects.shape_count
        where {InAll}
        group by sector, stage
        having sum(projects) <> 0
        """;

    public const string MilestonesOfPlan = $"""
        -- Reporting.Dashboard.MilestonesOfPlan
        (
        {MilestoneColumns}
        and m.plan_id = {ThisPlan} and m.planned_on < {Today} {First})
        union all
        (
        {MilestoneColumns}
        and m.plan_id = {ThisPlan} and m.planned_on >= {Today} {First})
        """;

    public const string MilestonesOfAll = $"""
        -- Reporting.Dashboard.MilestonesOfAll
        (
        {MilestoneColumns}
        and m.planned_on < {Today} {First})
        union all
        (
        {MilestoneColumns}
        and m.planned_on >= {Today} {First})
        """;

    public const string CountsOfPlan = $"""
        -- Reporting.Dashboard.CountsOfPlan
        {OverdueAndSoon}
        from (
            select starts_on, milestones from milestones.open_count where scope = @PlanId and {WholeMonths}
            union all
            select starts_on, milestones from milestones.open_count where scope = @PlanId and {Days}
        ) c
        """;

    public const string CountsOfAll = $"""
        -- Reporting.Dashboard.CountsOfAll
        {OverdueAndSoon}
        from (
            select starts_on, milestones from milestones.open_count where {InAll} and {WholeMonths}
            union all
            select starts_on, milestones from milestones.open_count where {InAll} and {Days}
        ) c
        """;

    // Each branch is the beginning of an index.
    public const string OthersOfPlan = $"""
        -- Reporting.Dashboard.OthersOfPlan
        {CardColumns}
        from (
            (select o.*, 1 as nearness from plans.plan o where o.province_code = {Province} and o.id <> @PlanId order by o.position, o.code limit 8)
            union all
            (select o.*, 2 from plans.plan o where o.province_code <> {Province} order by o.position, o.code limit 8)
        ) p
        {CardJoins}
        order by p.nearness, p.position, p.code
        limit 8
        """;

    public const string OthersOfAll = $"""
        -- Reporting.Dashboard.OthersOfAll
        {CardColumns}
        from (select o.* from plans.plan o order by o.position, o.code limit 8) p
        {CardJoins}
        order by p.position, p.code
        """;

    public const string IllustrativeOfPlan = $"""
        -- Reporting.Dashboard.IllustrativeOfPlan
        select {PlanReports.Illustrative} or exists (select 1 from funding.decision d
            where d.plan_id = p.id and d.figure_basis = 'illustrative' and d.status = 'approved' and d.withdrawn_at is null)
        from plans.plan p where p.id = @PlanId
        """;

    public const string IllustrativeOfAll = """
        -- Reporting.Dashboard.IllustrativeOfAll
        select exists (select 1 from projects.project where stage_basis = 'illustrative')
            or exists (select 1 from funding.need where figure_basis = 'illustrative')
            or exists (select 1 from funding.decision where figure_basis = 'illustrative' and status = 'approved' and withdrawn_at is null)
        """;

    // Over all years; of this year only what concerns paying, which is what is asked about while it lasts.
    private const string CapitalSums = """
        sum(f.allocated) filter (where f.source_class = 'state')::bigint as allocated_state,
            sum(f.allocated) filter (where f.source_class = 'other')::bigint as allocated_other,
            sum(f.payable) filter (where f.source_class = 'state')::bigint as payable_state,
            sum(f.payable) filter (where f.source_class = 'other')::bigint as payable_other,
            sum(f.paid) filter (where f.source_class = 'state')::bigint as paid_state,
            sum(f.paid) filter (where f.source_class = 'other')::bigint as paid_other,
            sum(f.payable - f.paid) filter (where f.closed)::bigint as recovered,
            sum(f.payable) filter (where f.year = @Year)::bigint as payable_in_year,
            sum(f.paid) filter (where f.year = @Year)::bigint as paid_in_year
        """;

    // Years are closed one after the other.
    private const string Closings = "kind = 'closing' and status = 'approved' and withdrawn_at is null";

    private const string CapitalColumns = """
        coalesce(y.allocated_state, 0) as allocated_state, coalesce(y.allocated_other, 0) as allocated_other,
            coalesce(y.payable_state, 0) as payable_state, coalesce(y.payable_other, 0) as payable_other,
            coalesce(y.paid_state, 0) as paid_state, coalesce(y.paid_other, 0) as paid_other,
            coalesce(y.recovered, 0) as recovered,
            coalesce(y.payable_in_year, 0) as payable_in_year, coalesce(y.paid_in_year, 0) as paid_in_year
        """;

    // Wrapped, so that PostgreSQL does not guess from plan and day how few rows there may be: it would then plan the statement anew
    // for every call, which takes longer than the statement itself.
    private const string ThisPlan = "(select cast(@PlanId as bigint))";

    private const string Province = "(select province_code from plans.plan where id = @PlanId)";

    private const string Today = "(select cast(@Today as date))";

    private const string CardColumns = """
        select p.code, p.kind, v.name as province_name, v.name_en as province_name_en, p.short_name, p.document_number, p.period_from, p.period_to,
            p.stated_need_total, coalesce(c.projects, 0) as projects
        """;

    private const string CardJoins = """
        join directory.province v on v.code = p.province_code
        left join projects.plan_count c on c.plan_id = p.id
        """;

    // All plans together are counted in eight shares.
    private const string InAll = "scope = any('{-8, -7, -6, -5, -4, -3, -2, -1}')";

    private const string WholeMonths = "unit = 'month' and starts_on < @Month";

    private const string Days = "unit = 'day' and starts_on >= @Month and starts_on <= cast(@Today as date) + 90";

    private const string OverdueAndSoon = """
        select coalesce(sum(c.milestones) filter (where c.starts_on < @Today), 0)::int as overdue,
            coalesce(sum(c.milestones) filter (where c.starts_on >= @Today), 0)::int as due_soon
        """;

    // As a figure and not as a parameter, so that it is known when the statement is planned.
    private const string First = "order by m.planned_on, m.id limit 8";

    private const string MilestoneColumns = $"""
        select x.code as project_code, x.name as project_name, m.name, m.planned_on, m.planned_precision, m.planned_text,
            {ProjectSql.Responsible} as responsible
        from milestones.milestone m
        join projects.project x on x.id = m.project_id
        where m.met_on is null and m.dropped_on is null and m.planned_on is not null
        """;

    // In one round trip with the plan itself: each statement looks up, by an index, which plan it is about.
    private static string About(string plan) => string.Join(
        ";\n", Plan, ByProgramme, ShapeOfPlan, MilestonesOfPlan, CountsOfPlan, OthersOfPlan, IllustrativeOfPlan)
        .Replace("@PlanId", plan, StringComparison.Ordinal);
}
