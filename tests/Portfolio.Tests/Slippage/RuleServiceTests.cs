using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Slippage.Rules;
using Portfolio.Slippage.Rulings;
using Portfolio.Slippage.Scan;
using Portfolio.Tests.Funding;
using static Portfolio.Tests.Slippage.RuleField;

namespace Portfolio.Tests.Slippage;

/// <summary>What provinces rule on limits, and what they are told before.</summary>
internal sealed class RuleServiceTests
{
    private static readonly Actor Construction = new("so-xay-dung", Role.Construction) { Reach = new Reach("xx", null) };

    private readonly TurnedClock clock = new(default);
    private RuleField field = null!;
    private PortfolioDatabase access = null!;
    private RuleService rules = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        field = await RuleField.CreateAsync();
        access = new PortfolioDatabase(field.ConnectionString);
        clock.Turn(new DateOnly(2026, 6, 30));
        rules = new RuleService(access, new BusinessCalendar(clock));
    }

    [TearDown]
    public async Task DropAsync()
    {
        await access.DisposeAsync();
        await field.DisposeAsync();
    }

    [Test]
    public async Task A_ruling_holds_in_its_province_from_the_next_scan_on_and_stands_in_the_trail()
    {
        await field.DoAsync(Milestone(1, "other", "2026-06-20"));
        Assert.That((await SeverityAsync(), await ValueAsync("xx"), await ValueAsync("yy")), Is.EqualTo(("amber", 15, 15)));
        var version = await rules.RuleAsync(Construction, Asked(("red_days", 10)) with { Version = 0, Reason = "Quyết định 12" }, default);
        Assert.That((await SeverityAsync(), await ValueAsync("xx"), await ValueAsync("yy")), Is.EqualTo(("red", 10, 15)));

        var rule = (await rules.RulesAsync(Construction, "xx", default)).Single(r => r.Code == "milestone.overdue");
        Assert.That((rule.Version, rule.Limits.Single(l => l.Name == "red_days")), Is.EqualTo((version, new ProvinceLimit("red_days", 10, 15, "day", true))));
        var past = (await rules.RulingsAsync(Construction, "xx", default)).Single();
        Assert.That((past.Rule, past.Name, past.Value, past.Reason, past.RuledBy), Is.EqualTo(("milestone.overdue", "red_days", 10, "Quyết định 12", "so-xay-dung")));
        await using var connection = await field.OpenAsync();
        Assert.That(
            await connection.QuerySingleAsync<(string, string, string)>(
                "select before->>'limits', after->>'limits', reason from audit.event where kind = 'slippage.limits_ruled'"),
            Is.EqualTo(("red_days 15", "red_days 10", "Quyết định 12")));
    }

    [Test]
    public async Task Of_two_rulings_on_what_both_saw_the_second_is_refused()
    {
        await rules.RuleAsync(Construction, Asked(("red_days", 10)) with { Version = 0, Reason = "a" }, default);
        await Assert.ThrowsAsync<StaleException>(() => rules.RuleAsync(Construction, Asked(("red_days", 12)) with { Version = 0, Reason = "b" }, default));
        Assert.That(await ValueAsync("xx"), Is.EqualTo(10));
    }

    [TestCase("red_days", 0, "slippage.limit_outside")]
    [TestCase("amber_days", 16, "slippage.limit_order")]
    [TestCase("amber_points", 5, "slippage.limit_unknown")]
    public async Task A_limit_that_cannot_be_is_refused_by_name(string name, int value, string code) => Assert.That(
        (await Assert.ThrowsAsync<ValidationFailedException>(() => rules.RuleAsync(Construction, Asked((name, value)) with { Reason = "x" }, default)))!
            .Failures.Select(f => (f.Field, f.Code)),
        Is.EqualTo(new[] { (name, code) }));

    [Test]
    public Task A_ruling_needs_a_reason_a_change_and_its_own_province() => Assert.MultipleAsync(async () =>
    {
        await Assert.ThrowsAsync<ValidationFailedException>(() => rules.RuleAsync(Construction, Asked(("red_days", 10)) with { Reason = " " }, default));
        await Assert.ThrowsAsync<RuleException>(() => rules.RuleAsync(Construction, Asked(("red_days", 15)) with { Reason = "x" }, default));
        await Assert.ThrowsAsync<OutOfReachException>(() => rules.RuleAsync(Construction, Asked(("red_days", 10)) with { Reason = "x", Province = "yy" }, default));
        await Assert.ThrowsAsync<PermissionDeniedException>(
            () => rules.RuleAsync(new Actor("x", Role.Finance) { Reach = new Reach("xx", null) }, Asked(("red_days", 10)) with { Reason = "x" }, default));
        await Assert.ThrowsAsync<NotFoundException>(() => rules.RuleAsync(Construction, Asked(("red_days", 10)) with { Rule = "no.such", Reason = "x" }, default));
    });

    // Due on 20/6, and twice before: one met ten days late, one 40 days late, one long before the 90 days.
    [Test]
    public async Task A_trial_tells_what_the_last_ninety_days_would_have_raised_and_writes_nothing()
    {
        await field.DoAsync(Milestone(1, "other", "2026-06-20") + Milestone(2, "other", "2026-04-10", "met_on = '2026-04-20'")
            + Milestone(3, "other", "2026-04-30", "met_on = '2026-06-09'") + Milestone(4, "other", "2026-01-10"));
        var trial = await rules.TryAsync(Construction, Asked(("red_days", 5)), default);
        Assert.That((trial.From, trial.To, trial.EveryDays, trial.OfToday), Is.EqualTo((new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30), 1, false)));
        Assert.That((trial.InForce, trial.Tried), Is.EqualTo((new TrialCount(2, 1, 0), new TrialCount(0, 3, 0))));
        Assert.That(
            trial.Episodes.Select(e => (e.SubjectId, e.Severity, e.OpenedOn, e.RedOn, e.EndedOn)),
            Is.EqualTo(new (long, string, DateOnly, DateOnly?, DateOnly?)[]
            {
                (1, "red", new(2026, 6, 21), new(2026, 6, 25), null), (3, "red", new(2026, 5, 1), new(2026, 5, 5), new(2026, 6, 9)),
                (2, "red", new(2026, 4, 11), new(2026, 4, 15), new(2026, 4, 20)),
            }));
        Assert.That(trial.Episodes.Select(e => e.ProjectCode).Distinct(), Is.EqualTo(new[] { "A-1" }));
        await using var connection = await field.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("select (select count(*) from slippage.episode) + (select count(*) from slippage.ruling)"), Is.Zero);
    }

    [Test]
    public async Task A_rule_that_knows_the_present_alone_is_tried_on_today()
    {
        await field.DoAsync(Milestone(1, "other", "2027-06-20", "moves = 2"));
        var trial = await rules.TryAsync(Construction, Asked(("red_times", 2)) with { Rule = "milestone.date_moved" }, default);
        Assert.That((trial.OfToday, trial.InForce, trial.Tried), Is.EqualTo((true, new TrialCount(1, 0, 0), new TrialCount(0, 1, 0))));
    }

    [Test]
    public void Every_rule_has_its_limits_and_every_limit_its_rule() => Assert.That(
        RuleLimit.All.Select(l => l.Rule).Distinct().Append("ledger.broken"), Is.EquivalentTo(Rule.All.Select(r => r.Code)));

    // That money does not add up is told whatever a province rules; what one has ruled once is not shown.
    [Test]
    public async Task The_ledger_knows_no_limit()
    {
        await field.DoAsync("""
            insert into slippage.rule_limit (rule_code, name, value, unit, position) values ('ledger.broken', 'on', 1, 'switch', 99) on conflict do nothing;
            insert into slippage.ruling (province_code, rule_code, name, value, reason, ruled_by) values ('xx', 'ledger.broken', 'on', 0, 'x', 'x');
            """);
        Assert.That((await rules.RulesAsync(Construction, "xx", default)).Select(r => r.Code), Has.None.EqualTo("ledger.broken"));
        Assert.That((await rules.RulingsAsync(Construction, "xx", default)).Select(r => r.Rule), Has.None.EqualTo("ledger.broken"));
        Assert.That(() => rules.RuleAsync(Construction, new RuleLimits("xx", "ledger.broken", new Dictionary<string, int> { ["on"] = 1 }, null, "x"), default), Throws.InstanceOf<NotFoundException>());
    }

    [TestCase("capital.idle", "amber_day", 229, false)] // 29/2 is no day of every year
    [TestCase("capital.idle", "amber_day", 228, true)]
    [TestCase("capital.idle", "red_day", 1231, true)]
    [TestCase("capital.idle", "red_day", 1301, false)]
    [TestCase("capital.idle", "red_day", 431, false)]
    public void A_limit_is_a_day_or_a_number_of_its_unit(string rule, string name, int value, bool allowed) =>
        Assert.That(RuleLimit.Find(rule, name)!.Allows(value), Is.EqualTo(allowed));

    private static RuleLimits Asked(params (string Name, int Value)[] limits) => new("xx", "milestone.overdue", limits.ToDictionary(l => l.Name, l => l.Value), null, null);

    private async Task<string?> SeverityAsync()
    {
        await new SlippageScan(access, new BusinessCalendar(clock)).RunAsync(Actor.System, default);
        await using var connection = await field.OpenAsync();
        return await connection.ExecuteScalarAsync<string?>("select severity from slippage.episode where rule_code = 'milestone.overdue'");
    }

    private async Task<int> ValueAsync(string province)
    {
        await using var connection = await field.OpenAsync();
        return await connection.ExecuteScalarAsync<int>(
            "select value from slippage.limit_in_force where province_code = @province and rule_code = 'milestone.overdue' and name = 'red_days'", new { province });
    }
}
