using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Assistant;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Terms;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>The assistant beside others who work on the same plan: it stops nobody and sees one moment of it; and what earlier plans gave.</summary>
internal sealed class AssistantBesideOthersTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private SmallCapital capital = null!;

    [SetUp]
    public async Task StartAsync() => capital = await SmallCapital.CreateAsync();

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task It_does_not_wait_for_who_decides_on_the_plan()
    {
        await using var other = await capital.Portfolio.OpenAsOwnerAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await RunAsync(other, "select 1 from plans.plan where code = 'p' for no key update");
        await ProposeAsync(SmallCapital.Officer).WaitAsync(Patience);
    }

    [Test]
    public async Task It_holds_no_lock_on_the_plan_while_it_reads_and_reads_one_moment()
    {
        await capital.SetCeilingAsync("s1", 2026, 700);
        await using var other = await capital.Portfolio.OpenAsOwnerAsync();
        await using var transaction = await other.BeginTransactionAsync();
        // The law is read after needs and capital, and before ceilings.
        await RunAsync(other, "lock table directory.law_parameter in access exclusive mode");
        var proposal = Task.Run(() => ProposeAsync(SmallCapital.Officer));
        await WaitingForLawAsync();
        await capital.SetCeilingAsync("s1", 2026, 900).WaitAsync(Patience);
        await transaction.CommitAsync();

        var paper = await proposal.WaitAsync(Patience);
        Assert.That(
            await capital.Portfolio.NumberAsync($"select sum(amount) from funding.draft_line where decision_id = {paper.Id} and source_code = 's1' and year = 2026"),
            Is.EqualTo(700));
    }

    [Test]
    public async Task Asked_twice_under_one_key_it_makes_one_paper_also_where_nothing_could_be_proposed_any_more()
    {
        var account = await capital.Portfolio.NumberAsync("""
            insert into accounts.account (user_name, user_key, display_name, role, security_stamp, concurrency_stamp)
            values ('finance', 'FINANCE', 'Finance', 'Finance', 'x', 'x') returning id
            """);
        var once = SmallCapital.Officer with { AccountId = account, Once = new OnceKey("k", [1]) };
        var both = await Task.WhenAll(Task.Run(() => ProposeAsync(once)), Task.Run(() => ProposeAsync(once)));
        Assert.That(both[1].Id, Is.EqualTo(both[0].Id));
        await capital.ApproveAsync(both[0].Id, "01/QĐ");
        Assert.That((await ProposeAsync(once)).Id, Is.EqualTo(both[0].Id));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from funding.decision"), Is.EqualTo(1));
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => ProposeAsync(SmallCapital.Officer)))!.Code, Is.EqualTo("capital.nothing_to_propose"));
    }

    [TestCase(null, 1_000)]
    [TestCase(2025, 1_000)]
    [TestCase(2023, 0)]
    public async Task Capital_of_earlier_plans_counts_for_the_limit_of_years(int? first, long proposed)
    {
        await capital.Portfolio.ExecuteAsync("""
            insert into directory.law_parameter (parameter, valid_from, valid_to, value, unit, source_document, verified, note)
            values ('capital.duration_years.c', null, null, '3', 'year', 'x', false, 'x')
            """);
        await new TermsService(capital.Portfolio.Access, new BusinessCalendar(capital.Clock)).SetAsync(
            SmallCapital.Officer, new SetTerms("A-1", null, new FundingTerms(null, "c", null, first), "QĐ 5"), default);
        await ProposeAsync(SmallCapital.Officer);
        Assert.That(
            await capital.Portfolio.NumberAsync("select coalesce(sum(d.amount), 0) from funding.draft_line d join projects.project p on p.id = d.project_id where p.code = 'A-1' and d.source_code = 's1'"),
            Is.EqualTo(proposed));
        Assert.That(
            await capital.Portfolio.NumberAsync("select count(*) from funding.decision where findings @? '$.**.blockers[*] ? (@.code == \"propose.blocked.duration\" && @.arguments.first == 2023)'"),
            Is.EqualTo(proposed == 0 ? 1 : 0));
    }

    private Task<Decision> ProposeAsync(Actor actor) =>
        capital.Assistant.ProposeAsync(actor, new Propose("p", "Phương án", 2026, Vnd.Zero), default);

    private async Task WaitingForLawAsync()
    {
        var end = DateTime.UtcNow + Patience;
        while (await capital.Portfolio.NumberAsync("select count(*) from pg_locks where relation = 'directory.law_parameter'::regclass and not granted") == 0)
        {
            Assert.That(DateTime.UtcNow, Is.LessThan(end), "the proposal does not come to read the law");
            await Task.Delay(20);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
