using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Funding.Terms;

namespace Portfolio.Tests.Funding.Terms;

internal sealed class TermsServiceTests
{
    private SmallCapital capital = null!;
    private TermsService terms = null!;

    [SetUp]
    public async Task StartAsync()
    {
        capital = await SmallCapital.CreateAsync();
        terms = new TermsService(capital.Portfolio.Access, new BusinessCalendar(capital.Clock));
    }

    [TearDown]
    public async Task EndAsync() => await capital.DisposeAsync();

    [Test]
    public async Task What_documents_say_holds_until_the_finance_department_says_otherwise()
    {
        await capital.Portfolio.ExecuteAsync("update projects.project set total_investment = 900, size_group = 'c' where code = 'A-1'");
        var read = await terms.GetAsync(SmallCapital.Officer, "A-1", default);
        Assert.That((read.TotalInvestment, read.SizeGroup, read.Version, read.Left), Is.EqualTo(((Vnd?)new Vnd(900), "c", 0L, (Vnd?)new Vnd(900))));

        var set = await SetAsync(1_200, "b", "new_starts");
        Assert.That((set.TotalInvestment, set.SizeGroup, set.Set.Priority, set.Documented.TotalInvestment), Is.EqualTo(((Vnd?)new Vnd(1_200), "b", "new_starts", (Vnd?)new Vnd(900))));
        Assert.That(await BoundAsync(), Is.EqualTo(1_200));

        var back = await SetAsync(null, null, null, set.Version);
        Assert.That((back.TotalInvestment, back.SizeGroup, back.Set), Is.EqualTo(((Vnd?)new Vnd(900), "c", new FundingTerms(null, null, null))));
        Assert.That(await BoundAsync(), Is.EqualTo(900));
    }

    [Test]
    public async Task A_change_is_told_in_the_history_and_none_is_not()
    {
        var set = await SetAsync(1_200, "b", null);
        Assert.That((await SetAsync(1_200, "b", null, set.Version)).Version, Is.EqualTo(set.Version));
        Assert.That(
            await capital.Portfolio.NumberAsync("""
                select count(*) from audit.event
                where kind = 'capital.terms_set' and subject_code = 'A-1' and after ->> 'total_investment' = '1200' and after ->> 'size_group' = 'b' and reason = 'QĐ 5'
                """), Is.EqualTo(1));
        Assert.That(await capital.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'capital.terms_set'"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_first_year_with_capital_is_the_earlier_of_what_is_set_and_what_was_given_and_is_told_in_the_history()
    {
        Assert.That((await FirstAsync(2026)).FirstFundedYear, Is.EqualTo(2026));
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2027, 300));
        Assert.That((await FirstAsync(null)).FirstFundedYear, Is.EqualTo(2027));
        var set = await FirstAsync(2023);
        Assert.That((set.FirstFundedYear, set.FirstAllocatedYear, set.Set.FirstFundedYear), Is.EqualTo(((int?)2023, (int?)2027, (int?)2023)));
        Assert.That(
            await capital.Portfolio.NumberAsync("select count(*) from audit.event where kind = 'capital.terms_set' and after ->> 'first_funded_year' = '2023'"), Is.EqualTo(1));
    }

