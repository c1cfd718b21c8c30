using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Needs;
using Portfolio.Reporting.Projects;

namespace Portfolio.Tests.Funding.Needs;

internal sealed class NeedServiceTests
{
    private static readonly Actor Officer = new("officer", Role.Finance);

    [Test]
    public async Task Needs_are_saved_by_source_and_the_rest_of_the_envelope_is_not_itemised()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 500, 1);
        var saved = await SetAsync(portfolio, "A-1", null, ("s1", 300), ("s2", 50), ("o1", 120));

        Assert.That(saved.Sum("state"), Is.EqualTo(new Vnd(350)));
        Assert.That(saved.Envelopes.Single(e => e.SourceClass == "state").Unitemised, Is.EqualTo(new Vnd(650)));
        Assert.That(saved.Envelopes.Single(e => e.SourceClass == "other").Unitemised, Is.EqualTo(new Vnd(380)));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_need_over_the_envelope_is_refused_and_names_programme_class_and_excess()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 500, 2);
        await SetAsync(portfolio, "A-1", null, ("s1", 900));

        var refusal = await Assert.ThrowsAsync<RuleException>(() => SetAsync(portfolio, "A-2", null, ("s1", 60), ("s2", 61)));
        Assert.That(refusal.Code, Is.EqualTo("funding.envelope_exceeded"));
        Assert.That(refusal.Arguments["programme"], Is.EqualTo("Chương trình a"));
        Assert.That(refusal.Arguments["sourceClass"], Is.EqualTo("state"));
        Assert.That(refusal.Arguments["excess"], Is.EqualTo(new Vnd(21)));
        Assert.That(await portfolio.NumberAsync("select count(*) from funding.need_line"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_envelope_can_be_used_up_to_the_last_đồng_and_no_further()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 2);
        await SetAsync(portfolio, "A-1", null, ("s1", 1000));
        await Assert.ThrowsAsync<RuleException>(() => SetAsync(portfolio, "A-2", null, ("s2", 1)));
        await Assert.ThrowsAsync<RuleException>(() => SetAsync(portfolio, "A-1", null, ("s1", 1000), ("o1", 1)));
    }

    [Test]
    public async Task Each_class_has_its_own_bound()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(100, 100, 1);
        var refusal = await Assert.ThrowsAsync<RuleException>(() => SetAsync(portfolio, "A-1", null, ("o1", 150)));
        Assert.That(refusal.Arguments["sourceClass"], Is.EqualTo("other"));
        Assert.That(refusal.Arguments["excess"], Is.EqualTo(new Vnd(50)));
    }

    [Test]
    public async Task When_both_classes_are_exceeded_both_are_told()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(100, 100, 1);
        var refusal = await Assert.ThrowsAsync<RulesException>(() => SetAsync(portfolio, "A-1", null, ("s1", 101), ("o1", 150)));
        Assert.That(refusal!.Refusals.Select(r => (r.Arguments["sourceClass"], r.Arguments["excess"])), Is.EquivalentTo(
            new (object?, object?)[] { ("state", new Vnd(1)), ("other", new Vnd(50)) }));
    }

    [Test]
    public async Task Saving_an_illustrative_amount_unchanged_makes_it_an_entered_one()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 1);
        await portfolio.ExecuteAsync("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select id, programme_id, s, 'state', 500, 'illustrative', 'test' from projects.project, (values ('s1'), ('s2')) v (s) where code = 'A-1'
            """);
        var saved = await SetAsync(portfolio, "A-1", null, ("s1", 500), ("s2", 400));
        Assert.That(saved.Illustrative, Is.False);
        Assert.That(saved.Sum("state"), Is.EqualTo(new Vnd(900)));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);

        var history = await HistoryAsync(portfolio, "A-1");
        Assert.That(history[0].Changes, Does.Contain(new FieldChange("figure_basis", "illustrative", null)));
        var again = await SetAsync(portfolio, "A-1", saved.Version, ("s1", 500), ("s2", 400));
        Assert.That(again.Version, Is.EqualTo(saved.Version));
    }

    [Test]
    public async Task A_programme_without_a_stated_envelope_sets_no_bound()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(null, null, 1);
        var saved = await SetAsync(portfolio, "A-1", null, ("s1", VndText.Largest));
        Assert.That(saved.Envelopes.Single(e => e.SourceClass == "state").Unitemised, Is.Null);
    }

    [Test]
    public async Task Lowering_a_need_gives_room_back_and_every_change_is_a_line()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 2);
        await SetAsync(portfolio, "A-1", null, ("s1", 1000));
        await SetAsync(portfolio, "A-1", null, ("s1", 400));
        await SetAsync(portfolio, "A-2", null, ("s2", 600));
        await SetAsync(portfolio, "A-1", null);

        Assert.That(await portfolio.NumberAsync("select count(*) from funding.need_line"), Is.EqualTo(4));
        Assert.That(await portfolio.NumberAsync("select count(*) from funding.need"), Is.EqualTo(1));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [Test]
    public async Task Saving_the_same_needs_again_changes_nothing()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 1);
        var first = await SetAsync(portfolio, "A-1", null, ("s1", 10));
        var second = await SetAsync(portfolio, "A-1", first.Version, ("s1", 10));
        Assert.That(second.Version, Is.EqualTo(first.Version));
        Assert.That(await portfolio.NumberAsync("select count(*) from audit.event"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_edit_based_on_figures_that_have_changed_since_is_refused()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 1);
        var seen = await portfolio.Needs.GetAsync(Officer, "A-1", default);
        await SetAsync(portfolio, "A-1", seen.Version, ("s1", 10));
        await Assert.ThrowsAsync<StaleException>(() => SetAsync(portfolio, "A-1", seen.Version, ("s1", 20)));
    }

    [Test]
    public async Task The_history_tells_who_changed_which_source_from_what_to_what_and_why()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 100, 1);
        await SetAsync(portfolio, "A-1", null, ("s1", 10));
        await portfolio.Needs.SetAsync(Officer, new SetNeeds("A-1", null, [new("s1", new Vnd(25)), new("o1", new Vnd(5))], "Quyết định 12"), default);

        var history = await HistoryAsync(portfolio, "A-1");
        Assert.That(history, Has.Count.EqualTo(2));
        Assert.That(history[0].Reason, Is.EqualTo("Quyết định 12"));
        Assert.That(history[0].Changes, Is.EquivalentTo(new[] { new FieldChange("s1", "10", "25"), new FieldChange("o1", null, "5") }));
    }

    [Test]
    public async Task Negative_and_absurd_amounts_unknown_and_doubled_sources_and_long_reasons_are_refused()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 1);
        await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(portfolio, "A-1", null, ("s1", -1)));
        await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(portfolio, "A-1", null, ("s1", VndText.Largest + 1)));
        await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(portfolio, "A-1", null, ("gold", 1)));
        await Assert.ThrowsAsync<ValidationFailedException>(() => SetAsync(portfolio, "A-1", null, ("s1", 1), ("s1", 2)));
        await Assert.ThrowsAsync<ValidationFailedException>(() => portfolio.Needs.SetAsync(Officer, new SetNeeds("A-1", null, [], new string('x', 501)), default));
        await Assert.ThrowsAsync<NotFoundException>(() => SetAsync(portfolio, "NO-1", null, ("s1", 1)));
        Assert.That(await portfolio.NumberAsync("select count(*) from funding.need_line"), Is.Zero);
    }

    [Test]
    public async Task Even_a_statement_past_the_service_cannot_lift_a_programme_above_its_envelope()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 1);
        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => portfolio.ExecuteAsync("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select id, programme_id, 's1', 'state', 1001, 'entered', 'test' from projects.project where code = 'A-1'
            """));
        Assert.That(refusal.ConstraintName, Is.EqualTo("envelope_not_exceeded"));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_project_cannot_leave_its_programme_while_it_holds_a_need()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(1000, 0, 1);
        await SetAsync(portfolio, "A-1", null, ("s1", 10));
        const string move = "update projects.project set programme_id = (select id from plans.programme where code = 'b') where code = 'A-1'";
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => portfolio.ExecuteAsync(move));
        await SetAsync(portfolio, "A-1", null);
        await Assert.DoesNotThrowAsync(() => portfolio.ExecuteAsync(move));
    }

    private static async Task<IReadOnlyList<AuditEntry>> HistoryAsync(SmallPortfolio portfolio, string project) =>
        (await new ProjectReports(portfolio.Access, new BusinessCalendar(TimeProvider.System)).HistoryAsync(Officer, project, null, 10, default)).Entries.Items;

    private static Task<ProjectNeeds> SetAsync(SmallPortfolio portfolio, string project, long? version, params (string Source, long Amount)[] needs) =>
        portfolio.Needs.SetAsync(Officer, new SetNeeds(project, version, [.. needs.Select(n => new SourceAmount(n.Source, new Vnd(n.Amount)))], null), default);
}
