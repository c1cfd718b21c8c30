using Npgsql;

namespace Portfolio.Tests.Funding.Needs;

/// <summary>The trigger that carries lines of the ledger into the sums, at its bounds; officers and loader both rest on it.</summary>
internal sealed class PostNeedLinesTests
{
    private SmallPortfolio portfolio = null!;

    [SetUp]
    public async Task CreateAsync() => portfolio = await SmallPortfolio.CreateAsync(state: 1000, other: null, projects: 3);

    [TearDown]
    public async Task DropAsync() => await portfolio.DisposeAsync();

    [Test]
    public async Task One_statement_may_post_lines_of_many_projects_sources_and_programmes()
    {
        await PostAsync("""
            ('A-1', 's1', 100, 'entered'), ('A-1', 's2', 20, 'entered'), ('A-1', 's1', 5, 'entered'), ('A-2', 's1', 300, 'entered'),
            ('A-2', 'o1', 7, 'entered'), ('B-1', 's1', 1000, 'entered'), ('B-1', 's2', 1, 'entered'), ('B-1', 's1', -1, 'entered')
            """);
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
        Assert.That(await portfolio.NumberAsync("select amount from funding.need n join projects.project p on p.id = n.project_id where p.code = 'A-1' and source_code = 's1'"), Is.EqualTo(105));
        Assert.That(await portfolio.NumberAsync("select itemised from funding.envelope e join plans.programme g on g.id = e.programme_id where g.code = 'b' and source_class = 'state'"), Is.EqualTo(1000));
    }

    [Test]
    public async Task Lines_that_cancel_out_leave_no_need_and_a_new_version()
    {
        await PostAsync("('A-1', 's1', 100, 'entered'), ('A-1', 's1', -100, 'entered')");
        await PostAsync("('A-2', 's1', 100, 'entered')");
        await PostAsync("('A-2', 's1', -100, 'entered')");
        Assert.That(await portfolio.NumberAsync("select count(*) from funding.need"), Is.Zero);
        Assert.That(await portfolio.NumberAsync("select sum(total)::bigint from funding.project_need"), Is.Zero);
        Assert.That(await portfolio.NumberAsync("select max(version) from funding.project_need"), Is.EqualTo(4));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [TestCase("('A-1', 's1', -1, 'entered')", "need_positive")]
    [TestCase("('A-1', 's1', 1001, 'entered')", "envelope_not_exceeded")]
    [TestCase("('A-1', 's1', 600, 'entered'), ('A-2', 's2', 401, 'entered')", "envelope_not_exceeded")]
    [TestCase("('A-1', 's1', 0, 'entered')", "need_line_amount_check")]
    [TestCase("('A-1', 's1', 1, 'guessed')", "need_line_figure_basis_check")]
    [TestCase("('A-1', 'o1', 9223372036854775807, 'entered'), ('A-2', 'o1', 1, 'entered')", null)]
    public async Task What_no_sum_may_become_is_refused_whole(string lines, string? constraint)
    {
        var fault = await Assert.ThrowsAsync<PostgresException>(() => PostAsync(lines));
        Assert.That(fault!.ConstraintName, Is.EqualTo(constraint), fault.MessageText);
        Assert.That(await portfolio.NumberAsync("select count(*) from funding.need_line"), Is.Zero);
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [Test]
    public async Task Taking_back_more_than_there_is_is_refused()
    {
        await PostAsync("('A-1', 's1', 100, 'entered'), ('A-2', 's1', 100, 'entered')");
        var fault = await Assert.ThrowsAsync<PostgresException>(() => PostAsync("('A-1', 's1', -101, 'entered')"));
        Assert.That(fault!.ConstraintName, Is.EqualTo("need_positive"));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [Test]
    public async Task A_project_is_illustrative_while_any_need_in_force_has_an_illustrative_latest_line()
    {
        await PostAsync("('A-1', 's1', 100, 'illustrative'), ('A-1', 's2', 50, 'illustrative'), ('A-2', 's1', 1, 'entered')");
        Assert.That(await IllustrativeAsync(), Is.EqualTo(1));
        await PostAsync("('A-1', 's1', 20, 'entered')");
        Assert.That(await IllustrativeAsync(), Is.EqualTo(1), "s2 is still made up");
        await PostAsync("('A-1', 's2', -50, 'illustrative')");
        Assert.That(await IllustrativeAsync(), Is.Zero);
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [Test]
    public async Task Crossing_batches_neither_deadlock_nor_break_a_sum()
    {
        var batches = Enumerable.Range(0, 24).Select(i => Task.Run(() => PostAsync(
            i % 2 == 0
                ? "('A-1', 's1', 10, 'entered'), ('B-1', 's1', 10, 'entered'), ('A-2', 'o1', 1, 'entered')"
                : "('B-2', 'o1', 1, 'entered'), ('B-1', 's1', 10, 'entered'), ('A-3', 's2', 10, 'entered')")));
        await Task.WhenAll(batches);
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
        Assert.That(await portfolio.NumberAsync("select sum(itemised)::bigint from funding.envelope"), Is.EqualTo((12 * 21) + (12 * 21)));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task A_line_that_draws_on_another_programme_than_the_projects_is_refused(long amount)
    {
        await PostAsync("('A-1', 's1', 10, 'entered'), ('B-1', 's1', 10, 'entered')");
        var fault = await Assert.ThrowsAsync<PostgresException>(() => portfolio.ExecuteAsync($"""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select p.id, g.id, 's1', 'state', {amount}, 'entered', 'test'
            from projects.project p, plans.programme g where p.code = 'A-1' and g.code = 'b'
            """));
        Assert.That(fault!.ConstraintName, Is.EqualTo("need_project_fk"));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    [Test]
    public async Task Lines_that_cancel_out_over_two_programmes_are_refused()
    {
        await PostAsync("('A-1', 's1', 40, 'entered')");
        var fault = await Assert.ThrowsAsync<PostgresException>(() => portfolio.ExecuteAsync("""
            insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
            select p.id, g.id, 's1', 'state', case g.code when 'a' then 60 else 40 end, 'entered', 'test'
            from projects.project p, plans.programme g where p.code = 'A-1'
            """));
        Assert.That(fault!.ConstraintName, Is.EqualTo("need_project_fk"));
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    private Task<long> IllustrativeAsync() => portfolio.NumberAsync("select count(*) from funding.project_need where illustrative");

    /// <summary>Posts lines of (project, source, amount, basis) in one statement, past any service.</summary>
    private Task PostAsync(string lines) => portfolio.ExecuteAsync($"""
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select p.id, p.programme_id, s.code, s.source_class, l.amount, l.basis, 'test'
        from (values {lines}) as l (project, source, amount, basis)
        join projects.project p on p.code = l.project
        join funding.source s on s.code = l.source
        """);
}
