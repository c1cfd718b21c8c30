using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting;
using Portfolio.Reporting.Dashboard;
using Portfolio.Reporting.Plans;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Reporting.Dashboard;

/// <summary>Every figure of the first page is what counting the rows themselves gives, on any day.</summary>
internal sealed class DashboardFigureTests
{
    private static readonly Actor Reader = new("auditor", Role.Auditor);

    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;
    private PortfolioDatabase portfolio = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        database = await ManyPlans.CreateAsync();
        connection = await database.OpenAsync();
        portfolio = new PortfolioDatabase(database.ConnectionString);
        await new Hand(1, 42).WorkAsync(connection, 80);
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await portfolio.DisposeAsync();
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Milestones_past_due_and_due_soon_are_counted_to_the_day(
        [Values("2026-09-01", "2026-10-31", "2026-11-01", "2026-11-22", "2026-12-31", "2027-03-15")] string day)
    {
        var today = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        foreach (var plan in await PlansAsync())
        {
            var report = await ReportAsync(plan, today);
            var counted = await connection.QuerySingleAsync<MilestoneCounts>("""
                select count(*) filter (where planned_on < @today)::int as overdue,
                    count(*) filter (where planned_on between @today and @today + 90)::int as due_soon
                from milestones.milestone m join plans.plan p on p.id = m.plan_id
                where met_on is null and dropped_on is null and planned_on is not null and p.code = any(@codes)
                """, new { today, codes = await CodesAsync(plan) });
            Assert.That(report.Milestones, Is.EqualTo(counted), plan);
        }
        Assert.That((await ReportAsync(DashboardService.AllPlans, today)).Milestones, Is.Not.EqualTo(new MilestoneCounts(0, 0)));
    }

    [Test]
    public async Task The_lists_are_the_oldest_past_due_and_the_next_that_come()
    {
        var today = new DateOnly(2026, 11, 22);
        foreach (var plan in await PlansAsync())
        {
            var report = await ReportAsync(plan, today);
            Assert.That(report.Overdue.Select(m => (m.ProjectCode, m.PlannedOn)), Is.EqualTo(await FirstAsync(plan, "planned_on < @today", today)), plan);
            Assert.That(report.Next.Select(m => (m.ProjectCode, m.PlannedOn)), Is.EqualTo(await FirstAsync(plan, "planned_on >= @today", today)), plan);
        }
        var all = await ReportAsync(DashboardService.AllPlans, today);
        Assert.That((all.Overdue.Count, all.Next.Count), Is.EqualTo((8, 8)));
    }

    [Test]
    public async Task Projects_are_counted_by_sector_and_stage_and_in_all()
    {
        foreach (var plan in await PlansAsync())
        {
            var report = await ReportAsync(plan, new DateOnly(2026, 11, 22));
            var counted = await connection.QueryAsync<ShapeRow>("""
                select sector, stage, count(*)::int as projects
                from projects.project x join plans.plan p on p.id = x.plan_id
                where p.code = any(@codes)
                group by sector, stage
                """, new { codes = await CodesAsync(plan) });
            Assert.That(report.Shape, Is.EquivalentTo(counted), plan);
            Assert.That(report.Needs.Projects, Is.EqualTo(counted.Sum(s => s.Projects)), plan);
        }
    }

    [Test]
    public async Task Need_and_what_is_itemised_of_it_are_the_sums_of_the_programmes_that_state_one()
    {
        foreach (var plan in await PlansAsync())
        {
            var needs = (await ReportAsync(plan, new DateOnly(2026, 11, 22))).Needs;
            var (state, other, itemisedState, itemisedOther) = await connection.QuerySingleAsync<(long, long, long, long)>("""
                select coalesce(sum(s.amount), 0)::bigint, coalesce(sum(o.amount), 0)::bigint, coalesce(sum(s.itemised), 0)::bigint, coalesce(sum(o.itemised), 0)::bigint
                from plans.programme g
                join plans.plan p on p.id = g.plan_id
                join funding.envelope s on s.programme_id = g.id and s.source_class = 'state'
                join funding.envelope o on o.programme_id = g.id and o.source_class = 'other'
                where s.amount is not null and o.amount is not null and p.code = any(@codes)
                """, new { codes = await CodesAsync(plan) });
            Assert.That(needs.Need, Is.EqualTo(new NeedSplit(new Vnd(state), new Vnd(other))), plan);
            Assert.That(needs.Itemised, Is.EqualTo(new NeedSplit(new Vnd(itemisedState), new Vnd(itemisedOther))), plan);
            Assert.That(needs.Itemised + needs.Unitemised, Is.EqualTo(needs.Need), plan);
        }
        Assert.That((await ReportAsync(DashboardService.AllPlans, new DateOnly(2026, 11, 22))).Needs.Itemised, Is.Not.EqualTo(NeedSplit.Zero));
    }

