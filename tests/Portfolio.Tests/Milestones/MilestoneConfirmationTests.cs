using System.Text.Json;
using Portfolio.Common;
using Portfolio.Milestones.Confirmation;
using Portfolio.Milestones.Updates;
using Portfolio.Notifications;
using Portfolio.Reporting.Provinces;

namespace Portfolio.Tests.Milestones;

/// <summary>"Done" on key milestones waits for the construction department where the province asks for it.</summary>
internal sealed class MilestoneConfirmationTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    private SmallSchedule schedule = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        schedule = await SmallSchedule.CreateAsync();
        await schedule.Confirmation.SwitchAsync(SmallSchedule.Construction, new SwitchConfirmation("xx", true, "Theo quy chế"), default);
    }

    [TearDown]
    public async Task DropAsync() => await schedule.DisposeAsync();

    [Test]
    public async Task Done_on_a_key_milestone_waits_and_is_met_on_the_day_the_owner_said()
    {
        Assert.That((await DoneAsync("khoi-cong")).Waits, Is.True);
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-01"));
        await schedule.Confirmation.ConfirmAsync(SmallSchedule.Construction, new ConfirmMilestone("A-1", "khoi-cong", null), default);
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-01 2026-06-01 2026-06-15"));
    }

    [Test]
    public async Task Done_on_any_other_milestone_does_not_wait()
    {
        Assert.That((await DoneAsync("khac")).Waits, Is.False);
        Assert.That(await StateAsync("khac"), Is.EqualTo("2026-06-01 2026-06-01"));
    }

    [Test]
    public async Task What_the_construction_department_reports_itself_is_confirmed()
    {
        await schedule.Updates.ReportDoneAsync(SmallSchedule.Construction, new ReportDone("A-1", "khoi-cong", null, Day), default);
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-01 2026-06-01 2026-06-15"));
    }

    [Test]
    public async Task What_finance_reports_waits_too()
    {
        await schedule.Updates.ReportDoneAsync(SmallSchedule.Finance, new ReportDone("A-1", "khoi-cong", null, Day), default);
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-01"));
    }

    [Test]
    public async Task What_is_returned_is_open_again_and_says_why()
    {
        await DoneAsync("khoi-cong");
        var refusal = await Assert.ThrowsAsync<ValidationFailedException>(
            () => schedule.Confirmation.ReturnAsync(SmallSchedule.Construction, new ConfirmMilestone("A-1", "khoi-cong", null), default));
        Assert.That(refusal!.Failures.Single().Code, Is.EqualTo("milestones.note_missing"));
        await schedule.Confirmation.ReturnAsync(SmallSchedule.Construction, new ConfirmMilestone("A-1", "khoi-cong", null, "Chưa có biên bản"), default);
        Assert.That(await StateAsync("khoi-cong"), Is.Empty);
        Assert.That((await schedule.EntriesAsync("A-1", "khoi-cong"))[^1], Is.EqualTo("reported 2026-06-01 - other Chưa có biên bản Sở Xây dựng"));
        await DoneAsync("khoi-cong");
    }

    [Test]
    public async Task The_owner_is_told_what_was_returned_and_why_and_nobody_else()
    {
        var board = new NoticeBoard(schedule.Portfolio.Access);
        await DoneAsync("khoi-cong");
        await Assert.ThatAsync(() => schedule.Confirmation.ReturnAsync(SmallSchedule.Construction, new ConfirmMilestone("A-1", "khoi-cong", 1, "cũ"), default), Throws.InstanceOf<StaleException>());
        Assert.That((await board.ListAsync(schedule.Owner, null, 10, default)).Items, Is.Empty);
        await schedule.Confirmation.ReturnAsync(SmallSchedule.Construction, new ConfirmMilestone("A-1", "khoi-cong", null, "Chưa có biên bản"), default);
        var told = (await board.ListAsync(schedule.Owner, null, 10, default)).Items.Single();
        var detail = JsonSerializer.Deserialize<JsonElement>(told.Detail);
        Assert.That((told.Kind, told.SubjectType, told.SubjectCode, told.CausedBy), Is.EqualTo(("milestones.returned", "project", "A-1", "Sở Xây dựng")));
        Assert.That(
            (detail.GetProperty("milestone").GetString(), detail.GetProperty("name").GetString(), detail.GetProperty("reason").GetString()),
            Is.EqualTo(("khoi-cong", "Khởi công", "Chưa có biên bản")));
        Assert.That((await board.ListAsync(schedule.OtherOwner, null, 10, default)).Items, Is.Empty);
    }

    [Test]
    public async Task Only_what_waits_is_confirmed_or_returned()
    {
        var nothing = new ConfirmMilestone("A-1", "khoi-cong", null, "x");
        await Assert.ThatAsync(() => schedule.Confirmation.ConfirmAsync(SmallSchedule.Construction, nothing, default), Refuses("milestones.not_reported"));
        await Assert.ThatAsync(() => schedule.Confirmation.ReturnAsync(SmallSchedule.Construction, nothing, default), Refuses("milestones.not_reported"));
        await DoneAsync("khoi-cong");
        await schedule.Confirmation.ConfirmAsync(SmallSchedule.Construction, nothing, default);
        await Assert.ThatAsync(() => schedule.Confirmation.ConfirmAsync(SmallSchedule.Construction, nothing, default), Refuses("milestones.not_reported"));
    }

    [Test]
    public async Task An_owner_corrects_the_day_while_it_waits_but_not_what_is_confirmed()
    {
        await DoneAsync("khoi-cong");
        await Assert.ThatAsync(() => DoneAsync("khoi-cong"), Refuses("milestones.reported_already"));
        await schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", "khoi-cong", null, Day.AddDays(1)), default);
        await schedule.Confirmation.ConfirmAsync(SmallSchedule.Construction, new ConfirmMilestone("A-1", "khoi-cong", null), default);
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-02 2026-06-02 2026-06-15"));

        var undo = new UndoDone("A-1", "khoi-cong", null, "Nhầm");
        await Assert.ThatAsync(() => schedule.Updates.UndoDoneAsync(schedule.Owner, undo, default), Refuses("milestones.confirmed_already"));
        await schedule.Updates.UndoDoneAsync(SmallSchedule.Construction, undo, default);
        Assert.That(await StateAsync("khoi-cong"), Is.Empty);
    }

    [Test]
    public async Task Neither_owner_nor_finance_confirm_or_switch()
    {
        await DoneAsync("khoi-cong");
        foreach (var actor in new[] { schedule.Owner, SmallSchedule.Finance })
        {
            await Assert.ThatAsync(() => schedule.Confirmation.ConfirmAsync(actor, new ConfirmMilestone("A-1", "khoi-cong", null), default), Throws.InstanceOf<PermissionDeniedException>());
            await Assert.ThatAsync(() => schedule.Confirmation.SwitchAsync(actor, new SwitchConfirmation("xx", false, "x"), default), Throws.InstanceOf<PermissionDeniedException>());
        }
        await Assert.ThatAsync(() => schedule.Confirmation.SwitchAsync(SmallSchedule.Construction, new SwitchConfirmation("yy", true, "x"), default), Throws.InstanceOf<OutOfReachException>());
    }

    [Test]
    public async Task Switched_off_whatever_waits_counts_as_met()
    {
        await DoneAsync("khoi-cong");
        await schedule.Confirmation.SwitchAsync(SmallSchedule.Construction, new SwitchConfirmation("xx", false, "Thôi xác nhận"), default);
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-01 2026-06-01"));
        Assert.That(await schedule.Confirmation.ConfirmsAsync(schedule.Owner, "xx", default), Is.False);
        Assert.That((await DoneAsync("hoan-thanh")).Waits, Is.False);
    }

    [Test]
    public async Task Of_two_who_switch_at_once_the_later_learns_of_the_earlier_and_releases_nothing()
    {
        var reports = new ProvinceRuleReports(schedule.Portfolio.Access);
        var seen = (await reports.GetAsync(SmallSchedule.Construction, "xx", default)).Revision;
        await SwitchAsync(false, seen);
        await SwitchAsync(true, null);
        await DoneAsync("khoi-cong");
        await Assert.ThatAsync(() => SwitchAsync(false, seen), Throws.TypeOf<StaleException>());
        await Assert.ThatAsync(() => SwitchAsync(true, seen), Throws.TypeOf<StaleException>(), "what stands is what he wants, but he did not see it");
        await Assert.ThatAsync(() => SwitchAsync(false, 0), Throws.TypeOf<StaleException>());
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-01"), "it waits");
        await SwitchAsync(false, (await reports.GetAsync(SmallSchedule.Construction, "xx", default)).Revision);
        Assert.That(await StateAsync("khoi-cong"), Is.EqualTo("2026-06-01 2026-06-01"));
    }

    private Task SwitchAsync(bool confirms, long? revision) =>
        schedule.Confirmation.SwitchAsync(SmallSchedule.Construction, new SwitchConfirmation("xx", confirms, "x", revision), default);

    private static NUnit.Framework.Constraints.Constraint Refuses(string code) => Throws.InstanceOf<RuleException>().With.Property("Code").EqualTo(code);

    private Task<Portfolio.Milestones.MilestoneReceipt> DoneAsync(string milestone) =>
        schedule.Updates.ReportDoneAsync(schedule.Owner, new ReportDone("A-1", milestone, null, Day), default);

    private Task<string?> StateAsync(string milestone) => schedule.FieldAsync("A-1", milestone, "reported_on, met_on, confirmed_on");
}
