using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Drafts;
using Portfolio.Funding.Ledger;
using Portfolio.Funding.Payments;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Seeds;

internal sealed class DemoCapitalTests
{
    private const string Plan = "cb-ha-tang-2026-2030";
    private static readonly string Folder = RepositoryFolder.Require("seeds");
    private static readonly Actor Officer = new("officer", Role.Finance);

    [Test]
    public async Task The_demonstration_uses_the_envelopes_exactly_and_the_ledger_is_whole()
    {
        await using var seeds = await TestDatabase.CreateAsync();
        await seeds.LoadAsync(Folder);
        await using var connection = await seeds.OpenAsync();
        var sums = await connection.QueryAsync<(string, long)>("select source_class, sum(allocated)::bigint from funding.programme_year group by 1 order by 1 desc");
        Assert.That(sums, Is.EqualTo(new[] { ("state", 75_162_400_000_000), ("other", 18_080_700_000_000) }));
        Assert.That(
            await connection.QueryAsync<(string, string)>("select kind, status from funding.decision order by id"),
            Is.EqualTo(new[] { ("allocation", "approved"), ("adjustment", "approved"), ("adjustment", "draft") }));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from funding.payment where status = 'entered'"), Is.GreaterThan(0));
        Assert.That(
            await connection.ExecuteScalarAsync<long>("""
                select count(*) from (select project_id from funding.allocation where year = 2026 group by 1 having sum(paid) < sum(payable) * 0.4) x
                """), Is.GreaterThan(5), "some projects are well behind");
        Assert.That((await Checks(seeds).RunAsync(Actor.System, default)).Faults, Is.Empty);
    }

    [Test]
    public async Task Without_the_demonstration_nothing_of_it_is_in_force_and_it_can_come_back()
    {
        await using var seeds = await TestDatabase.CreateAsync();
        await seeds.LoadAsync(Folder);
        await seeds.LoadAsync(Folder, demo: false);
        await using var connection = await seeds.OpenAsync();
        const string left = """
            select (select count(*) from funding.allocation) + (select count(*) from funding.need) + (select count(*) from funding.source_year where ceiling is not null)
                + (select coalesce(sum(abs(allocated) + abs(paid)), 0) from funding.programme_year)
                + (select count(*) from funding.decision where withdrawn_at is null and status <> 'discarded')
            """;
        Assert.That(await connection.ExecuteScalarAsync<long>(left), Is.Zero);
        Assert.That((await Checks(seeds).RunAsync(Actor.System, default)).Faults, Is.Empty);

        await seeds.LoadAsync(Folder);
        Assert.That(await connection.ExecuteScalarAsync<long>("select sum(allocated)::bigint from funding.programme_year"), Is.EqualTo(93_243_100_000_000));
        Assert.That((await Checks(seeds).RunAsync(Actor.System, default)).Faults, Is.Empty);
    }

    [Test]
    public async Task What_officers_have_built_on_the_demonstration_stays_and_it_with_it()
    {
        await using var seeds = await TestDatabase.CreateAsync();
        await seeds.LoadAsync(Folder);
        await using (var access = new PortfolioDatabase(seeds.ConnectionString))
        {
            var paper = await new DecisionPapers(access).BeginAsync(Officer, new BeginDecision(Plan, DecisionKind.Adjustment, "Điều chỉnh", null, null), default);
            await new DraftService(access).EditAsync(Officer, new EditLines(paper.Id, null,
            [
                new LineEdit("CB-GT-005", "ngan-sach-trung-uong", 2028, new Vnd(-1)), new LineEdit("CB-GT-005", "ngan-sach-trung-uong", 2027, new Vnd(0)),
                new LineEdit("CB-GT-008", "ngan-sach-trung-uong", 2028, new Vnd(1)), new LineEdit("CB-GT-008", "ngan-sach-trung-uong", 2029, new Vnd(-1)),
                new LineEdit("CB-GT-005", "ngan-sach-trung-uong", 2029, new Vnd(1)),
            ]), default);
            var flow = new DecisionFlow(access, new BusinessCalendar(TimeProvider.System));
            await flow.SubmitAsync(Officer, paper.Id, null, default);
            await flow.ApproveAsync(Officer, new ApproveDecision(paper.Id, null, "99/QĐ", new DateOnly(2026, 11, 20), "Chủ tịch"), default);
        }
        await seeds.LoadAsync(Folder, demo: false);
        await using var connection = await seeds.OpenAsync();
        Assert.That(await connection.ExecuteScalarAsync<long>("select sum(allocated)::bigint from funding.programme_year"), Is.EqualTo(93_243_100_000_000));
        Assert.That((await Checks(seeds).RunAsync(Actor.System, default)).Faults, Is.Empty);
    }

