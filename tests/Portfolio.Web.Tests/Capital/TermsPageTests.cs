using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Capital;

/// <summary>Total investment, size and priority of a project.</summary>
internal sealed class TermsPageTests
{
    private TestHost host = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await TestHost.StartAsync(Role.None);
        desk = await Desk.OfAsync(host);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Finance_establishes_them_and_everybody_sees_them_and_only_those_who_may_who_did()
    {
        const string Page = "/projects/CB-GT-015/capital/terms";
        using (var saved = await desk.SendAsync(
            await desk.OpenAsync(Page), ("TotalInvestment", "12.500 tỷ"), ("SizeGroup", "a"), ("Priority", "urgent"), ("FirstFundedYear", "2023"), ("Reason", "QĐ 15/QĐ-TTg")))
            Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(saved));
        Assert.That(
            await desk.PageAsync(Page),
            Does.Contain("Đã lưu thông số").And.Contain("12.500.000.000.000 đồng").And.Contain("Nhóm A").And.Contain("1. ").And.Contain("QĐ 15/QĐ-TTg").And.Contain("Test Finance"));
        using var visitor = await Desk.OfAsync(host, Role.Visitor);
        Assert.That(await visitor.PageAsync(Page), Does.Contain("12.500.000.000.000 đồng").And.Not.Contain("Người ghi").And.Not.Contain("name=\"TotalInvestment\""));
        Assert.That(await visitor.PageAsync("/projects/CB-GT-015"), Does.Contain("value=\"12500000000000\"").And.Contain("Nhóm A"));
        Assert.That(await desk.PageAsync("/projects/CB-GT-015/history"), Does.Contain("12.500.000.000.000 đồng").And.Contain("sửa thông số giao vốn").And.Contain("Năm đầu được bố trí vốn").And.Contain("2023"));
    }

    [Test]
    public async Task Less_than_was_given_is_refused_with_the_figures_and_what_was_typed_stays()
    {
        var project = await host.AskAsync<string>("""
            select p.code from funding.project_capital c join projects.project p on p.id = c.project_id where c.allocated > 2000000000 order by p.code limit 1
            """);
        using var answer = await desk.SendAsync(
            await desk.OpenAsync($"/projects/{project}/capital/terms"), ("TotalInvestment", "1 tỷ"), ("Reason", "nhầm"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await Desk.ReadAsync(answer), Does.Contain("hơn tổng mức đầu tư 1.000.000.000 đồng là").And.Contain("value=\"1 tỷ\"").And.Contain("nhầm</textarea>"));
    }

    [Test]
    public async Task What_cannot_be_read_or_has_no_basis_is_told_at_its_field()
    {
        const string Page = "/projects/CB-GT-016/capital/terms";
        using (var unread = await desk.SendAsync(await desk.OpenAsync(Page), ("TotalInvestment", "nhiều"), ("Reason", "x")))
            Assert.That(await Desk.ReadAsync(unread), Does.Contain("id=\"total-fault\"").And.Contain("value=\"nhiều\""));
        using (var baseless = await desk.SendAsync(await desk.OpenAsync(Page), ("TotalInvestment", "9 tỷ"), ("Reason", "")))
            Assert.That(await Desk.ReadAsync(baseless), Does.Contain("id=\"reason-fault\"").And.Contain("value=\"9 tỷ\""));
        using (var noYear = await desk.SendAsync(await desk.OpenAsync(Page), ("FirstFundedYear", "năm ngoái"), ("Reason", "x")))
            Assert.That(await Desk.ReadAsync(noYear), Does.Contain("id=\"first-year-fault\"").And.Contain("value=\"năm ngoái\""));
        using (var ahead = await desk.SendAsync(await desk.OpenAsync(Page), ("FirstFundedYear", "2999"), ("Reason", "x")))
            Assert.That(await Desk.ReadAsync(ahead), Does.Contain("id=\"first-year-fault\"").And.Contain("value=\"2999\""));
        using var unknown = await desk.SendAsync(await desk.OpenAsync(Page), ("SizeGroup", "z"), ("Priority", "mai"), ("Reason", "x"));
        Assert.That(await Desk.ReadAsync(unknown), Does.Contain("id=\"group-fault\""));
    }

    [Test]
    public async Task Terms_that_somebody_else_set_meanwhile_stand_above_what_was_typed()
    {
        const string Page = "/projects/CB-GT-017/capital/terms";
        var form = await desk.OpenAsync(Page);
        using (await desk.SendAsync(await desk.OpenAsync(Page), ("TotalInvestment", "7.000 tỷ"), ("Reason", "QĐ 1")))
        using (var stale = await desk.SendAsync(form, ("TotalInvestment", "8.000 tỷ"), ("Reason", "QĐ 2")))
        {
            Assert.That(stale.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(stale), Does.Contain("7.000.000.000.000 đồng").And.Contain("value=\"8.000 tỷ\""));
            using (await desk.SendAsync(await Desk.AgainAsync(stale, Page), ("Reason", "QĐ 2")))
                Assert.That(await host.AskAsync<long>("select t.total_investment from funding.project_terms t join projects.project p on p.id = t.project_id where p.code = 'CB-GT-017'"), Is.EqualTo(8_000_000_000_000));
        }
    }

    [Test]
    public async Task A_form_sent_to_no_handler_is_a_bad_request_and_no_bug()
    {
        var form = await desk.OpenAsync("/projects/CB-GT-001/capital/terms");
        foreach (var page in (string[])["/capital/payments", "/plans", "/projects/CB-GT-001/capital/payments/1", "/capital/payments?handler=Nothing"])
        {
            using var answer = await desk.SendAsync(form with { Action = page });
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), page);
        }
        using var missing = await desk.SendAsync(form with { Action = "/khong-co-trang-nay" });
        Assert.That(missing.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
