using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>What an administrator does in a day, in a real browser, on a program of its own.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class AdministrationTests
{
    private const string Password = "Mua-He-Nang-2026";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(Role.Administrator);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_owner_is_invited_chooses_a_password_by_the_link_and_signs_in(bool script)
    {
        var name = script ? "bqlda.nguyenvana" : "bqlda.tranthib";
        await using var administrator = await Visitor.OpenAsync(host, script: script);
        var page = administrator.Page;
        await administrator.GoAsync("/admin/accounts");
        await page.GetByRole(AriaRole.Link, new() { Name = "Mời người dùng" }).ClickAsync();
        await page.GetByLabel("Tên đăng nhập").FillAsync(name);
        await page.GetByLabel("Họ tên hiển thị").FillAsync("Nguyễn Văn A");
        await page.GetByLabel("Vai trò").SelectOptionAsync("Owner");
        await page.GetByLabel("Phạm vi").SelectOptionAsync("cb");
        if (!script)
            await page.GetByRole(AriaRole.Button, new() { Name = "Hiện cơ quan" }).ClickAsync();
        await Expect(page.GetByLabel("Sở Xây dựng", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Tên đăng nhập")).ToHaveValueAsync(name);
        if (script)
        {
            await page.GetByLabel("Tìm cơ quan").FillAsync("so xay");
            await Expect(page.Locator(".pick:visible")).ToHaveCountAsync(1);
        }
        await Expect(page.Locator(".pick-head:visible")).ToHaveCountAsync(0);
        await page.GetByLabel("Sở Xây dựng", new() { Exact = true }).CheckAsync();
        await page.Locator(".pick-head:visible").GetByLabel("người đứng đầu đơn vị").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tạo tài khoản" }).Last.ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Nguyễn Văn A");
        await Expect(page.Locator("[name='Form.Heads']:checked")).ToHaveValueAsync("cb-so-xay-dung");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tạo liên kết" }).ClickAsync();
        var link = await page.Locator("#link").InputValueAsync();
        await administrator.GoAsync("/admin/accounts/" + name);
        await Expect(page.Locator("#link")).ToHaveCountAsync(0);

        await using var owner = await StrangerAsync(script);
        await owner.Page.GotoAsync(link);
        await owner.Page.GetByLabel("Mật khẩu mới", new() { Exact = true }).FillAsync(Password);
        await owner.Page.Locator("#password-repeated").FillAsync(Password);
        await owner.Page.Locator("form .btn-primary").ClickAsync();
        await owner.Page.Locator("#name").FillAsync(name);
        await owner.Page.Locator("#password").FillAsync(Password);
        await owner.Page.Locator("form .btn-primary").First.ClickAsync();
        await Expect(owner.Page.Locator(".visitor")).ToContainTextAsync("Nguyễn Văn A");
        await administrator.GoAsync("/admin/bodies/cb-so-xay-dung");
        await Expect(page.Locator("li", new() { HasText = name })).ToContainTextAsync("người đứng đầu đơn vị");
        // The link has served.
        await using var second = await StrangerAsync(script);
        Assert.That((await second.Page.GotoAsync(link))!.Status, Is.EqualTo(410));
        Assert.That(administrator.Complaints, Is.Empty);
    }

    [Test]
    public async Task Whoever_is_deactivated_is_led_to_the_sign_in_at_the_next_click()
    {
        await InviteAsync("bi-khoa");
        await using var holder = await HolderAsync("bi-khoa");
        await holder.GoAsync("/projects");
        await using var administrator = await Visitor.OpenAsync(host);
        await administrator.GoAsync("/admin/accounts/bi-khoa");
        await administrator.Page.Locator("summary", new() { HasText = "Ngừng hoạt động" }).ClickAsync();
        await administrator.Page.Locator("#active-reason").FillAsync("Chuyển công tác");
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Ngừng hoạt động" }).ClickAsync();
        await Expect(administrator.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Tài khoản đã ngừng hoạt động.");
        await Expect(administrator.Page.Locator(".events")).ToContainTextAsync("Chuyển công tác");

        await holder.GoAsync("/permissions");
        await Expect(holder.Page).ToHaveURLAsync(new Uri(host.Address, "/account/sign-in?returnUrl=%2Fpermissions").ToString());
        await administrator.Page.Locator("summary", new() { HasText = "Kích hoạt lại" }).ClickAsync();
        await administrator.Page.Locator("#active-reason").FillAsync("Trở lại");
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Kích hoạt lại" }).ClickAsync();
        await Expect(administrator.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Tài khoản đã hoạt động trở lại.");
    }

    [Test]
    public async Task Without_the_public_view_a_visitor_is_led_to_the_sign_in()
    {
        await using var own = await TestHost.StartAsync(Role.Administrator);
        await using var administrator = await Visitor.OpenAsync(own);
        await using var visitor = await StrangerAsync(true, own);
        Assert.That(await visitor.GoAsync("/projects"), Is.EqualTo(200));
        await Expect(visitor.Page.Locator("h1")).Not.ToHaveTextAsync("Đăng nhập");

        await administrator.GoAsync("/admin/settings");
        await administrator.Page.GetByRole(AriaRole.Group, new() { Name = "Cho xem công khai" }).GetByLabel("Tắt").CheckAsync();
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu thay đổi" }).ClickAsync();
        await Expect(administrator.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Đã lưu thiết lập.");

        await visitor.GoAsync("/projects");
        await Expect(visitor.Page).ToHaveURLAsync(new Uri(own.Address, "/account/sign-in?returnUrl=%2Fprojects").ToString());
    }

    [Test]
    public async Task What_is_refused_keeps_all_that_was_typed_and_says_it_at_the_field()
    {
        await using var administrator = await Visitor.OpenAsync(host, script: false);
        var page = administrator.Page;
        await administrator.GoAsync("/admin/accounts/new");
        await page.GetByLabel("Tên đăng nhập").FillAsync("test-administrator");
        await page.GetByLabel("Họ tên hiển thị").FillAsync("Trùng tên");
        await page.GetByLabel("Địa chỉ thư").FillAsync("a@b.vn");
        await page.GetByLabel("Vai trò").SelectOptionAsync("Leader");
        await page.GetByLabel("Phạm vi").SelectOptionAsync("ls");
        await page.GetByLabel("Địa chỉ thư").PressAsync("Enter");

        await Expect(page.Locator("#user-name-fault")).ToContainTextAsync("đã có tài khoản khác dùng");
        await Expect(page.GetByLabel("Họ tên hiển thị")).ToHaveValueAsync("Trùng tên");
        await Expect(page.GetByLabel("Địa chỉ thư")).ToHaveValueAsync("a@b.vn");
        await Expect(page.GetByLabel("Vai trò")).ToHaveValueAsync("Leader");
        await Expect(page.GetByLabel("Phạm vi")).ToHaveValueAsync("ls");
    }

    [Test]
    public async Task A_change_under_which_somebody_else_saved_is_told_and_can_be_saved_knowingly()
    {
        await InviteAsync("hai-nguoi-sua");
        await using var first = await Visitor.OpenAsync(host);
        await using var second = await Visitor.OpenAsync(host);
        await first.GoAsync("/admin/accounts/hai-nguoi-sua");
        await second.GoAsync("/admin/accounts/hai-nguoi-sua");
        await first.Page.GetByLabel("Họ tên hiển thị").FillAsync("Một");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu thay đổi" }).Last.ClickAsync();
        await second.Page.GetByLabel("Họ tên hiển thị").FillAsync("Hai");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu thay đổi" }).Last.ClickAsync();

        await Expect(second.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("đã được sửa trong lúc bạn làm việc");
        await Expect(second.Page.GetByLabel("Họ tên hiển thị")).ToHaveValueAsync("Hai");
        await second.Page.GetByRole(AriaRole.Button, new() { Name = "Lưu thay đổi" }).Last.ClickAsync();
        await Expect(second.Page.Locator("h1")).ToHaveTextAsync("Hai");
    }

    [Test]
    public async Task A_body_is_entered_stands_under_another_and_makes_no_circle()
    {
        await using var administrator = await Visitor.OpenAsync(host);
        var page = administrator.Page;
        await administrator.GoAsync("/admin/bodies/new");
        await page.GetByLabel("Tỉnh").SelectOptionAsync("cb");
        await Expect(page.Locator("#parent optgroup")).Not.ToHaveCountAsync(0);
        await page.GetByLabel("Tên chính thức").FillAsync("Ban Quản lý dự án giao thông");
        await page.Locator("#parent").SelectOptionAsync("cb-so-xay-dung");
        await page.GetByRole(AriaRole.Button, new() { Name = "Nhập cơ quan" }).Last.ClickAsync();
        await Expect(page.Locator(".eyebrow code")).ToHaveTextAsync("cb-ban-quan-ly-du-an-giao-thong");

        await administrator.GoAsync("/admin/bodies/cb-so-xay-dung");
        await Expect(page.Locator(".links").First).ToContainTextAsync("Ban Quản lý dự án giao thông");
        await page.Locator("#parent").SelectOptionAsync("cb-ban-quan-ly-du-an-giao-thong");
        await page.GetByRole(AriaRole.Button, new() { Name = "Lưu thay đổi" }).ClickAsync();
        await Expect(page.Locator("#parent-fault")).ToContainTextAsync("Sở Xây dựng → Ban Quản lý dự án giao thông → Sở Xây dựng");
        await administrator.GoAsync("/bodies/cb-ban-quan-ly-du-an-giao-thong");
        await Expect(page.Locator(".page-head")).ToContainTextAsync("Do người quản trị nhập");
        // Chromium notes the refusal.
        Assert.That(administrator.Complaints.Where(complaint => !complaint.Contains("status of 422", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task More_accounts_are_added_below_and_without_a_script_they_are_the_next_page()
    {
        var accounts = host.Services.GetRequiredService<AccountAdministration>();
        for (var n = 10; n < 65; n++)
            await accounts.InviteAsync(
                Actor.System, new InviteAccount($"lanh-dao-{n}", $"Lãnh đạo {n}", null, new Binding(Role.Leader, "ls", [])), CancellationToken.None);
        await using var scripted = await Visitor.OpenAsync(host);
        await scripted.GoAsync("/admin/accounts?q=lanh-dao&province=ls");
        await Expect(scripted.Page.Locator("#rows tr")).ToHaveCountAsync(50);
        await scripted.Page.GetByRole(AriaRole.Link, new() { Name = "Tải tiếp" }).ClickAsync();
        await Expect(scripted.Page.Locator("#rows tr")).ToHaveCountAsync(55);
        await Expect(scripted.Page.GetByRole(AriaRole.Link, new() { Name = "Tải tiếp" })).ToHaveCountAsync(0);
        await using var plain = await Visitor.OpenAsync(host, script: false);
        await plain.GoAsync("/admin/accounts?q=lanh-dao&province=ls");
        await plain.Page.GetByRole(AriaRole.Link, new() { Name = "Tải tiếp" }).ClickAsync();
        await Expect(plain.Page.Locator("#rows tr")).ToHaveCountAsync(5);
        Assert.That(scripted.Complaints, Is.Empty);
    }

    [TestCase("vi", 1440)]
    [TestCase("vi", 360)]
    [TestCase("en", 360)]
    public async Task Every_page_of_administration_is_readable_and_free_of_barriers(string language, int width)
    {
        await InviteAsync("anh-chup-" + language + width);
        await using var administrator = await Visitor.OpenAsync(host, language, width);
        var findings = new List<string>();
        foreach (var path in (string[])
            ["/admin/accounts", "/admin/accounts/new", "/admin/accounts/anh-chup-" + language + width, "/admin/accounts/test-administrator", "/admin/bodies",
            "/admin/bodies/new", "/admin/bodies/cb-so-xay-dung", "/admin/settings", "/permissions"])
        {
            Assert.That(await administrator.GoAsync(path), Is.EqualTo(200), path);
            findings.AddRange(await FindingsAsync(administrator, path));
            await administrator.PictureAsync($"{Pages.Addresses.FileName(path)}.{language}.{width}");
        }
        await administrator.GoAsync("/admin/accounts/anh-chup-" + language + width);
        await administrator.Page.Locator("form[action*=Link] button").ClickAsync();
        findings.AddRange(await FindingsAsync(administrator, "link"));
        await administrator.PictureAsync($"admin-link.{language}.{width}");
        await administrator.GoAsync("/admin/accounts/new");
        await administrator.Page.Locator("#user-name").FillAsync("AB C");
        await administrator.Page.Locator("#display-name").FillAsync("Ông A");
        await administrator.Page.Locator("#role").SelectOptionAsync("Owner");
        await administrator.Page.Locator("#province").SelectOptionAsync("cb");
        await Expect(administrator.Page.Locator(".pick").First).ToBeVisibleAsync();
        await administrator.Page.Locator("form .btn-primary").ClickAsync();
        await Expect(administrator.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        findings.AddRange(await FindingsAsync(administrator, "refused"));
        await administrator.PictureAsync($"admin-refused.{language}.{width}");
        Assert.That(findings, Is.Empty, string.Join('\n', findings));
        Assert.That(administrator.Complaints.Where(complaint => !complaint.Contains("status of 422", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task An_auditor_sees_all_and_finds_nothing_to_press()
    {
        await InviteAsync("chi-xem");
        await using var watched = await TestHost.StartAsync(Role.Auditor, on: host);
        await using var auditor = await Visitor.OpenAsync(watched);
        foreach (var path in (string[])["/admin/accounts", "/admin/accounts/chi-xem", "/admin/bodies", "/admin/bodies/cb-so-xay-dung"])
        {
            Assert.That(await auditor.GoAsync(path), Is.EqualTo(200), path);
            await Expect(auditor.Page.Locator("main form[method=post]")).ToHaveCountAsync(0);
            await Expect(auditor.Page.Locator("main .btn-primary:not(.filters *)")).ToHaveCountAsync(0);
        }
        Assert.That(await auditor.GoAsync("/admin/settings"), Is.EqualTo(403));
    }

    private Task<AccountDetails> InviteAsync(string name) => host.Services.GetRequiredService<AccountAdministration>().InviteAsync(
        Actor.System, new InviteAccount(name, "Lê Thị " + name, null, new Binding(Role.Owner, "cb", ["cb-so-xay-dung"])), CancellationToken.None);

    private async Task<Visitor> HolderAsync(string name)
    {
        var signedIn = await SignedIn.OfAsync(host.Services, name);
        var visitor = await StrangerAsync(true);
        await visitor.Page.Context.AddCookiesAsync([new Cookie { Name = signedIn.CookieName, Value = signedIn.CookieValue, Url = host.Address.ToString() }]);
        return visitor;
    }

    private async Task<Visitor> StrangerAsync(bool script, TestHost? at = null)
    {
        var visitor = await Visitor.OpenAsync(at ?? host, script: script);
        await visitor.Page.Context.ClearCookiesAsync();
        return visitor;
    }

    private static async Task<IEnumerable<string>> FindingsAsync(Visitor visitor, string path)
    {
        List<string> found = [.. await visitor.Page.MissingTextsAsync(), .. await visitor.Page.BarriersAsync()];
        if (await visitor.Page.OverflowAsync() is { } overflow)
            found.Add(overflow);
        return found.Select(finding => path + ": " + finding);
    }
}
