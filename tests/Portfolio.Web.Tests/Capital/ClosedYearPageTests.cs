using System.Globalization;
using System.Net;
using Portfolio.Accounts;
using Portfolio.Funding.Decisions;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Exports.Xlsx;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>What pages and API tell of a closed year: of 10 tỷ given for 2025, 4 were paid, 5 carried over and 1 lapsed.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ClosedYearPageTests
{
    private const string Project = "CB-QT-001";
    private const string Payments = $"/projects/{Project}/capital/payments";
    private const string Recovered = "thu hồi sau khóa sổ";

    private TestHost host = null!;
    private Desk desk = null!;
    private long closing;
    private long payment;

    [SetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.Finance, demo: false);
        var office = new CapitalOffice(host, CapitalOffice.PastPlan);
        desk = await Desk.OfAsync(host);
        await office.NeedAsync(Project, (CapitalOffice.Provincial, 50m));
        await office.DecideAsync(DecisionKind.Allocation, "Giao vốn 2025", "01/QĐ", (Project, CapitalOffice.Provincial, 2025, 10m));
        await office.PayAsync(Project, CapitalOffice.Provincial, 2025, 4m);
        payment = await host.AskAsync<long>("select id from funding.payment");
        closing = (await office.BeginClosingAsync(2025, "Khóa sổ 2025")).Id;
        await office.EditAsync(closing, (Project, CapitalOffice.Provincial, 2025, 5m));
        await office.ApproveAsync(closing, "02/QĐ", new DateOnly(2026, 6, 30));
    }

    [TearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task The_page_of_a_payment_says_that_the_money_goes_back_to_the_budget_and_reverses_it()
    {
        var page = string.Create(CultureInfo.InvariantCulture, $"{Payments}/{payment}");
        Assert.That(await desk.PageAsync(page), Does.Contain("Năm 2025 đã khóa sổ: số tiền thu hồi nộp trả ngân sách"));
        Assert.That(await desk.PageAsync(Payments), Does.Not.Contain(Recovered));

        var form = (await desk.OpenAsync(page)) with { Action = page + "?handler=Reverse" };
        using (var answer = await desk.SendAsync(form, ("Reason", "nhập nhầm")))
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await desk.PageAsync(page), Does.Contain("Đã ghi bút toán đảo trong năm đã khóa sổ"));
    }

    [Test]
    public async Task Every_view_tells_what_was_recovered_apart_from_what_is_left()
    {
        string[] views =
        [
            $"/plans/{CapitalOffice.PastPlan}/capital", $"/plans/{CapitalOffice.PastPlan}/capital/sources/{CapitalOffice.Provincial}",
            $"/plans/{CapitalOffice.PastPlan}/capital/lines?year=2025", $"/projects/{Project}/capital", Payments,
            string.Create(CultureInfo.InvariantCulture, $"/capital/decisions/{closing}"), $"/?plan={CapitalOffice.PastPlan}", "/?plan=all",
        ];
        foreach (var view in views)
            Assert.That((await desk.PageAsync(view)).ToUpperInvariant(), Does.Not.Contain(Recovered.ToUpperInvariant()), view);
        await ReverseAsync();

        foreach (var view in views)
            Assert.That((await desk.PageAsync(view)).ToUpperInvariant(), Does.Contain(Recovered.ToUpperInvariant()), view);
        Assert.That(await desk.PageAsync(views[5]), Does.Contain($"/plans/{CapitalOffice.PastPlan}/capital/lines?year=2025#payments").And.Contain("value=\"6000000000\""));
        using var answer = await host.Client.GetApiAsync($"/capital/plans/{CapitalOffice.PastPlan}/balance");
        var figures = (await answer.JsonAsync()).GetProperty("total");
        Assert.That(figures.ToString(), Does.Contain("\"recovered\":\"4000000000\"").Or.Contain("\"recovered\":4000000000").And.Contain("5000000000"));
    }

    // Need 50 of this project; given 10, of which 1 lapsed; 4 recovered, 5 left.
    [Test]
    public async Task The_spreadsheet_of_the_balance_has_a_column_for_it_where_there_is_any()
    {
        const string head = "Thu hồi sau khóa sổ";
        Assert.That((await SheetAsync()).Values().SelectMany(row => row), Does.Not.Contain(head));
        await ReverseAsync();
        var sheet = await SheetAsync();
        Assert.That(sheet.Values().SelectMany(row => row), Does.Contain(head));
        var total = sheet.Values().Single(row => Equals(row[0], "TỔNG CỘNG"));
        Assert.That(total.TakeLast(5).Select(cell => Convert.ToDouble(cell, CultureInfo.InvariantCulture)), Is.EqualTo(new double[] { 9_000_000_000, 0, 0, 4_000_000_000, 5_000_000_000 }));
        Assert.That(sheet.Faults(), Is.Empty);
    }

    [Test]
    public async Task What_was_recovered_can_be_chosen_and_no_more_than_it_be_paid_again()
    {
        Assert.That(await desk.PageAsync(Payments), Does.Not.Contain("đã khóa sổ, chi lại được"));
        await ReverseAsync();
        Assert.That(await desk.PageAsync(Payments), Does.Contain("2025 · Ngân sách tỉnh – đã khóa sổ, chi lại được 4").And.Contain("2026 · Ngân sách tỉnh – còn 5"));
        var form = await desk.OpenAsync(Payments);
        (string, string?)[] typed = [("Form.Cell", CapitalOffice.Provincial + "/2025"), ("Form.PaidOn", "2025-11-03"), ("Form.DocumentNumber", "UNC-2")];

        using (var refused = await desk.SendAsync(form, [.. typed, ("Form.Amount", "4.000.000.001")]))
        {
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(refused), Does.Contain("Năm 2025 đã khóa sổ: chỉ được chi lại phần thu hồi sau khóa sổ").And.Contain("value=\"4.000.000.001\""));
        }
        using (var accepted = await desk.SendAsync(form, [.. typed, ("Form.Amount", "4.000.000.000")]))
            Assert.That(accepted.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(accepted));
    }

    [Test]
    public async Task The_api_reverses_in_a_closed_year_and_refuses_what_was_not_recovered()
    {
        using (var none = await host.Client.PostAsync("/disbursements", Body(1)))
            Assert.That((await none.ProblemAsync(422, "payments.year_closed")).Fault("disbursements[0].year"), Is.EqualTo("payments.year_closed"));
        using (var reversed = await host.Client.PostAsync(string.Create(CultureInfo.InvariantCulture, $"/disbursements/{payment}/reverse"), new { reason = "nhập nhầm" }))
            Assert.That(reversed.StatusCode, Is.EqualTo(HttpStatusCode.Created), await reversed.Content.ReadAsStringAsync());
        using (var over = await host.Client.PostAsync("/disbursements", Body(4_000_000_001)))
            Assert.That((await over.ProblemAsync(422, "payments.over_recovered")).Fault("disbursements[0].amount"), Is.EqualTo("payments.over_recovered"));
        using var again = await host.Client.PostAsync("/disbursements", Body(4_000_000_000));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Created), await again.Content.ReadAsStringAsync());
    }

    private async Task<ReadSheet> SheetAsync()
    {
        using var response = await host.Client.GetAsync(new Uri($"/plans/{CapitalOffice.PastPlan}/capital.xlsx", UriKind.Relative));
        return new ReadSheet(await response.Content.ReadAsByteArrayAsync(), 0);
    }

    private async Task ReverseAsync()
    {
        using var reversed = await host.Client.PostAsync(
            string.Create(CultureInfo.InvariantCulture, $"/disbursements/{payment}/reverse"), new { reason = "nhập nhầm" });
        Assert.That(reversed.StatusCode, Is.EqualTo(HttpStatusCode.Created), await reversed.Content.ReadAsStringAsync());
    }

    private static object Body(long amount) => new
    {
        disbursements = new[] { new { project = Project, source = CapitalOffice.Provincial, year = 2025, paidOn = "2025-11-03", amount, documentNumber = "UNC-2" } },
    };
}
