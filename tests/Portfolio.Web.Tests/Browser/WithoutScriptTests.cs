using Microsoft.Playwright;
using Portfolio.Web.Tests.Pages;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>A visitor whose browser runs no script, as behind some office proxies: plain pages and forms do the whole job.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WithoutScriptTests
{
    private Visitor visitor = null!;

    private IPage Page => visitor.Page;

    [SetUp]
    public async Task OpenAsync() => visitor = await Visitor.OpenAsync(script: false);

    [TearDown]
    public async Task CloseAsync() => await visitor.DisposeAsync();

    [Test]
    public async Task The_dashboard_shows_the_plan_in_figures()
    {
        await visitor.GoAsync("/");

        await Expect(Page.Locator("table").First.Locator("tfoot tr")).ToContainTextAsync("93.243,1");
        await Expect(Page.Locator("table").First.Locator("tfoot tr")).ToContainTextAsync("75.162,4");
        await Expect(Page.Locator("table").First.Locator("tfoot tr")).ToContainTextAsync("18.080,7");
    }

    [Test]
    public async Task Another_plan_is_chosen_by_the_button()
    {
        await visitor.GoAsync("/");
        await Page.GetByLabel("Chọn kế hoạch").SelectOptionAsync("cb-moi-truong-2026-2030");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Xem" }).ClickAsync();

        await Expect(Page).ToHaveURLAsync(new Uri(SharedHost.Host.Address, "/?plan=cb-moi-truong-2026-2030").ToString());
        await Expect(Page.Locator("h1")).ToHaveTextAsync("Bảo vệ môi trường 2026-2030");
    }

    [Test]
    public async Task Projects_are_filtered_by_the_button()
    {
        await visitor.GoAsync("/projects");
        await Page.Locator("#plan").SelectOptionAsync(Addresses.MainPlan);
        await Page.Locator("#sector").SelectOptionAsync("airport");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Lọc" }).ClickAsync();

        await Expect(Page.Locator(".list-head strong")).ToHaveTextAsync("3");
        await Expect(Page.Locator("#results tbody tr")).ToHaveCountAsync(3);
        await Expect(Page.Locator("#plan")).ToHaveValueAsync(Addresses.MainPlan);
        await Expect(Page.Locator("#programme option")).ToHaveCountAsync(4);
    }

    [Test]
    public async Task Needs_are_refused_with_all_that_was_typed_and_saved_once_they_fit()
    {
        await using var host = await TestHost.StartAsync(demo: false);
        await using var officer = await Visitor.OpenAsync(host, script: false);
        var form = new NeedsForm(officer.Page);
        await form.OpenAsync("CB-GT-004");
        await form.TypeAsync("Ngân sách tỉnh", "70.000 tỷ");
        await form.TypeAsync("Xã hội hóa", "2 tỷ");
        await form.ReasonAsync("Nghị quyết số 12");
        await form.SaveAsync();

        await Expect(form.Message).ToContainTextAsync("“Giao thông”");
        await Expect(form.Amount("Ngân sách tỉnh")).ToHaveValueAsync("70.000 tỷ");
        await Expect(form.Amount("Xã hội hóa")).ToHaveValueAsync("2 tỷ");
        await Expect(form.Reason).ToHaveValueAsync("Nghị quyết số 12");

        await form.TypeAsync("Ngân sách tỉnh", "70 tỷ");
        await form.SaveAsync();

        await Expect(officer.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Đã lưu nhu cầu vốn.");
        await Expect(officer.Page.Locator(".figure").First).ToContainTextAsync("72,0");
    }
}
