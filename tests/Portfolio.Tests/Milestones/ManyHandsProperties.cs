using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Confirmation;
using Portfolio.Milestones.Forecasts;
using Portfolio.Milestones.Links;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;

namespace Portfolio.Tests.Milestones;

/// <summary>Several officers at once, each doing by chance what he may or may not: no date is lost, and forecasts are what they would be anew.</summary>
internal sealed class ManyHandsProperties
{
    private static readonly string[] Codes = ["khoi-cong", "hoan-thanh", "khac", "thuong-xuyen", "m-1", "m-2", "settled"];
    private static readonly string[] Dates = ["15/6/2026", "tháng 9/2026", "Quý I/2027", "cuối năm 2027", "năm 2029", "", "1/1/2020", "mai"];
    private static readonly string[] Reasons = ["land", "capital", "correction", "weather", ""];

    // The dates that stand, the entries, and what was there before the first of them.
    private const string LostSql = """
        with dates as (
            select m.id, d.field, d.day, d.precision, d.text
            from milestones.milestone m
            cross join lateral (values ('baseline', m.baseline_on, m.baseline_precision, m.baseline_text), ('planned', m.planned_on, m.planned_precision, m.planned_text),
                ('stated', m.stated_on, m.stated_precision, m.stated_text), ('reported', m.reported_on, null, null), ('met', m.met_on, null, null),
                ('confirmed', m.confirmed_on, null, null), ('dropped', m.dropped_on, null, null)) d (field, day, precision, text)
        ), entries as (
            select e.*, row_number() over w as place, lag((now_on, now_precision, now_text)::text) over w as before,
                row_number() over (partition by milestone_id, field order by id desc) as back
            from milestones.date_entry e
            window w as (partition by milestone_id, field order by id)
        )
        select 'broken ' || e.id from entries e where e.place > 1 and e.before is distinct from (e.was_on, e.was_precision, e.was_text)::text
        union all
        select 'begins elsewhere ' || e.id
        from entries e
        left join first_dates f on f.id = e.milestone_id and f.field = e.field
        where e.place = 1 and f.id is not null and (f.day, f.precision, f.text) is distinct from (e.was_on, e.was_precision, e.was_text)
        union all
        select 'stands elsewhere ' || d.id || ' ' || d.field
        from dates d
        join entries e on e.milestone_id = d.id and e.field = d.field and e.back = 1
        where (d.day, d.precision, d.text) is distinct from (e.now_on, e.now_precision, e.now_text)
        union all
        select 'moved without entry ' || d.id || ' ' || d.field
        from dates d
        join first_dates f on f.id = d.id and f.field = d.field
        where (d.day, d.precision, d.text) is distinct from (f.day, f.precision, f.text)
            and not exists (select 1 from milestones.date_entry e where e.milestone_id = d.id and e.field = d.field)
        union all
        select 'miscounted ' || m.id
        from milestones.milestone m
        left join (
            select milestone_id, count(*) filter (where was_on is distinct from now_on) as moves, coalesce(sum(now_on - was_on), 0) as days
            from milestones.date_entry where field = 'planned' group by milestone_id
        ) e on e.milestone_id = m.id
        where (m.moves, m.days_moved) is distinct from (coalesce(e.moves, 0)::int, coalesce(e.days, 0)::int)
        """;

    [Test]
    public async Task No_sequence_of_updates_loses_a_date_and_forecasts_stay_right([Values(1, 2, 3)] int seed)
    {
        await using var schedule = await SmallSchedule.CreateAsync();
        await schedule.Portfolio.AsOwnerAsync("""
            create table public.first_dates as
            select m.id, d.field, d.day, d.precision, d.text
            from milestones.milestone m
            cross join lateral (values ('baseline', m.baseline_on, m.baseline_precision, m.baseline_text), ('planned', m.planned_on, m.planned_precision, m.planned_text),
                ('stated', m.stated_on, m.stated_precision, m.stated_text), ('reported', m.reported_on, null, null), ('met', m.met_on, null, null),
                ('confirmed', m.confirmed_on, null, null), ('dropped', m.dropped_on, null, null)) d (field, day, precision, text);
            grant select on public.first_dates to public;
            """);
        Actor[] actors = [schedule.Owner, schedule.Owner, SmallSchedule.Construction, SmallSchedule.Finance];
        var done = await Task.WhenAll(actors.Select((actor, hand) => WorkAsync(schedule, actor, new Random(seed * 100 + hand), 60)));

        Assert.That(done.Sum(), Is.GreaterThan(40), "too little was accepted to prove anything");
        await using var connection = await schedule.Portfolio.Access.OpenAsync(default);
        Assert.That(await connection.QueryAsync<string>(LostSql), Is.Empty);
        Assert.That(await connection.ExecuteScalarAsync<int>("select count(*) from milestones.date_entry"), Is.GreaterThan(30));
        await AssertForecastsAsync(connection);
    }

