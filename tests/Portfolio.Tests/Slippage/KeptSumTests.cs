using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Slippage.Answers;
using Portfolio.Slippage.Scan;
using Portfolio.Tests.Funding;
using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>What is kept of warnings by programme is what one counts, whatever happens to them.</summary>
internal sealed class KeptSumTests
{
    // Every difference there is between what is kept and what is counted; sums of nothing count as not kept.
    private const string DifferencesSql = """
        with counted (programme_id, of, a, b, c) as (
            select e.programme_id, e.rule_code || ' ' || e.severity as of, count(*)::numeric as a, 0::numeric as b, 0::numeric as c
            from slippage.episode e where e.resolved_on is null and e.severity <> 'notice' and e.programme_id is not null group by 1, 2
            union all
            select m.programme_id, m.month::text, sum(m.opened), sum(m.resolved), sum(m.red)
            from (
                select e.programme_id, date_trunc('month', e.opened_on)::date as month, 1 as opened, 0 as resolved, 0 as red
                from slippage.episode e where e.severity <> 'notice' and e.programme_id is not null
                union all
                select e.programme_id, date_trunc('month', e.resolved_on)::date, 0, 1, case when e.red_on is null then 0 else -1 end
                from slippage.episode e where e.severity <> 'notice' and e.programme_id is not null and e.resolved_on is not null
                union all
                select e.programme_id, date_trunc('month', e.red_on)::date, 0, 0, 1
                from slippage.episode e where e.severity <> 'notice' and e.programme_id is not null and e.red_on is not null
            ) m
            group by 1, 2
            union all
            select s.programme_id, v.of, count(*), sum(s.at_risk), 0
            from slippage.project_state s
            cross join lateral (values ('red', s.red > 0), ('amber', s.red = 0 and s.amber > 0), ('any amber', s.amber > 0)) v (of, counts)
            where v.counts group by 1, 2
        ), kept (programme_id, of, a, b, c) as (
            select o.programme_id, o.rule_code || ' ' || o.severity, o.warnings::numeric, 0::numeric, 0::numeric from slippage.open_count o
            union all
            select m.programme_id, m.month::text, m.opened, m.resolved, m.red from slippage.month_count m
            union all
            select r.programme_id, v.of, v.projects, v.at_risk, 0
            from slippage.risk_sum r
            cross join lateral (values ('red', r.red_projects, r.red_at_risk), ('amber', r.amber_projects, r.amber_at_risk),
                ('any amber', r.any_amber_projects, r.any_amber_at_risk)) v (of, projects, at_risk)
        )
        select 'counted ' || d::text from (select k.* from counted k except all select k.* from kept k) d
        union all
        select 'kept ' || d::text from (select k.* from kept k where (k.a, k.b, k.c) <> (0, 0, 0) except all select k.* from counted k) d
        """;

    private readonly TurnedClock clock = new(default);

    [Test]
    public async Task It_holds_after_scans_answers_moves_and_removals()
    {
        await using var field = await RuleField.CreateAsync();
        await using var access = new PortfolioDatabase(field.ConnectionString);
        var calendar = new BusinessCalendar(clock);
        var scan = new SlippageScan(access, calendar);
        await field.DoAsync("""
            insert into plans.programme (id, plan_id, code, name, short_name, position, source_file, source_section, source_item)
            overriding system value values (2, 1, 'b', 'Chương trình khác', 'b', 2, 'f', 's', 'i');
            insert into projects.project (id, code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
            overriding system value values (2, 'A-2', 1, 1, 'construction', 'road', 'Dự án 2', 'f', 's', 'i');
            """ + Milestone(1, "other", "2026-05-10") + Milestone(2, "other", "2026-06-25") + Milestone(3, "other", "2026-05-01") + Capital(2026, 1000, 200)
            + "update milestones.milestone set project_id = 2 where id = 3;");

        await ScanAsync("2026-05-11");
        Assert.That(await OnlyAsync(field, "select string_agg(rule_code || ' ' || severity || ' ' || warnings, ', ' order by rule_code) from slippage.open_count where rule_code like 'milestone%'"),
            Is.EqualTo("milestone.overdue amber 2"));
        await ScanAsync("2026-07-20");
        Assert.That(await OnlyAsync(field, "select red_projects || ' ' || red_at_risk from slippage.risk_sum"), Is.EqualTo("2 800"));

        var warning = long.Parse((await OnlyAsync(field, "select id from slippage.episode where rule_code = 'milestone.overdue' and subject_id = 3"))!, CultureInfo.InvariantCulture);
        var answers = new WarningAnswers(access, calendar);
        await answers.AcknowledgeAsync(BoardField.Construction, new AcknowledgeWarning(warning, new DateOnly(2026, 8, 1), "Đang làm"), default);
        await answers.AssignAsync(BoardField.Construction, new AssignWarning(warning, "xx-so", null), default);
        await SameAsync("answered");

        await field.DoAsync("update milestones.milestone set reported_on = '2026-07-20' where id = 1; update funding.allocation set paid = 500 where project_id = 1");
        await ScanAsync("2026-08-02");
        await field.DoAsync("update projects.project set programme_id = 2 where id = 2");
        await SameAsync("moved");
        Assert.That(await OnlyAsync(field, "select warnings from slippage.open_count where programme_id = 2 and rule_code = 'milestone.overdue' and severity = 'red'"), Is.EqualTo("1"));
        await ScanAsync("2026-09-01");
        await field.DoAsync("alter table slippage.remark disable trigger user; delete from slippage.remark; delete from projects.project where id = 2");
        await SameAsync("removed");
        Assert.That(await OnlyAsync(field, "select sum(warnings) from slippage.open_count where programme_id = 2"), Is.EqualTo("0"));

        async Task ScanAsync(string day)
        {
            clock.Turn(DateOnly.Parse(day, CultureInfo.InvariantCulture));
            await scan.RunAsync(Actor.System, default);
            await SameAsync(day);
        }

        async Task SameAsync(string when)
        {
            await using var connection = await field.OpenAsync();
            Assert.That(await connection.QueryAsync<string>(DifferencesSql), Is.Empty, when);
        }
    }

    private static async Task<string?> OnlyAsync(RuleField field, string sql)
    {
        await using var connection = await field.OpenAsync();
        return Convert.ToString(await connection.ExecuteScalarAsync(sql), CultureInfo.InvariantCulture);
    }

    [Test]
    public async Task Nobody_writes_it_by_hand()
    {
        await using var field = await RuleField.CreateAsync();
        Assert.That(async () => await field.DoAsync("insert into slippage.risk_sum values (1, 1, 1, 1, 1, 1, 1)"), Throws.Exception);
        Assert.That(async () => await field.DoAsync("insert into slippage.open_count values (1, 'update.stale', 'red', 1)"), Throws.Exception);
        Assert.That(async () => await field.DoAsync("insert into slippage.month_count values (1, '2026-05-01', 1, 0, 0)"), Throws.Exception);
    }
}
