using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Provinces;

/// <summary>What a province rules on its pages, and what follows from it.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ProvincePageTests
{
    private const string Confirmation = "/provinces/cb/confirmation";
    private const string LandSteps = "/provinces/cb/land-steps";
    private const string Milestone = "/projects/CB-GT-001/schedule/hoan-thanh-gd1";
    private const string Waiting = "/work?kind=unconfirmed";

    private TestHost host = null!;
    private Desk desk = null!;
    private Desk finance = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync(Role.None);
        desk = await Desk.OfAsync(host, Role.Construction);
        finance = await Desk.OfAsync(host, Role.Finance);
    }

    [TearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        finance.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task With_confirmation_on_a_done_waits_in_the_list_and_is_confirmed_there_by_one_button()
    {
        await SwitchAsync(true);
        using (await finance.SendAsync(await finance.OpenAsync(Milestone, "Done"), ("Form.On", "2026-11-18")))
        {
        }
        Assert.That(await desk.PageAsync(Confirmation), Does.Contain("Đang có 1 mốc chờ xác nhận"));
        var form = await desk.OpenAsync(Waiting, "Confirm");
        Assert.That(form.Action, Does.StartWith(Milestone));
        using (var confirmed = await desk.SendAsync(form))
            Assert.That(confirmed.Headers.Location?.OriginalString, Is.EqualTo(Waiting), await Desk.ReadAsync(confirmed));
        Assert.That(await desk.PageAsync(Waiting), Does.Not.Contain("handler=Confirm"));
        Assert.That(await desk.PageAsync(Milestone), Does.Contain("18/11/2026").And.Contain("Ngày xác nhận").And.Contain("Xác nhận hoàn thành ngày 18/11/2026"));
        Assert.That(await desk.PageAsync("/projects/CB-GT-001/schedule"), Does.Contain("xác nhận ngày 20/11/2026"));
    }

    [Test]
    public async Task What_is_returned_from_the_list_is_open_again_and_its_page_says_why()
    {
        await SwitchAsync(true);
        using (await finance.SendAsync(await finance.OpenAsync(Milestone, "Done"), ("Form.On", "2026-11-18")))
        {
        }
        using (var mute = await desk.SendAsync(await desk.OpenAsync(Waiting, "Return")))
            Assert.That(mute.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using (var returned = await desk.SendAsync(await desk.OpenAsync(Waiting, "Return"), ("Form.Note", "Thiếu biên bản nghiệm thu")))
            Assert.That(returned.Headers.Location?.OriginalString, Is.EqualTo(Waiting), await Desk.ReadAsync(returned));
        Assert.That(await finance.PageAsync(Milestone), Does.Contain("Trả lại: chưa hoàn thành").And.Contain("Thiếu biên bản nghiệm thu").And.Contain("handler=Done"));
    }

    [Test]
    public async Task Switching_needs_a_reason_and_switched_off_whatever_waits_counts_as_met()
    {
        using (var mute = await desk.SendAsync(await desk.OpenAsync(Confirmation), ("Confirms", "true"), ("Reason", "")))
        {
            Assert.That(mute.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(mute), Does.Contain("id=\"reason-fault\""));
        }
        await SwitchAsync(true);
        using (await finance.SendAsync(await finance.OpenAsync(Milestone, "Done"), ("Form.On", "2026-11-18")))
        {
        }
        await SwitchAsync(false);
        Assert.That(await desk.PageAsync(Confirmation), Does.Contain("Không cần xác nhận").And.Contain("thiết lập lúc"));
        Assert.That(await desk.PageAsync(Milestone), Does.Contain("Tính là hoàn thành ngày 18/11/2026"));
    }

    [Test]
    public async Task Who_switches_what_somebody_else_just_switched_sees_what_stands_and_keeps_what_was_typed()
    {
        var old = await desk.OpenAsync(Confirmation);
        await SwitchAsync(true);
        using var stale = await desk.SendAsync(old with { Fields = [.. old.Fields.Where(f => f.Key != "Confirms")] }, ("Confirms", "false"), ("Reason", "Văn bản 13/UBND"));
        Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(stale), Does.Contain("Người khác vừa thay đổi thiết lập này.").And.Contain("Văn bản 13/UBND</textarea>").And.Contain("Sở Xây dựng xác nhận mốc quan trọng</span>"));
        using var again = await desk.SendAsync(await Desk.AgainAsync(stale, Confirmation) is var form ? form with { Fields = [.. form.Fields.Where(f => f.Key != "Confirms")] } : null!, ("Confirms", "false"));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(again));
    }

    [Test]
    public async Task Who_may_not_rule_reads_what_is_ruled_and_sees_no_form()
    {
        Assert.That(await finance.PageAsync(Confirmation), Does.Contain("Không cần xác nhận").And.Not.Contain("name=\"Confirms\""));
        Assert.That(await finance.PageAsync(LandSteps), Does.Contain("Niêm yết công khai phương án").And.Not.Contain("name=\"Form.Value\""));
        Assert.That(await desk.PageAsync("/provinces"), Does.Contain(Confirmation).And.Contain(LandSteps));
    }

    [Test]
    public async Task A_limit_is_ruled_with_a_reason_and_what_is_typed_stays_until_it_is_accepted()
    {
        var form = await StepFormAsync("publication");
        using (var bad = await desk.SendAsync(form, ("Form.Value", "ba mươi"), ("Form.Reason", "Quyết định 15/QĐ-UBND")))
        {
            Assert.That(bad.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(bad), Does.Contain("value=\"ba mươi\"").And.Contain("Quyết định 15/QĐ-UBND</textarea>").And.Contain("id=\"value-publication-fault\""));
        }
        using (var ruled = await desk.SendAsync(form, ("Form.Value", "20"), ("Form.Unit", "working_day"), ("Form.Reason", "Quyết định 15/QĐ-UBND")))
            Assert.That(ruled.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(ruled));
        Assert.That(await desk.PageAsync(LandSteps), Does.Contain("20 ngày làm việc").And.Contain("tỉnh quy định; văn bản gốc: 30 ngày").And.Contain("30 ngày → 20 ngày làm việc"));
        using (var stale = await desk.SendAsync(form, ("Form.Value", "25"), ("Form.Unit", "day"), ("Form.Reason", "Khác")))
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("Người khác vừa sửa").And.Contain("value=\"25\""));
    }

    private async Task SwitchAsync(bool confirms)
    {
        using var saved = await desk.SendAsync(
            (await desk.OpenAsync(Confirmation)) is var form ? form with { Fields = [.. form.Fields.Where(f => f.Key != "Confirms")] } : null!,
            ("Confirms", confirms ? "true" : "false"), ("Reason", "Văn bản 12/UBND"));
        Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(saved));
    }

    private async Task<Access.HtmlForm> StepFormAsync(string step) =>
        Access.HtmlForm.In(await desk.RawAsync(LandSteps), LandSteps).First(f => f.Fields.Any(x => x is { Key: "Form.Step" } && x.Value == step));
}
