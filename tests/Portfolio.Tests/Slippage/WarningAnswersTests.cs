using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Slippage.Answers;

namespace Portfolio.Tests.Slippage;

/// <summary>Warnings are answered, and none of it clears them.</summary>
internal sealed class WarningAnswersTests
{
    private static readonly DateOnly Soon = BoardField.Today.AddDays(20);

    private BoardField field = null!;

    [SetUp]
    public async Task CreateAsync() => field = await BoardField.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await field.DisposeAsync();

    [Test]
    public async Task Acknowledging_keeps_the_day_and_the_words_and_leaves_the_colour()
    {
        await field.Answers.AcknowledgeAsync(BoardField.Owner, new AcknowledgeWarning(1, Soon, " đang thi công bù "), default);
        var report = await field.Warnings.GetAsync(BoardField.Owner, 1, default);
        Assert.That((report.Warning.AcknowledgedOn, report.Warning.ExpectedOn, report.Warning.Severity, report.Warning.ResolvedOn, report.Warning.LastSaid),
            Is.EqualTo(((DateOnly?)BoardField.Today, (DateOnly?)Soon, "red", (DateOnly?)null, "đang thi công bù")));
        Assert.That(report.Remarks.Select(r => (r.Kind, r.Text, r.ExpectedOn, r.EnteredBy)), Is.EqualTo(new[] { ("acknowledged", (string?)"đang thi công bù", (DateOnly?)Soon, "Ban quản lý") }));
        Assert.That(await field.AskAsync("select kind || ' ' || subject_type || ' ' || subject_code from audit.event"), Is.EqualTo("warnings.acknowledged warning 1"));
    }

    [TestCase(0, -1, "warning.expected_past")]
    [TestCase(0, 0, null)]
    [TestCase(10, 0, null)]
    [TestCase(10, 1, "warning.expected_far")]
    public async Task The_day_by_which_it_is_done_is_neither_past_nor_more_than_ten_years_ahead(int years, int days, string? refusal)
    {
        var acknowledged = () => field.Answers.AcknowledgeAsync(BoardField.Owner, new AcknowledgeWarning(1, BoardField.Today.AddYears(years).AddDays(days), null), default);
        if (refusal is not null)
            Assert.That((await Assert.ThrowsAsync<ValidationFailedException>(() => acknowledged()))!.Failures.Single().Code, Is.EqualTo(refusal));
        else
            await acknowledged();
        Assert.That(await field.AskAsync("select count(*) from slippage.remark"), Is.EqualTo(refusal is null ? "1" : "0"));
    }

    [Test]
    public async Task A_body_that_is_told_to_act_must_act_may_answer_and_finds_a_notice()
    {
        await Assert.ThrowsAsync<OutOfReachException>(() => field.Answers.SayAsync(Department, new SayToWarning(1, "x"), default));
        await field.Answers.AssignAsync(BoardField.Construction, new AssignWarning(1, "xx-so", "trước 30/6"), default);
        await field.Answers.SayAsync(Department, new SayToWarning(1, "đã nhận"), default);
        var report = await field.Warnings.GetAsync(Department, 1, default);
        Assert.That((report.Warning.BodyCode, report.Warning.Assigned, report.Warning.LastSaid), Is.EqualTo(("xx-so", true, "đã nhận")));
        Assert.That(
            await field.AskAsync("select string_agg(kind || ' ' || body_id || ' ' || subject_code, ', ' order by id) from notifications.notice"),
            Is.EqualTo("warnings.assigned 2 1, warnings.said 1 1"), "whoever said it is not told of it");
    }

    [Test]
    public async Task What_has_ended_is_neither_acknowledged_nor_told_to_anybody_but_may_be_spoken_of()
    {
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => field.Answers.AcknowledgeAsync(BoardField.Owner, new AcknowledgeWarning(5, Soon, null), default)))!.Code, Is.EqualTo("warning.resolved"));
        Assert.That((await Assert.ThrowsAsync<RuleException>(() => field.Answers.AssignAsync(BoardField.Construction, new AssignWarning(5, "xx-so", null), default)))!.Code, Is.EqualTo("warning.resolved"));
        await field.Answers.SayAsync(BoardField.Owner, new SayToWarning(5, "đã xong"), default);
        Assert.That(await field.AskAsync("select text from slippage.remark"), Is.EqualTo("đã xong"));
    }

    [Test]
    public async Task Whoever_answers_for_nothing_of_it_may_not_answer_and_an_unknown_one_is_not_found()
    {
        await Assert.ThrowsAsync<OutOfReachException>(() => field.Answers.AcknowledgeAsync(BoardField.Owner, new AcknowledgeWarning(4, Soon, null), default));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => field.Answers.AssignAsync(BoardField.Owner, new AssignWarning(1, "xx-so", null), default));
        await Assert.ThrowsAsync<NotFoundException>(() => field.Answers.SayAsync(BoardField.Construction, new SayToWarning(77, "x"), default));
        await Assert.ThrowsAsync<ValidationFailedException>(() => field.Answers.AssignAsync(BoardField.Construction, new AssignWarning(1, "no-such", null), default));
        await Assert.ThrowsAsync<ValidationFailedException>(() => field.Answers.SayAsync(BoardField.Construction, new SayToWarning(1, " "), default));
    }

    private static Actor Department => new("Sở", Role.Owner) { Reach = new Reach("xx", new HashSet<long> { 2 }) };
}