    [Test]
    public async Task What_an_officer_decided_on_papers_and_payments_of_the_demonstration_is_his_and_stays()
    {
        await using var seeds = await TestDatabase.CreateAsync();
        await seeds.LoadAsync(Folder);
        await using var connection = await seeds.OpenAsync();
        var draft = await connection.ExecuteScalarAsync<long>("select id from funding.decision where status = 'draft'");
        await using (var access = new PortfolioDatabase(seeds.ConnectionString))
        {
            var flow = new DecisionFlow(access, new BusinessCalendar(TimeProvider.System));
            await flow.SubmitAsync(Officer, draft, null, default);
            await flow.ApproveAsync(Officer, new ApproveDecision(draft, null, "99/QĐ", new DateOnly(2026, 11, 20), "Chủ tịch"), default);
        }
        await seeds.LoadAsync(Folder, demo: false);
        Assert.That(
            await connection.QuerySingleAsync<(string, string, DateTime?)>("select status, figure_basis, withdrawn_at from funding.decision where id = @draft", new { draft }),
            Is.EqualTo(("approved", "entered", (DateTime?)null)));
        Assert.That(await connection.ExecuteScalarAsync<long>("select count(*) from funding.allocation_line where decision_id = @draft", new { draft }), Is.GreaterThan(0));
        Assert.That((await Checks(seeds).RunAsync(Actor.System, default)).Faults, Is.Empty);
    }

    [Test]
    public async Task A_payment_of_the_demonstration_that_an_officer_confirmed_or_returned_is_his_and_so_is_a_paper_he_edited()
    {
        await using var seeds = await TestDatabase.CreateAsync();
        await seeds.LoadAsync(Folder);
        await using var connection = await seeds.OpenAsync();
        var waiting = (await connection.QueryAsync<long>("select id from funding.payment where status = 'entered' order by id limit 2")).ToArray();
        var draft = await connection.ExecuteScalarAsync<long>("select id from funding.decision where status = 'draft'");
        await using (var access = new PortfolioDatabase(seeds.ConnectionString))
        {
            var desk = new PaymentDesk(access, new BusinessCalendar(TimeProvider.System));
            await desk.ConfirmAsync(Officer, [new PaymentToConfirm(waiting[0])], default);
            await desk.ReturnAsync(Officer, waiting[1], null, "thiếu hồ sơ", default);
            await new DraftService(access).EditAsync(
                Officer, new EditLines(draft, null, [new LineEdit("CB-GT-005", "ngan-sach-trung-uong", 2030, new Vnd(0))]), default);
        }
        await seeds.LoadAsync(Folder, demo: false);
        Assert.That(
            await connection.QueryAsync<(string, string)>("select status, figure_basis from funding.payment where id = any(@waiting) order by id", new { waiting }),
            Is.EqualTo(new[] { ("confirmed", "entered"), ("returned", "entered") }));
        Assert.That(
            await connection.QuerySingleAsync<(string, string)>("select status, figure_basis from funding.decision where id = @draft", new { draft }),
            Is.EqualTo(("draft", "entered")));
        Assert.That((await Checks(seeds).RunAsync(Actor.System, default)).Faults, Is.Empty);
    }

    private static LedgerChecks Checks(TestDatabase seeds) =>
        new(new PortfolioDatabase(seeds.ConnectionString), NullLogger<LedgerChecks>.Instance);
}
