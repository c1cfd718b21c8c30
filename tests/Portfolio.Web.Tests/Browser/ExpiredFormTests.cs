using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Web.SignIn;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>Somebody signs out in one tab while a form is open in another.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ExpiredFormTests
{
    [Test]
    public async Task The_form_says_so_and_is_saved_by_loading_again_once_he_has_signed_in()
    {
        await using var host = await TestHost.StartAsync(Role.None);
        await host.Services.GetRequiredService<FirstAccounts>().MakeAsync(default);
        await using var officer = await Visitor.OpenAsync(host);
        await SignInAsync(officer.Page);
        var form = new NeedsForm(officer.Page);
        await form.OpenAsync("CB-GT-004");
        await form.ReasonAsync("Nghị quyết số 12");
        var other = await officer.NewTabAsync();
        await other.GotoAsync("/");
        await other.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        // What waits in the browser is looked for first.
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" })).ToHaveCountAsync(0);
        await form.SaveAsync();

        await Expect(officer.Page.Locator("main")).ToContainTextAsync("bạn đã đăng xuất");
        await Expect(officer.Page.GetByRole(AriaRole.Link, new() { Name = "Đăng nhập ở thẻ mới" })).ToBeVisibleAsync();

        await SignInAsync(other);
        await officer.Page.ReloadAsync();

        await Expect(officer.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Đã lưu nhu cầu vốn.");
        await officer.GoAsync("/projects/CB-GT-004/history");
        await Expect(officer.Page.Locator("main")).ToContainTextAsync("Nghị quyết số 12");
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "tai-chinh" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" })).ToBeVisibleAsync();
    }
}
