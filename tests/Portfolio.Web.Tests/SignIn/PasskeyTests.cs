using Microsoft.Playwright;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>Passkeys in a real browser, with the virtual authenticator of its developer tools.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class PasskeyTests
{
    private TestHost host = null!;
    private Visitor visitor = null!;

    private IPage Page => visitor.Page;

    [SetUp]
    public async Task OpenAsync()
    {
        host = await TestHost.StartAsync(Role.None, on: SharedHost.Host);
        // A passkey belongs to a name, not to an address.
        visitor = await Visitor.OpenAsync(host, name: "localhost");
        await AddDeviceAsync(Page);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await visitor.DisposeAsync();
        await host.DisposeAsync();
    }

    [Test]
    public async Task A_passkey_is_added_signs_in_without_name_or_password_and_is_removed()
    {
        var person = await Person.MakeAsync(host);
        await SignInAsync(person);
        await visitor.GoAsync("/account/protection");
        await Page.GetByLabel("Tên thiết bị").FillAsync("Máy cơ quan");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Thêm khóa truy cập" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Đã thêm khóa truy cập.");
        await Expect(Page.Locator(".holdings strong")).ToHaveTextAsync("Máy cơ quan");

        await SignOutAsync();
        await UsePasskeyAsync("Đăng nhập bằng khóa truy cập");
        await Expect(Page).ToHaveURLAsync("/");
        await visitor.GoAsync("/account/sessions");
        await Expect(Page.Locator(".holdings li").First).ToContainTextAsync("Khóa truy cập");

        await visitor.GoAsync("/account/protection");
        await Page.GetByText("Sửa").ClickAsync();
        await Page.Locator("#rename-0").FillAsync("Máy mới");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đổi tên" }).ClickAsync();
        await Expect(Page.Locator(".holdings strong")).ToHaveTextAsync("Máy mới");
        await Page.GetByText("Sửa").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Bỏ khóa này" }).ClickAsync();
        await Expect(Page.Locator(".holdings li")).ToHaveCountAsync(0);

        await SignOutAsync();
        await UsePasskeyAsync("Đăng nhập bằng khóa truy cập");
        await Expect(Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("Không có tài khoản nào nhận khóa truy cập này");
        Assert.That(
            (await person.HistoryAsync()).Where(kind => kind.Contains("passkey", StringComparison.Ordinal)),
            Is.EqualTo(["accounts.passkey_added", "accounts.passkey_removed"]));
    }

    [Test]
    public async Task A_passkey_is_the_second_factor_a_role_demands_and_a_password_alone_sets_no_other_beside_it()
    {
        var person = await Person.MakeAsync(host, Role.Finance);
        await SignInAsync(person);
        await Expect(Page).ToHaveURLAsync("/account/next/second-factor");
        await Page.GetByText("Hoặc dùng khóa truy cập thay cho ứng dụng").ClickAsync();
        await Page.GetByLabel("Tên thiết bị").FillAsync("Máy cơ quan");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Thêm khóa truy cập" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync("/");

        await SignOutAsync();
        await SignInAsync(person);
        await Expect(Page).ToHaveURLAsync("/account/next/second-factor");
        await Expect(Page.Locator(".qr")).ToHaveCountAsync(0);
        await visitor.GoAsync("/account/protection");
        await Expect(Page).ToHaveURLAsync("/account/next/second-factor");
        await UsePasskeyAsync("Dùng khóa truy cập");
        await Expect(Page).ToHaveURLAsync("/");

        await visitor.GoAsync("/account/protection");
        await Page.GetByText("Sửa").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Bỏ khóa này" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("trước khi bỏ khóa cuối cùng");
        await Expect(Page.Locator(".holdings li")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task With_a_passkey_no_code_of_the_authenticator_is_asked_for()
    {
        var person = await Person.MakeAsync(host, Role.Finance, secondFactor: true);
        await SignInAsync(person);
        await Page.GetByLabel("Mã 6 số").FillAsync(person.Code());
        await Page.GetByRole(AriaRole.Button, new() { Name = "Xác nhận" }).ClickAsync();
        await visitor.GoAsync("/account/protection");
        await Page.GetByLabel("Tên thiết bị").FillAsync("Máy cơ quan");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Thêm khóa truy cập" }).ClickAsync();
        await Expect(Page.Locator(".holdings strong")).ToHaveTextAsync("Máy cơ quan");

        await SignOutAsync();
        await visitor.GoAsync("/account/sign-in?returnUrl=%2Fplans");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" }).ClickAsync();
        await Expect(Page).ToHaveURLAsync("/plans");
    }

    [Test]
    public async Task A_device_that_does_not_know_its_holder_is_refused_in_words()
    {
        var person = await Person.MakeAsync(host);
        await using var stranger = await Visitor.OpenAsync(host, name: "localhost");
        await AddDeviceAsync(stranger.Page, verified: false);
        await stranger.GoAsync("/account/sign-in");
        await stranger.Page.GetByLabel("Tên đăng nhập").FillAsync(person.Name);
        await stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" }).ClickAsync();

        await Expect(stranger.Page.Locator("[data-passkey-fault]")).ToContainTextAsync("Chưa xác nhận trên thiết bị");
        await Expect(stranger.Page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập bằng khóa truy cập" })).ToBeEnabledAsync();
    }

    [Test]
    public async Task Where_the_browser_cannot_the_button_is_not_shown()
    {
        await using var byAddress = await Visitor.OpenAsync(host);
        await byAddress.GoAsync("/account/sign-in");
        await Expect(byAddress.Page.Locator("html")).ToHaveClassAsync("js");
        await Expect(byAddress.Page.Locator("form[data-passkey]")).ToBeHiddenAsync();
        await using var withoutScript = await Visitor.OpenAsync(host, script: false, name: "localhost");
        await withoutScript.GoAsync("/account/sign-in");
        await Expect(withoutScript.Page.Locator("form[data-passkey]")).ToBeHiddenAsync();
    }

    private static async Task AddDeviceAsync(IPage page, bool verified = true)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("WebAuthn.enable");
        await tools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = verified,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }

    private async Task SignInAsync(Person person)
    {
        await visitor.GoAsync("/account/sign-in");
        await Page.GetByLabel("Tên đăng nhập").FillAsync(person.Name);
        await Page.Locator("#password").FillAsync(Person.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng nhập", Exact = true }).ClickAsync();
        await Expect(Page).Not.ToHaveURLAsync("/account/sign-in");
    }

    private async Task SignOutAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).First.ClickAsync();
        await Expect(Page).ToHaveURLAsync("/account/sign-in");
    }

    private Task UsePasskeyAsync(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
}