    [TestCase(1989)]
    [TestCase(2027)]
    public async Task A_first_year_that_is_absurd_or_to_come_is_refused_at_its_field(int year)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => FirstAsync(year));
        Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("FirstFundedYear", "terms.first_year_absurd") }));
    }

    private Task<ProjectTerms> FirstAsync(int? year) =>
        terms.SetAsync(SmallCapital.Officer, new SetTerms("A-1", null, new FundingTerms(null, null, null, year), "QĐ 5"), default);

    [Test]
    public async Task The_bound_holds_for_capital_that_is_given_later()
    {
        await SetAsync(500, null, null);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 501)));
        Assert.That(refusal!.Code, Is.EqualTo("capital.investment_exceeded"));
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "s2", 2027, 200));
    }

    [Test]
    public async Task It_is_not_set_below_what_was_given_and_the_refusal_names_the_excess()
    {
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300), ("A-1", "o1", 2027, 200));
        var refusal = await Assert.ThrowsAsync<RuleException>(() => SetAsync(499, null, null));
        Assert.That(
            (refusal!.Code, refusal.Arguments["excess"], refusal.Arguments["allocated"]), Is.EqualTo(("terms.investment_below_allocated", (object)new Vnd(1), (object)new Vnd(500))));
        Assert.That((await SetAsync(500, null, null)).Left, Is.EqualTo(Vnd.Zero));
    }

    [Test]
    public async Task Going_back_to_a_document_that_says_less_than_was_given_is_refused()
    {
        await capital.Portfolio.ExecuteAsync("update projects.project set total_investment = 100 where code = 'A-1'");
        await SetAsync(600, null, null);
        await capital.DecideAsync(DecisionKind.Allocation, "01/QĐ", ("A-1", "s1", 2026, 300));
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => SetAsync(null, null, null)))!.Code, Is.EqualTo("terms.investment_below_allocated"));
    }

    [Test]
    public async Task Whoever_read_something_older_is_refused()
    {
        var set = await SetAsync(1_200, null, null, 0);
        Assert.That(() => SetAsync(900, null, null, 0), Throws.InstanceOf<StaleException>());
        Assert.That((await SetAsync(900, null, null, set.Version)).Version, Is.Not.EqualTo(set.Version));
    }

    [Test]
    public async Task Of_several_who_set_it_first_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(number => TriedAsync(() => SetAsync(1_000 + number, null, null, 0))));
        Assert.That(outcomes.Count(done => done), Is.EqualTo(1));
    }

    [Test]
    public async Task A_lowered_total_investment_and_an_approval_at_the_same_moment_never_both_come_true()
    {
        // Several projects, so that both outcomes are met: whoever comes first wins, the other is told.
        foreach (var (project, number) in new[] { ("A-1", 1), ("A-2", 2), ("A-3", 3), ("B-1", 4), ("B-2", 5), ("B-3", 6) })
        {
            var paper = await capital.DraftAsync(DecisionKind.Allocation, (project, "s1", 2026, 600));
            await capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default);
            var both = await Task.WhenAll(
                Task.Run(() => TriedAsync(() => capital.ApproveSubmittedAsync(paper.Id, $"{number}/QĐ"))),
                Task.Run(() => TriedAsync(() => terms.SetAsync(
                    SmallCapital.Officer, new SetTerms(project, null, new FundingTerms(new Vnd(599), null, null), "QĐ 5"), default))));
            Assert.That(both.Count(done => done), Is.EqualTo(1), project);
        }
        Assert.That(await capital.Portfolio.NumberAsync("""
            select count(*) from funding.project_capital c join funding.project_terms t on t.project_id = c.project_id
            where c.allocated > t.total_investment
            """), Is.Zero);
    }

    [Test]
    public async Task An_approval_waits_for_whoever_is_setting_the_bound()
    {
        var paper = await capital.DraftAsync(DecisionKind.Allocation, ("A-1", "s1", 2026, 600));
        await capital.Flow.SubmitAsync(SmallCapital.Officer, paper.Id, null, default);
        Task<bool> approval;
        await using (var connection = await capital.Portfolio.Access.OpenAsync(default))
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var hold = connection.CreateCommand();
            hold.CommandText = """
                select 1 from plans.plan where code = 'p' for no key update;
                insert into funding.project_terms (project_id, total_investment, reason, set_by) select id, 599, 'x', 'test' from projects.project where code = 'A-1'
                """;
            await hold.ExecuteNonQueryAsync();
            approval = Task.Run(() => TriedAsync(() => capital.ApproveSubmittedAsync(paper.Id, "01/QĐ")));
            await Task.Delay(300);
            Assert.That(approval.IsCompleted, Is.False);
            await transaction.CommitAsync();
        }
        Assert.That(await approval, Is.False);
        Assert.That(await capital.AllocatedAsync("A-1", "s1", 2026), Is.Zero);
    }

    [TestCase(0, null, null, "TotalInvestment", "terms.investment_not_positive")]
    [TestCase(-5, null, null, "TotalInvestment", "terms.investment_not_positive")]
    [TestCase(null, "d", null, "SizeGroup", "validation.unknown_value")]
    [TestCase(null, null, "sớm", "Priority", "validation.unknown_value")]
    public async Task What_cannot_be_is_refused_at_its_field(int? total, string? group, string? priority, string field, string code)
    {
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(total, group, priority));
        Assert.That(refusal!.Failures.Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { (field, code) }));
    }

    [Test]
    public void Only_the_finance_department_of_the_province_sets_them_and_says_why()
    {
        Assert.That(() => SetAsync(1, null, null, actor: new Actor("ban", Role.Owner)), Throws.InstanceOf<PermissionDeniedException>());
        Assert.That(() => SetAsync(1, null, null, actor: SmallCapital.Officer with { Reach = new Reach("ls", null) }), Throws.InstanceOf<OutOfReachException>());
        Assert.That(
            () => terms.SetAsync(SmallCapital.Officer, new SetTerms("A-1", null, new FundingTerms(null, null, null), " "), default), Throws.InstanceOf<ValidationFailedException>());
        Assert.That(() => terms.GetAsync(SmallCapital.Officer, "X-1", default), Throws.InstanceOf<NotFoundException>());
    }

    private static async Task<bool> TriedAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (PortfolioException)
        {
            return false;
        }
    }

    private Task<ProjectTerms> SetAsync(long? total, string? group, string? priority, long? version = null, Actor? actor = null) => terms.SetAsync(
        actor ?? SmallCapital.Officer,
        new SetTerms("A-1", version, new FundingTerms(total is { } amount ? new Vnd(amount) : null, group, priority), "QĐ 5"), default);

    private Task<long> BoundAsync() => capital.Portfolio.NumberAsync("select funding.total_investment(id) from projects.project where code = 'A-1'");
}
