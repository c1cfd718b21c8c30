using Dapper;
using Npgsql;
using Portfolio.Milestones;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

/// <summary>The illustrative milestones and land tell a believable story, in which most goes well and some does not, for every reason there is.</summary>
internal sealed class DemoScheduleTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    [OneTimeSetUp]
    public async Task LoadAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.LoadAsync(Loading.RealFolder, on: Today);
        connection = await database.OpenAsync();
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Every_project_of_the_demonstration_has_milestones_with_dates_a_chain_and_a_forecast() => Assert.That(
        await connection.QueryAsync<string>("""
            select p.code
            from projects.project p
            join plans.plan l on l.id = p.plan_id
            where (l.code = 'cb-ha-tang-2026-2030' or p.stage_basis = 'illustrative'
                    or exists (select 1 from funding.allocation a where a.project_id = p.id))
                and ((select count(*) from milestones.milestone m where m.project_id = p.id and m.baseline_on is not null and m.weight > 0) < 2
                    or not exists (select 1 from milestones.dependency d where d.project_id = p.id) and p.code <> 'CB-QH-006'
                    or not exists (select 1 from milestones.project_state s where s.project_id = p.id and s.finish_expected_on is not null)
                    or exists (select 1 from milestones.milestone m
                        where m.project_id = p.id and m.planned_on is not null and not exists (select 1 from milestones.forecast f where f.milestone_id = m.id)))
            """), Is.Empty);

    [Test]
    public async Task The_demonstration_covers_all_projects_of_the_main_plan_and_more() => Assert.That(
        await connection.ExecuteScalarAsync<int>("select count(distinct project_id) from milestones.milestone where figure_basis = 'illustrative'"),
        Is.GreaterThanOrEqualTo(42));

    // A project is late for a reason when a milestone that moved for it, or is stated late for it, is expected after its baseline.
    [Test]
    public async Task Dates_moved_for_every_reason_and_a_project_is_late_for_each()
    {
        var late = await connection.QueryAsync<string>("""
            select distinct e.reason_code
            from milestones.date_entry e
            join milestones.milestone m on m.id = e.milestone_id
            join milestones.forecast f on f.milestone_id = m.id
            where m.met_on is null and greatest(f.expected_on, m.stated_on) > m.baseline_on and e.reason_code is not null
            """);
        Assert.That(late, Is.EquivalentTo(MoveReason.All.Except([MoveReason.Correction])));
    }

    [Test]
    public async Task Most_projects_are_fine_and_the_work_of_an_officer_holds_every_kind_of_thing()
    {
        var counts = (await connection.QueryAsync<(string, long)>("""
            select 'projects', count(*) from milestones.project_state s where exists (select 1 from milestones.milestone m where m.project_id = s.project_id and m.figure_basis = 'illustrative')
            union all select 'with late milestones', count(*) from milestones.project_state where open_late > 0
            union all select 'ending late', count(*) from milestones.project_state s where finish_expected_on > finish_baseline_on
                and exists (select 1 from milestones.milestone m where m.project_id = s.project_id and m.figure_basis = 'illustrative')
            union all select 'waiting for confirmation', count(*) from milestones.milestone where reported_on is not null and met_on is null
            union all select 'due soon', count(*) from milestones.milestone where met_on is null and planned_on between @Today and @Today + 30
            union all select 'met late', count(*) from milestones.milestone where met_on > baseline_on
            union all select 'met', count(*) from milestones.milestone where met_on is not null
            union all select 'half way', count(*) from milestones.milestone where percent > 0
            union all select 'stale', count(*) from (select project_id from milestones.milestone where figure_basis = 'illustrative'
                group by project_id having max(updated_at) < @Today - 35) s
            """, new { Today })).ToDictionary(c => c.Item1, c => c.Item2);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (_, count) in counts)
                Assert.That(count, Is.Positive, string.Join(", ", counts));
            Assert.That(counts["with late milestones"] * 3, Is.LessThan(counts["projects"]));
            Assert.That(counts["ending late"] * 3, Is.LessThan(counts["projects"]));
            Assert.That(counts["met late"] * 3, Is.LessThan(counts["met"]));
        }
    }

    [Test]
    public async Task The_dates_of_documents_stand_as_they_were_written() => Assert.That(
        await connection.ExecuteScalarAsync<int>("""
            select count(*) from milestones.milestone
            where document_precision is not null and (planned_on, planned_text, figure_basis, moves) is distinct from (document_on, document_text, 'official', 0)
            """), Is.Zero);

    [Test]
    public async Task Nothing_was_said_of_a_day_that_lies_ahead_and_everybody_who_said_something_is_of_the_demonstration() => Assert.That(
        await connection.QueryAsync<string>("""
            select 'date ' || id from milestones.date_entry where entered_on > @Today or coalesce(nullif(field in ('reported', 'met'), false) and now_on > entered_on, false)
                or figure_basis <> 'illustrative' or entered_by not like '%(trình diễn)'
            union all select 'remark ' || id from milestones.remark where entered_on > @Today or figure_basis <> 'illustrative' or entered_by not like '%(trình diễn)'
            union all select 'count ' || id from land_clearance.entry where entered_on > @Today or figure_basis <> 'illustrative' or entered_by not like '%(trình diễn)'
            union all select 'obstacle ' || id from land_clearance.obstacle where greatest(since, answered_on, closed_on) > @Today or created_by not like '%(trình diễn)'
            union all select 'answer ' || id from land_clearance.answer where entered_on > @Today or entered_by not like '%(trình diễn)'
            """, new { Today }), Is.Empty);

    [Test]
    public async Task Where_the_ground_is_broken_or_much_is_paid_the_contractor_was_selected_before_the_first_payment() => Assert.That(
        await connection.QueryAsync<string>("""
            select p.code
            from projects.project p
            join milestones.milestone c on c.project_id = p.id and c.kind_code = 'contractor_selected'
            left join milestones.milestone g on g.project_id = p.id and g.kind_code = 'ground_broken'
            where (p.stage in ('construction', 'completion') or g.reported_on is not null)
                and (c.met_on is null or c.met_on > coalesce(g.reported_on, g.met_on)
                    or c.met_on > (select min(y.paid_on) from funding.payment y where y.project_id = p.id and y.status = 'confirmed'))
            """), Is.Empty);

    [Test]
    public async Task The_stage_of_a_project_is_that_of_its_milestones() => Assert.That(
        await connection.QueryAsync<string>("""
            select p.code || ' ' || p.stage || ' ' || m.code
            from projects.project p
            join milestones.milestone m on m.project_id = p.id
            where p.stage_basis = 'illustrative' and (
                p.stage = 'preparation' and m.kind_code in ('contractor_selected', 'ground_broken') and m.reported_on is not null
                or p.stage = 'procurement' and m.kind_code = 'ground_broken' and m.reported_on is not null
                or p.stage = 'construction' and m.kind_code = 'ground_broken' and m.met_on is null
                or p.stage in ('procurement', 'land_clearance', 'construction') and m.kind_code = 'project_approved' and m.met_on is null)
            """), Is.Empty);

    [Test]
    public async Task Land_counts_lead_to_what_stands_and_land_is_cleared_once_its_packages_are_handed_over()
    {
        var packages = await connection.ExecuteScalarAsync<int>("select count(*) from land_clearance.package");
        Assert.That(packages, Is.GreaterThan(20));
        Assert.That(
            await connection.QueryAsync<string>("""
                select p.project_id || ' ' || p.code || ' ' || e.field
                from land_clearance.package p
                join (select package_id, field, sum(now - was) as total, min(entered_on) as first_on, count(distinct entered_on) as days
                    from land_clearance.entry group by package_id, field) e on e.package_id = p.id
                where e.total <> (to_jsonb(p) ->> e.field)::bigint
                union all
                select m.project_id || ' ' || m.code
                from milestones.milestone m
                join milestones.land_block b on b.milestone_id = m.id
                join land_clearance.package p on p.id = b.package_id
                where m.met_on is not null and (p.handed_over_on is null or p.handed_over_on > m.met_on)
                union all
                select l.project_id || ' paid'
                from land_clearance.project_land l
                join (select project_id, sum(amount) as paid from funding.payment where status = 'confirmed' group by project_id) y on y.project_id = l.project_id
                where l.compensation_paid > y.paid
                """), Is.Empty);
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(distinct entered_on) from land_clearance.entry"), Is.GreaterThan(6), "month by month");
    }

    [Test]
    public async Task Steps_follow_their_order_and_some_are_past_their_limit_and_obstacles_are_open_answered_overdue_and_closed()
    {
        Assert.That(
            await connection.QueryAsync<string>("""
                select p.code from land_clearance.package p
                join land_clearance.package_step s on s.package_id = p.id
                join land_clearance.step d on d.province_code = 'cb' and d.code = s.step_code
                left join land_clearance.package_step b on b.package_id = p.id and b.step_code = d.after_step
                where d.after_step is not null and (b.done_on is null or b.done_on > s.done_on)
                union all
                select p.code from land_clearance.package p
                left join land_clearance.package_step n on n.package_id = p.id and n.step_code = 'notice'
                where p.notified_on is distinct from n.done_on or (p.notified > 0) <> (n.done_on is not null)
                """), Is.Empty);
        Assert.That(
            await connection.ExecuteScalarAsync<int>("""
                select count(*) from land_clearance.package_step a join land_clearance.package p on p.id = a.package_id
                where a.step_code = 'approval' and a.done_on + 30 < @Today and p.handed_over_on is null
                    and not exists (select 1 from land_clearance.package_step d where d.package_id = p.id and d.step_code = 'payment')
                """, new { Today }), Is.Positive);
        var (open, answered, unanswered, overdue, closed) = await connection.QuerySingleAsync<(int, int, int, int, int)>("""
            select count(*) filter (where closed_on is null), count(*) filter (where closed_on is null and answered_on is not null),
                count(*) filter (where closed_on is null and answered_on is null), count(*) filter (where closed_on is null and due_on < @Today),
                count(*) filter (where closed_on is not null)
            from land_clearance.obstacle
            """, new { Today });
        Assert.That(new[] { open, answered, unanswered, overdue, closed }, Has.All.Positive);
    }
}
