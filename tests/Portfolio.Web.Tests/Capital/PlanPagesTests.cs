using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The pages of a plan's capital: decisions, where papers and closings are begun, and ceilings.</summary>
internal sealed class PlanPagesTests
{
    private const string Decisions = $"/plans/{CapitalOffice.Plan}/capital/decisions";
    private const string PastDecisions = $"/plans/{CapitalOffice.PastPlan}/capital/decisions";
    private const string Ceilings = $"/plans/{CapitalOffice.Plan}/capital/ceilings";
    private const string CeilingFields = Ceilings + "?edit=true";

    private TestHost host = null!;
    private CapitalOffice office = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (host, office) = await CapitalOffice.OpenAsync();
        await host.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, true, false, null, default);
        desk = await Desk.OfAsync(host);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_paper_is_begun_with_kind_name_and_purpose()
    {
        using var answer = await desk.SendAsync(
            await desk.OpenAsync(Decisions, "Begin"), ("Form.Kind", DecisionKind.Adjustment), ("Form.Name", " Điều chỉnh đợt 2 "), ("Form.Reason", "Theo tờ trình"), ("Form.CopyFrom", ""));

        var begun = await office.GetAsync(Id(answer));
        Assert.That((begun.Kind, begun.Name, begun.Reason, begun.Status), Is.EqualTo((DecisionKind.Adjustment, "Điều chỉnh đợt 2", "Theo tờ trình", DecisionStatus.Draft)));
        Assert.That(await desk.PageAsync(answer.Headers.Location!.OriginalString), Does.Contain("Đã lập phương án."));
        Assert.That(await desk.PageAsync(Decisions), Does.Contain("Điều chỉnh đợt 2"));
    }

    [Test]
    public async Task A_paper_without_kind_and_name_is_refused_and_its_purpose_stays()
    {
        var form = await desk.OpenAsync(Decisions, "Begin");

        using var answer = await desk.SendAsync(form, ("Form.Kind", null), ("Form.Reason", "Theo tờ trình số 9"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("id=\"kind-fault\">Hãy chọn loại").And.Contain("id=\"name-fault\">Hãy đặt tên.").And.Contain("Theo tờ trình số 9</textarea>"));
    }

    [Test]
    public async Task A_paper_begins_as_a_copy_of_another()
    {
        var from = await office.BeginAsync(DecisionKind.Allocation, "Phương án gốc");
        await office.EditAsync(from.Id, ("CB-GT-001", CapitalOffice.Provincial, 2027, 12m));

        using var answer = await desk.SendAsync(
            await desk.OpenAsync(Decisions, "Begin"), ("Form.Kind", DecisionKind.Allocation), ("Form.Name", "Phương án 2"),
            ("Form.CopyFrom", from.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.That((await office.GetAsync(Id(answer))).Total, Is.EqualTo(CapitalOffice.Billions(12m)));
    }

    [Test]
    public async Task The_closing_of_a_settled_year_is_begun_here_and_then_not_offered_again()
    {
        var past = new CapitalOffice(host, CapitalOffice.PastPlan);
        await past.NeedAsync("CB-QT-001", (CapitalOffice.Provincial, 20m));
        Assert.That(await desk.PageAsync(PastDecisions), Does.Not.Contain("handler=Close"));
        await past.DecideAsync(DecisionKind.Allocation, "Giao vốn 2024", "01/QĐ", ("CB-QT-001", CapitalOffice.Provincial, 2024, 10m));

        var form = await desk.OpenAsync(PastDecisions, "Close");
        using (var refused = await desk.SendAsync(form, ("Form.ClosingName", " ")))
            Assert.That(await Desk.ReadAsync(refused), Does.Contain("id=\"closing-name-fault\">Hãy đặt tên."));
        using var answer = await desk.SendAsync(form);

        var closing = await office.GetAsync(Id(answer));
        Assert.That((closing.Kind, closing.ClosesYear, closing.Name), Is.EqualTo((DecisionKind.Closing, (int?)2024, "Khóa sổ năm 2024")));
        Assert.That(await desk.PageAsync(PastDecisions), Does.Contain("Đang khóa sổ bằng phương án").And.Not.Contain("handler=Close"));
        // Nobody is bound to what the page offers.
        using var late = await desk.SendAsync(form, ("Form.Year", "2030"), ("Form.ClosingName", "Khóa sổ"));
        Assert.That(await Desk.ReadAsync(late), Does.Contain("Năm 2030 được quyết toán đến hết ngày 31/1/2031"));
    }

    [Test]
    public async Task A_visitor_sees_decisions_and_ceilings_and_neither_papers_nor_forms()
    {
        await office.BeginAsync(DecisionKind.Allocation, "Phương án kín");
        using var visitor = await Desk.OfAsync(host, Role.Visitor);

        Assert.That(await visitor.PageAsync(Decisions), Does.Not.Contain("Phương án kín").And.Not.Contain("handler=").And.Not.Contain("Phương án đang làm"));
        Assert.That(await visitor.PageAsync(CeilingFields), Does.Not.Contain("Form.Amounts").And.Not.Contain("handler="));
    }

    [Test]
    public async Task Ceilings_are_set_and_taken_away_by_leaving_the_field_blank()
    {
        using (await desk.SendAsync(await desk.OpenAsync(CeilingFields), (Ceiling("von-oda", 2026), "1.200 tỷ"), (Ceiling("von-oda", 2027), "1.500.000.000"), ("Form.Reason", "Nghị quyết 5")))
            Assert.That(await desk.PageAsync(Ceilings), Does.Contain("Đã lưu trần vốn.").And.Contain("value=\"1200000000000\"").And.Contain("value=\"1500000000\""));
        using (await desk.SendAsync(await desk.OpenAsync(CeilingFields), (Ceiling("von-oda", 2026), "")))
            Assert.That(await desk.PageAsync(Ceilings), Does.Not.Contain("value=\"1200000000000\"").And.Contain("value=\"1500000000\""));
        Assert.That(await host.ListAsync<string>("select reason from funding.ceiling_line where source_code = 'von-oda' order by id"), Is.EqualTo(new[] { "Nghị quyết 5", "Nghị quyết 5", null }));
    }

    [Test]
    public async Task A_ceiling_under_what_is_given_is_refused_with_the_figures_and_keeps_what_was_typed()
    {
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn", "51/QĐ", ("CB-DT-002", "quy-phat-trien-dat", 2026, 40m));

        using var answer = await desk.SendAsync(
            await desk.OpenAsync(CeilingFields), (Ceiling("quy-phat-trien-dat", 2026), "30 tỷ"), (Ceiling("quy-phat-trien-dat", 2027), "99 tỷ"), (Ceiling("quy-phat-trien-dat", 2028), "1,5"));
        using var typed = await desk.SendAsync(await desk.OpenAsync(CeilingFields), (Ceiling("quy-phat-trien-dat", 2026), "30 tỷ"), (Ceiling("quy-phat-trien-dat", 2027), "99 tỷ"));

        Assert.That(await Desk.ReadAsync(answer), Does.Contain("Số lẻ phải kèm đơn vị").And.Contain("value=\"1,5\"").And.Contain("value=\"99 tỷ\""));
        Assert.That(
            await Desk.ReadAsync(typed),
            Does.Contain("Quỹ phát triển đất, năm 2026: đã giao 40.000.000.000 đồng, hơn trần mới 10.000.000.000 đồng.").And.Contain("value=\"30 tỷ\"").And.Contain("value=\"99 tỷ\""));
        Assert.That(await host.AskAsync<long>("select count(*) from funding.ceiling_line where source_code = 'quy-phat-trien-dat'"), Is.Zero);
    }

    [Test]
    public async Task Ceilings_that_somebody_else_changed_meanwhile_stand_beside_what_was_typed()
    {
        var form = await desk.OpenAsync(CeilingFields);
        await office.CeilingAsync("chuong-trinh-mtqg", 2026, 5m);
        await office.CeilingAsync("chuong-trinh-mtqg", 2027, 6m);

        using var answer = await desk.SendAsync(form, (Ceiling("chuong-trinh-mtqg", 2026), "7 tỷ"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("Số liệu đã thay đổi.").And.Contain("Người khác vừa đổi từ không đặt thành 5.000.000.000 đồng."));
        Assert.That(page, Does.Contain("value=\"7 tỷ\"").And.Contain("value=\"6 tỷ\""));
        using (await desk.SendAsync(await Desk.AgainAsync(answer, Ceilings)))
            Assert.That(
                await host.ListAsync<long>("select ceiling from funding.source_year where source_code = 'chuong-trinh-mtqg' order by year"),
                Is.EqualTo(new[] { 7_000_000_000L, 6_000_000_000L }));
    }

    [Test]
    public async Task A_form_that_lost_its_fields_takes_no_ceiling_away()
    {
        await office.CeilingAsync("ngan-sach-xa", 2026, 5m);

        using var answer = await desk.SendAsync(await desk.OpenAsync(CeilingFields), (Ceiling("ngan-sach-xa", 2026), null));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await host.AskAsync<long>("select ceiling from funding.source_year where source_code = 'ngan-sach-xa' and year = 2026"), Is.EqualTo(5_000_000_000));
    }

    [Test]
    public async Task A_contingency_is_kept_changed_and_not_set_under_what_is_drawn()
    {
        foreach (var year in Enumerable.Range(2026, 5))
            await office.CeilingAsync("vay-uu-dai", year, 50m);
        using (await KeepAsync("Dự phòng chung", "20 tỷ"))
            Assert.That(await desk.PageAsync(Ceilings), Does.Contain("Đã lưu khoản dự phòng.").And.Contain("value=\"20000000000\""));
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn", "53/QĐ", ("CB-GT-007", "vay-uu-dai", 2026, 1m));
        var paper = await office.BeginAsync(DecisionKind.Adjustment, "Lấy dự phòng");
        await office.EditAsync(paper.Id, ("CB-GT-007", "vay-uu-dai", 2026, 8m));
        await office.DrawAsync(paper.Id, await host.AskAsync<long>("select id from funding.contingency where name = 'Dự phòng chung'"), 8m);
        await office.ApproveAsync(paper.Id, "54/QĐ");

        using (var refused = await KeepAsync("Dự phòng chung", "7 tỷ"))
            Assert.That(await Desk.ReadAsync(refused), Does.Contain("Đã lấy 8.000.000.000 đồng từ khoản dự phòng này").And.Contain("value=\"7 tỷ\""));
        using (var unread = await KeepAsync("", "bảy"))
            Assert.That(await Desk.ReadAsync(unread), Does.Contain("keep-amount-fault").And.Contain("value=\"bảy\""));
        using (await KeepAsync("Dự phòng chung", "9 tỷ"))
            Assert.That(await host.AskAsync<long>("select amount - drawn from funding.contingency where name = 'Dự phòng chung'"), Is.EqualTo(1_000_000_000));
    }

    [Test]
    public async Task While_ceilings_are_edited_there_is_one_form_and_a_blank_contingency_stays_open()
    {
        Assert.That(await desk.PageAsync(CeilingFields), Does.Contain("Form.Amounts").And.Not.Contain("handler=Keep"));
        using var blank = await KeepAsync("", "");
        Assert.That(await Desk.ReadAsync(blank), Does.Contain("<details class=\"fold\" open=\"open\">").And.Contain("id=\"keep-name-fault\">"));
    }

    [Test]
    public async Task What_is_kept_back_stands_beside_the_room_and_is_not_in_it()
    {
        foreach (var year in Enumerable.Range(2026, 5))
            await office.CeilingAsync("xa-hoi-hoa", year, 10m);
        await office.KeepAsync("xa-hoi-hoa", "Dự phòng xã hội hóa", 12m);

        var page = await desk.PageAsync(Ceilings);

        Assert.That(page, Does.Contain("Giữ lại làm dự phòng").And.Contain("value=\"12000000000\"").And.Contain("value=\"38000000000\""));
    }

    [Test]
    public async Task Reasons_and_purposes_that_are_too_long_are_named_at_their_fields()
    {
        using var reason = await desk.SendAsync(await desk.OpenAsync(CeilingFields), ("Form.Reason", new string('x', 501)));
        Assert.That(await Desk.ReadAsync(reason), Does.Contain("id=\"reason-fault\">").And.Contain("aria-describedby=\"reason-fault\""));
        using var purpose = await desk.SendAsync(
            await desk.OpenAsync(Decisions, "Begin"), ("Form.Kind", DecisionKind.Allocation), ("Form.Name", "A"), ("Form.Reason", new string('x', 1001)), ("Form.CopyFrom", ""));
        Assert.That(await Desk.ReadAsync(purpose), Does.Contain("id=\"purpose-fault\">").And.Contain("aria-describedby=\"purpose-fault\""));
    }

    private static string Ceiling(string source, int year) => FormattableString.Invariant($"Form.Amounts[{source}/{year}]");

    private static long Id(HttpResponseMessage answer) =>
        long.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<HttpResponseMessage> KeepAsync(string name, string amount) =>
        await desk.SendAsync(await desk.OpenAsync(Ceilings, "Keep"), ("Source", "vay-uu-dai"), ("Name", name), ("Amount", amount));
}