    private static async Task AssertForecastsAsync(Npgsql.NpgsqlConnection connection)
    {
        var projects = (await connection.QueryAsync<long>("select id from projects.project where code like 'A-%' order by id")).ToArray();
        var work = await ForecastRecords.WorkAsync(connection, null, projects, default);
        foreach (var project in projects)
        {
            var fresh = ProjectForecast.Of(project, work[project], SmallSchedule.Today);
            var kept = await connection.QueryAsync<(long, DateOnly, string, long?, int)>(
                "select milestone_id, expected_on, cause, driver_id, days_pushed from milestones.forecast where project_id = @project order by 1", new { project });
            Assert.That(kept, Is.EqualTo(fresh.Expected.OrderBy(e => e.MilestoneId)
                .Select(e => (e.MilestoneId, e.ExpectedOn, e.Cause.ToString().ToLowerInvariant(), e.DriverId, e.DaysPushed))));
            Assert.That(
                await connection.QuerySingleAsync<(decimal, DateOnly?)>("select physical_percent, finish_expected_on from milestones.project_state where project_id = @project", new { project }),
                Is.EqualTo((fresh.Standing.PhysicalPercent, fresh.Standing.FinishExpectedOn)));
        }
    }

    private static async Task<int> WorkAsync(SmallSchedule schedule, Actor actor, Random chance, int times)
    {
        var done = 0;
        for (var i = 0; i < times; i++)
            try
            {
                await DoAsync(schedule, actor, chance);
                done++;
            }
            catch (PortfolioException)
            {
                // A rule, another hand, or a right that is missing: nothing may be left behind then, which is what is proved.
            }
        return done;
    }

    private static Task DoAsync(SmallSchedule schedule, Actor actor, Random chance)
    {
        var project = chance.Next(2) == 0 ? "A-1" : "A-2";
        var (code, other) = (Codes[chance.Next(Codes.Length)], Codes[chance.Next(Codes.Length)]);
        var (date, reason) = (Dates[chance.Next(Dates.Length)], Reasons[chance.Next(Reasons.Length)]);
        var day = SmallSchedule.Today.AddDays(chance.Next(-40, 3));
        MilestoneUpdate[] updates =
        [
            new ReportDone(project, code, null, day), new StateForecast(project, other, null, date, reason), new ReportProgress("A-1", code, null, chance.Next(-2, 102), "x"),
        ];
        return chance.Next(14) switch
        {
            0 => schedule.Updates.UpdateAsync(actor, updates[0], default),
            1 or 2 => schedule.Updates.UpdateAsync(actor, updates[1], default),
            3 => schedule.Updates.UpdateAsync(actor, new UndoDone(project, code, null, "Nhầm"), default),
            4 => schedule.Updates.UpdateManyAsync(actor, updates, default),
            5 or 6 => schedule.Plans.MovePlannedAsync(actor, new MovePlanned(project, code, null, date, reason), default),
            7 => schedule.Plans.RebaselineAsync(actor, new Rebaseline(project, chance.Next(2) == 0 ? null : [code], "Điều chỉnh"), default),
            8 => schedule.Plans.DropAsync(actor, new DropMilestone(project, code, null, "Bỏ"), default),
            9 => schedule.Plans.RestoreAsync(actor, new DropMilestone(project, code, null, "Lấy lại"), default),
            10 => schedule.Plans.AddAsync(actor, new AddMilestone(project, "Mốc thêm", date), default),
            11 => schedule.Links.LinkAsync(actor, new LinkMilestones(project, code, null, other, chance.Next(200)), default),
            12 => schedule.Confirmation.ConfirmAsync(actor, new ConfirmMilestone(project, code, null), default),
            _ => schedule.Confirmation.SwitchAsync(actor, new SwitchConfirmation("xx", chance.Next(2) == 0, "Thử"), default),
        };
    }
}
