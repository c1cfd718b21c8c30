using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The page of a decision: what it refuses, what it keeps, who sees it.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PaperPageTests
{
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
    public async Task An_adjustment_out_of_balance_is_refused_source_by_source_with_the_difference()
    {
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn", "11/QĐ", ("CB-GT-001", CapitalOffice.Provincial, 2027, 50m), ("CB-GT-001", CapitalOffice.Central, 2027, 50m));
        var paper = await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh");
        await office.EditAsync(paper.Id, ("CB-GT-001", CapitalOffice.Provincial, 2027, -20m), ("CB-GT-001", CapitalOffice.Central, 2027, -3m), ("CB-GT-002", CapitalOffice.Central, 2027, 5m));

        using var answer = await SendAsync(paper.Id, "Submit");

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("<li>Ngân sách trung ương: tăng nhiều hơn giảm 2.000.000.000 đồng.").And.Contain("<li>Ngân sách tỉnh: giảm nhiều hơn tăng 20.000.000.000 đồng."));
        Assert.That((await office.GetAsync(paper.Id)).Status, Is.EqualTo(DecisionStatus.Draft));
    }

    [Test]
    public async Task A_step_on_a_paper_that_was_changed_meanwhile_is_refused_and_tells_what_changed()
    {
        var paper = await DraftAsync();
        var form = await desk.OpenAsync(Address(paper), "Submit");
        await office.EditAsync(paper, ("CB-GT-001", CapitalOffice.Provincial, 2028, 7.5m));

        using var answer = await desk.SendAsync(form);

        var page = await Desk.ReadAsync(answer);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page, Does.Contain("Số liệu đã thay đổi.").And.Contain("CB-GT-001 · Ngân sách tỉnh · 2028").And.Contain("7.500.000.000 đồng"));
        // What was there when the page was opened is no news.
        Assert.That(page, Does.Not.Contain("CB-GT-001 · Ngân sách tỉnh · 2027"));
        Assert.That((await office.GetAsync(paper)).Status, Is.EqualTo(DecisionStatus.Draft));

        using var again = await desk.SendAsync(await Desk.AgainAsync(answer, Address(paper), "Submit"));
        Assert.That((again.StatusCode, (await office.GetAsync(paper)).Status), Is.EqualTo((HttpStatusCode.Found, DecisionStatus.Submitted)));
    }

    [TestCase("Submit")]
    [TestCase("Discard")]
    [TestCase("Rename")]
    public async Task A_form_that_lost_its_fields_does_nothing(string handler)
    {
        var paper = await DraftAsync();
        var form = await desk.OpenAsync(Address(paper), handler);

        using var answer = await desk.SendAsync(form, ("Version", null), ("Form.Name", null));

        Assert.That((answer.StatusCode, (await office.GetAsync(paper)).Status), Is.EqualTo((HttpStatusCode.BadRequest, DecisionStatus.Draft)));
    }

    [Test]
    public async Task An_approval_without_date_and_signer_says_so_at_the_fields_and_keeps_the_number()
    {
        var paper = await DraftAsync();
        await office.SubmitAsync(paper);

        using var answer = await SendAsync(paper, "Approve", ("Form.Number", "12/QĐ-UBND"));

        var page = await Desk.ReadAsync(answer);
        Assert.That(page, Does.Contain("id=\"decided-on-fault\">Hãy nhập ngày.").And.Contain("id=\"signer-fault\">Hãy ghi chức danh người ký."));
        Assert.That(page, Does.Contain("value=\"12/QĐ-UBND\"").And.Not.Contain("number-fault"));
        Assert.That((await office.GetAsync(paper)).Status, Is.EqualTo(DecisionStatus.Submitted));
    }

    [TestCase("2999-01-01", "Năm nằm ngoài khoảng 1901–2199.")]
    [TestCase("0026-06-15", "Năm nằm ngoài khoảng 1901–2199.")]
    [TestCase("2026-12-31", "Ngày ký quyết định chưa đến.")]
    [TestCase("2016-06-15", "Ngày ký quyết định sớm hơn kỳ kế hoạch quá nhiều.")]
    [TestCase("32/13/2026", "Không có ngày này.")]
    public async Task An_approval_on_a_day_that_cannot_be_is_refused(string day, string sentence)
    {
        var paper = await DraftAsync();
        await office.SubmitAsync(paper);

        using var answer = await SendAsync(paper, "Approve", ("Form.Number", "13/QĐ"), ("Form.DecidedOn", day), ("Form.Signer", "Chủ tịch UBND tỉnh"));

        Assert.That(await Desk.ReadAsync(answer), Does.Contain($"id=\"decided-on-fault\">{sentence}"));
        Assert.That((await office.GetAsync(paper)).Status, Is.EqualTo(DecisionStatus.Submitted));
    }

    [TestCase("2026-06-15", "14/QĐ")]
    [TestCase("15/6/2026", "15/QĐ")]
    public async Task An_approval_is_recorded_as_it_was_signed(string day, string number)
    {
        var paper = await DraftAsync();
        await office.SubmitAsync(paper);

        using var answer = await SendAsync(paper, "Approve", ("Form.Number", number), ("Form.DecidedOn", day), ("Form.Signer", "Chủ tịch UBND tỉnh"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        var decided = await office.GetAsync(paper);
        Assert.That((decided.Status, decided.Number, decided.DecidedOn, decided.Signer), Is.EqualTo((DecisionStatus.Approved, number, (DateOnly?)new DateOnly(2026, 6, 15), "Chủ tịch UBND tỉnh")));
        Assert.That(await desk.PageAsync(Address(paper)), Does.Contain(number).And.Contain("15/6/2026"));
    }

    [Test]
    public async Task A_return_needs_a_reason_and_its_reason_stands_on_the_page()
    {
        var paper = await DraftAsync();
        await office.SubmitAsync(paper);

        using (var refused = await SendAsync(paper, "Return"))
            Assert.That(await Desk.ReadAsync(refused), Does.Contain("Hãy ghi lý do trả lại"));
        using (await SendAsync(paper, "Return", ("Form.ReturnReason", "Thiếu căn cứ phân bổ")))
            Assert.That(await desk.PageAsync(Address(paper)), Does.Contain("Được trả lại để sửa:</strong> Thiếu căn cứ phân bổ"));
    }

    [Test]
    public async Task A_new_name_is_saved_and_a_missing_one_refused_with_the_purpose_kept()
    {
        var paper = await DraftAsync();

        using (var refused = await SendAsync(paper, "Rename", ("Form.Name", " "), ("Form.Reason", "Theo tờ trình số 5")))
            Assert.That(await Desk.ReadAsync(refused), Does.Contain("id=\"name-fault\">Hãy đặt tên.").And.Contain("Theo tờ trình số 5</textarea>"));
        using (await SendAsync(paper, "Rename", ("Form.Name", "Phương án B"), ("Form.Reason", "Theo tờ trình số 5")))
            Assert.That(((await office.GetAsync(paper)).Name, (await office.GetAsync(paper)).Reason), Is.EqualTo(("Phương án B", "Theo tờ trình số 5")));
    }

    [Test]
    public async Task A_step_that_is_refused_leaves_name_and_purpose_in_their_form()
    {
        var paper = await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh C", "Theo tờ trình số 7");
        await office.EditAsync(paper.Id, ("CB-GT-001", CapitalOffice.Provincial, 2027, 2m));

        using (var refused = await SendAsync(paper.Id, "Submit"))
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            using var again = await desk.SendAsync(await Desk.AgainAsync(refused, Address(paper.Id), "Rename"), ("Form.Name", "Điều chỉnh D"));
        }

        Assert.That(((await office.GetAsync(paper.Id)).Name, (await office.GetAsync(paper.Id)).Reason), Is.EqualTo(("Điều chỉnh D", "Theo tờ trình số 7")));
    }

    [Test]
    public async Task A_purpose_that_is_too_long_is_named_and_lines_count_as_one_letter()
    {
        var paper = await DraftAsync();

        using (var refused = await SendAsync(paper, "Rename", ("Form.Reason", new string('x', 1001))))
            Assert.That(await Desk.ReadAsync(refused), Does.Contain("id=\"purpose-fault\">").And.Contain("aria-describedby=\"purpose-fault\""));
        using (await SendAsync(paper, "Rename", ("Form.Reason", new string('x', 998) + "\r\ny")))
            Assert.That((await office.GetAsync(paper)).Reason, Has.Length.EqualTo(1000));
    }

    [Test]
    public async Task A_draw_based_on_an_older_paper_is_refused_and_what_was_typed_stays()
    {
        var contingency = await office.KeepAsync("von-oda", "Dự phòng ODA", 25m);
        var paper = await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh ODA");
        var form = await desk.OpenAsync(Address(paper.Id), "Draw");
        await office.DrawAsync(paper.Id, contingency, 4m);

        using var late = await desk.SendAsync(
            form, ("Form.Contingency", contingency.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Form.Draw", "9 tỷ"));

        Assert.That(await Desk.ReadAsync(late), Does.Contain("Số liệu đã thay đổi.").And.Contain("value=\"9 tỷ\"").And.Contain("Dự phòng “Dự phòng ODA”"));
        Assert.That(await host.AskAsync<long>("select amount from funding.contingency_draw where decision_id = @Id", new { paper.Id }), Is.EqualTo(4_000_000_000));
    }

    [Test]
    public async Task A_copy_has_the_same_figures_and_says_where_they_are_from()
    {
        var paper = await DraftAsync();

        using var answer = await SendAsync(paper, "Copy", ("Form.CopyName", "Phương án C"));

        var copy = answer.Headers.Location!.OriginalString;
        Assert.That(copy, Does.StartWith("/capital/decisions/").And.Not.EqualTo(Address(paper)));
        Assert.That(await desk.PageAsync(copy), Does.Contain("<h1>Phương án C</h1>").And.Contain($"href=\"{Address(paper)}\"").And.Contain("value=\"12000000000\""));
    }

    [Test]
    public async Task What_is_drawn_on_a_contingency_is_saved_and_too_much_is_refused_with_what_is_left()
    {
        foreach (var year in Enumerable.Range(2026, 5))
            await office.CeilingAsync("quy-phat-trien-dat", year, 100m);
        var contingency = await office.KeepAsync("quy-phat-trien-dat", "Dự phòng quỹ đất", 25m);
        var paper = await office.BeginAsync(DecisionKind.Adjustment, "Điều chỉnh quỹ đất");
        var form = await desk.OpenAsync(Address(paper.Id), "Draw");
        var key = ("Form.Contingency", contingency.ToString(System.Globalization.CultureInfo.InvariantCulture));

        using (var refused = await desk.SendAsync(form, key, ("Form.Draw", "30 tỷ")))
            Assert.That(await Desk.ReadAsync(refused), Does.Contain("chỉ còn 25.000.000.000 đồng, thiếu 5.000.000.000 đồng").And.Contain("value=\"30 tỷ\""));
        using (await desk.SendAsync(form, key, ("Form.Draw", "20 tỷ")))
            Assert.That(await desk.PageAsync(Address(paper.Id)), Does.Contain("value=\"20 tỷ\"").And.Contain("Giảm nhiều hơn"));
    }

    [Test]
    public async Task Anybody_sees_a_decision_in_force_and_nobody_else_s_eyes_see_a_paper()
    {
        var decided = await office.DecideAsync(DecisionKind.Allocation, "Giao vốn", "16/QĐ", ("CB-GT-001", CapitalOffice.Provincial, 2029, 1m));
        var paper = await DraftAsync();
        using var visitor = await Desk.OfAsync(host, Role.Visitor);
        using var leader = await Desk.OfAsync(host, Role.Leader);
        using var owner = await Desk.OfAsync(host, Role.Owner);

        Assert.That(await visitor.PageAsync(Address(decided)), Does.Contain("16/QĐ").And.Not.Contain(CapitalOffice.Officer.Name).And.Not.Contain("handler="));
        Assert.That(await leader.PageAsync(Address(paper)), Does.Contain(CapitalOffice.Officer.Name).And.Not.Contain("handler="));
        Assert.That(await visitor.StatusAsync(Address(paper)), Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await owner.StatusAsync(Address(paper)), Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await owner.StatusAsync(Address(999_999)), Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_large_paper_comes_in_pages_and_by_programme()
    {
        var paper = await office.BeginAsync(DecisionKind.Allocation, "Mọi dự án");
        var needs = await host.ListAsync<string>(
            "select p.code from projects.project p join funding.need n on n.project_id = p.id where n.source_code = 'ngan-sach-tinh' and p.code like 'CB-%' and n.amount > 1000000000");
        await office.EditAsync(paper.Id, [.. needs.Select(code => (code, CapitalOffice.Provincial, 2030, 0.001m))]);
        var all = await desk.PageAsync(Address(paper.Id));
        var programme = await desk.PageAsync(Address(paper.Id) + "?programme=quy-hoach");

        Assert.That(needs, Has.Count.GreaterThan(PageRows));
        Assert.That(Rows(all), Is.EqualTo(PageRows));
        Assert.That(Rows(await desk.PageAsync(Address(paper.Id) + "?page=2")), Is.EqualTo(needs.Count - PageRows));
        Assert.That(Rows(programme), Is.EqualTo(needs.Count(code => code.StartsWith("CB-QH", StringComparison.Ordinal))).And.GreaterThan(0));
    }

    private const int PageRows = Portfolio.Reporting.Capital.Papers.PaperReports.PageSize;

    private static int Rows(string page) => page.Split("class=\"group-row\" id=\"CB-").Length - 1;

    private static string Address(long id) => FormattableString.Invariant($"/capital/decisions/{id}");

    private async Task<long> DraftAsync()
    {
        var paper = await office.BeginAsync(DecisionKind.Allocation, "Phương án A");
        await office.EditAsync(paper.Id, ("CB-GT-001", CapitalOffice.Provincial, 2027, 12m));
        return paper.Id;
    }

    private async Task<HttpResponseMessage> SendAsync(long id, string handler, params (string Name, string? Value)[] typed) =>
        await desk.SendAsync(await desk.OpenAsync(Address(id), handler), typed);
}