    [Test]
    public async Task Plans_in_lists_tell_their_number_of_projects_and_those_of_the_same_province_come_first()
    {
        var counted = (await connection.QueryAsync<(string, int)>(
            "select p.code, (select count(*) from projects.project x where x.plan_id = p.id)::int from plans.plan p")).ToDictionary();
        var listed = await new PlanReports(portfolio, Calendar(new DateOnly(2026, 11, 22))).ListAsync(Reader, default);
        Assert.That(listed.ToDictionary(p => p.Code, p => p.Projects), Is.EqualTo(counted));

        // p4, p7, … are of the province of p1.
        var others = (await ReportAsync("p1", new DateOnly(2026, 11, 22))).Others;
        Assert.That(others.Select(p => p.Code), Is.EqualTo(new[] { "p4", "p7", "p10", "p13", "p16", "p2", "p3", "p5" }));
        Assert.That(others.Select(p => p.Projects), Is.EqualTo(others.Select(p => counted[p.Code])));
    }

    [Test]
    public async Task One_made_up_amount_or_stage_is_told_of_its_plan_and_of_all_plans()
    {
        await using var own = await ManyPlans.CreateAsync();
        await using var writer = await own.OpenAsync();
        await using var access = new PortfolioDatabase(own.ConnectionString);
        await new Hand(1, 3).WorkAsync(writer, 1);
        var service = new DashboardService(access, Calendar(new DateOnly(2026, 11, 22)), TimeProvider.System);
        async Task<string> ToldAsync() => string.Join(' ', await Task.WhenAll(((string[])["p1", "p2", "all"]).Select(
            async plan => (await service.GetAsync(Reader, plan, default)).Illustrative ? plan : "-")));

        const string Line = """
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select x.id, x.programme_id, 's1', 'state', @amount, 'illustrative', 'test' from projects.project x where x.code = 'X'
            """;
        await writer.ExecuteAsync("""
            insert into projects.project (code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
            select 'X', g.plan_id, g.id, 'construction', 'road', 'n', 'f', 's', 'i' from plans.programme g join plans.plan p on p.id = g.plan_id
            where p.code = 'p2' and g.code = 'a'
            """);
        Assert.That(await ToldAsync(), Is.EqualTo("- - -"));
        await writer.ExecuteAsync(Line, new { amount = 5 });
        Assert.That(await ToldAsync(), Is.EqualTo("- p2 all"));
        await writer.ExecuteAsync(Line, new { amount = -5 });
        Assert.That(await ToldAsync(), Is.EqualTo("- - -"));
        await writer.ExecuteAsync("update projects.project set stage = 'construction', stage_basis = 'illustrative' where code = 'X'");
        Assert.That(await ToldAsync(), Is.EqualTo("- p2 all"));
    }

    private static BusinessCalendar Calendar(DateOnly today) => new(new Stopped(BusinessCalendar.StartOf(today)));

    private Task<DashboardReport> ReportAsync(string plan, DateOnly today) =>
        new DashboardService(portfolio, Calendar(today), TimeProvider.System).GetAsync(Reader, plan, default);

    private async Task<string[]> PlansAsync() =>
        [.. await connection.QueryAsync<string>("select code from plans.plan order by position"), DashboardService.AllPlans];

    private async Task<string[]> CodesAsync(string plan) =>
        plan == DashboardService.AllPlans ? [.. await connection.QueryAsync<string>("select code from plans.plan")] : [plan];

    private async Task<IEnumerable<(string, DateOnly)>> FirstAsync(string plan, string when, DateOnly today) =>
        await connection.QueryAsync<(string, DateOnly)>($"""
            select x.code, m.planned_on
            from milestones.milestone m join projects.project x on x.id = m.project_id join plans.plan p on p.id = x.plan_id
            where m.met_on is null and m.dropped_on is null and {when} and p.code = any(@codes)
            order by m.planned_on, m.id
            limit 8
            """, new { today, codes = await CodesAsync(plan) });

    private sealed class Stopped(DateTimeOffset at) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => at;
    }
}
