using System.Net;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>The closing of a year: what is carried over is typed, the rest lapses.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class CarryPageTests
{
    private const string First = "CB-QT-001";
    private const string Second = "CB-QT-002";

    private TestHost host = null!;
    private CapitalOffice office = null!;
    private Desk desk = null!;
    private long closing;

    private string Paper => FormattableString.Invariant($"/capital/decisions/{closing}");

    private string Form => Paper + "/carry?page=1";

    [SetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(demo: false);
        office = new CapitalOffice(host, CapitalOffice.PastPlan);
        desk = await Desk.OfAsync(host);
        foreach (var project in (string[])[First, Second])
            await office.NeedAsync(project, (CapitalOffice.Provincial, 50m));
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn 2025", "01/QĐ", (First, CapitalOffice.Provincial, 2025, 10m), (Second, CapitalOffice.Provincial, 2025, 8m));
        await office.PayAsync(First, CapitalOffice.Provincial, 2025, 4m);
        closing = (await office.BeginClosingAsync(2025, "Khóa sổ 2025")).Id;
    }

    [TearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task More_than_is_unspent_is_refused_with_the_figures_and_nothing_is_saved()
    {
        using var answer = await desk.SendAsync(await desk.OpenAsync(Form), (Carry(First), "7 tỷ"), (Carry(Second), "1 tỷ"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(answer), Does.Contain("kéo dài 7.000.000.000 đồng là quá 1.000.000.000 đồng").And.Contain("value=\"7 tỷ\"").And.Contain("value=\"1 tỷ\""));
        Assert.That((await office.GetAsync(closing)).Lines, Is.Zero);
    }

    [Test]
    public async Task What_is_carried_over_is_saved_and_the_rest_shown_as_lapsing()
    {
        using var answer = await desk.SendAsync(await desk.OpenAsync(Form), (Carry(First), "5 tỷ"), ("Form.Reason", "Hợp đồng đang thực hiện"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        var page = await desk.PageAsync(Paper);
        // Not spent 14, carried over 5, lapses 9.
        Assert.That(page, Does.Contain("value=\"14000000000\"").And.Contain("value=\"5000000000\"").And.Contain("value=\"9000000000\"").And.Contain("Hợp đồng đang thực hiện"));
    }

    [Test]
    public async Task Who_worked_on_stale_figures_gets_the_present_ones()
    {
        await office.EditAsync(closing, (First, CapitalOffice.Provincial, 2025, 5m));
        var form = await desk.OpenAsync(Form);
        await office.EditAsync(closing, (First, CapitalOffice.Provincial, 2025, 6m));

        using var answer = await desk.SendAsync(form, (Carry(First), "3 tỷ"), (Carry(Second), "2 tỷ"));

        Assert.That(await Desk.ReadAsync(answer), Does.Contain("từ 5.000.000.000 đồng thành 6.000.000.000 đồng").And.Contain("value=\"3 tỷ\"").And.Contain("value=\"2 tỷ\""));
        using (await desk.SendAsync(await Desk.AgainAsync(answer, Form)))
            Assert.That((await office.GetAsync(closing)).Total, Is.EqualTo(CapitalOffice.Billions(5m)));
    }

    [Test]
    public async Task What_is_typed_for_a_line_that_is_not_shown_any_more_is_named_and_nothing_is_saved()
    {
        var form = await desk.OpenAsync(Form);
        await office.PayAsync(First, CapitalOffice.Provincial, 2025, 6m);

        using (var answer = await desk.SendAsync(form, (Carry(First), "3 tỷ"), (Carry(Second), "2 tỷ")))
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(answer), Does.Contain("CB-QT-001 – Ngân sách tỉnh: số đã nhập (3 tỷ) chưa được lưu").And.Contain("value=\"2 tỷ\""));
        }
        Assert.That((await office.GetAsync(closing)).Lines, Is.Zero);
        // A line nobody typed into may go.
        using (await desk.SendAsync(form, (Carry(Second), "2 tỷ")))
            Assert.That((await office.GetAsync(closing)).Total, Is.EqualTo(CapitalOffice.Billions(2m)));
    }

    [Test]
    public async Task Capital_given_or_taken_meanwhile_is_told_as_such()
    {
        var form = await desk.OpenAsync(Form);
        await office.DecideAsync(
            DecisionKind.Adjustment, "Điều chỉnh 2025", "03/QĐ", (First, CapitalOffice.Provincial, 2025, -1m), (Second, CapitalOffice.Provincial, 2025, 1m));

        using var answer = await desk.SendAsync(form, (Carry(First), "3 tỷ"));

        Assert.That(await Desk.ReadAsync(answer), Does.Contain("vốn đã giao thay đổi trong lúc bạn nhập, từ 10.000.000.000 đồng thành 9.000.000.000 đồng")
            .And.Not.Contain("phương án được sửa trong lúc bạn nhập"));
    }

    [Test]
    public async Task A_line_that_comes_onto_the_page_of_a_refused_form_keeps_what_is_carried_over()
    {
        var form = await desk.OpenAsync(Form);
        await office.EditAsync(closing, (Second, CapitalOffice.Provincial, 2025, 5m));
        // As if the line had stood on another page.
        var without = form with { Fields = [.. form.Fields.Where(f => !f.Key.Contains(Second, StringComparison.Ordinal))] };

        using var refused = await desk.SendAsync(without, (Carry(First), "7 tỷ"));
        using (await desk.SendAsync(await Desk.AgainAsync(refused, Form), (Carry(First), "1 tỷ")))
            Assert.That((await office.GetAsync(closing)).Total, Is.EqualTo(CapitalOffice.Billions(6m)));
    }

    [Test]
    public async Task A_reason_too_long_is_told_at_its_field()
    {
        using var answer = await desk.SendAsync(await desk.OpenAsync(Form), (Carry(First), "1 tỷ"), ("Form.Reason", new string('x', 501)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("id=\"reason-fault\"").And.Contain("reason-hint reason-fault"));
    }

    [Test]
    public async Task The_form_of_a_closing_that_is_submitted_leads_back_to_its_page_and_its_approval_closes_the_year()
    {
        await office.EditAsync(closing, "Hợp đồng đang thực hiện", [(First, CapitalOffice.Provincial, 2025, 5m)]);
        await office.SubmitAsync(closing);
        Assert.That(await desk.StatusAsync(Form), Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await desk.StatusAsync(Paper + "/projects"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await desk.StatusAsync(Paper + "/compare"), Is.EqualTo(HttpStatusCode.NotFound));

        using var approved = await desk.SendAsync(
            await desk.OpenAsync(Paper, "Approve"), ("Form.Number", "02/QĐ"), ("Form.DecidedOn", "2026-06-30"), ("Form.Signer", "Chủ tịch UBND tỉnh"));

        Assert.That(approved.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(
            await host.ListAsync<string>("select entry || ' ' || year || ' ' || sum(amount) from funding.allocation_line where entry <> 'allocated' group by entry, year order by 1"),
            Is.EqualTo(new[] { "carried_in 2026 5000000000", "carried_out 2025 5000000000", "lapsed 2025 9000000000" }));
        Assert.That(await desk.PageAsync(Paper), Does.Contain("value=\"14000000000\"").And.Contain("value=\"9000000000\"").And.Contain("02/QĐ").And.Contain("Hợp đồng đang thực hiện"));
    }

    private static string Carry(string project) => $"Form.Up[{project}/{CapitalOffice.Provincial}]";
}
