using Portfolio.Accounts;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>Every page of sign-in and of the own account, in the states people meet, on a desk and on a phone.</summary>
[TestFixture("vi", 1440)]
[TestFixture("vi", 360)]
[TestFixture("en", 1440)]
[TestFixture("en", 360)]
[Parallelizable(ParallelScope.Self)]
internal sealed class AccountLookTests(string language, int width)
{
    private readonly List<string> findings = [];

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(Role.None, on: SharedHost.Host, settings: [("Access:DemoAccounts", "false")]);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [TearDown]
    public void Judge() => Assert.That(findings, Is.Empty, string.Join('\n', findings));

    [Test]
    public async Task Strangers_pages()
    {
        await using var visitor = await OpenAsync();
        await LookAsync(visitor, "/account/sign-in", "sign-in");
        await visitor.Page.Locator("#name").FillAsync("nguyen.van.a");
        await visitor.Page.Locator("#password").FillAsync("sai");
        await visitor.Page.Locator("form:has(#password) button").ClickAsync();
        await visitor.Page.Locator("[data-focus]").WaitForAsync();
        await LookAsync(visitor, null, "sign-in-refused");
        await LookAsync(visitor, "/account/forgot", "forgot");
        await LookAsync(visitor, await LinkTests.LinkAsync(await Person.MakeAsync(host)), "reset");
        await LookAsync(visitor, "/account/reset?account=1&token=x", "reset-spent", 410);
    }

    [Test]
    public async Task The_sign_in_with_the_accounts_of_the_demonstration()
    {
        foreach (var role in (Role[])[Role.Finance, Role.Leader])
            await (await Person.MakeAsync(host, role)).AskAsync<object>("update accounts.account set demo = true where id = @Id");
        await using var demo = await TestHost.StartAsync(Role.None, on: host);
        await using var visitor = await Visitor.OpenAsync(demo, language, width);
        await LookAsync(visitor, "/account/sign-in", "sign-in-demo");
    }

    [Test]
    public async Task The_steps_of_the_second_factor()
    {
        await using var visitor = await OpenAsync();
        var person = await Person.MakeAsync(host, Role.Finance);
        await SignInAsync(visitor, person);
        await visitor.Page.Locator(".qr").WaitForAsync();
        await LookAsync(visitor, null, "next-second-factor");
        await visitor.Page.Locator("#code").FillAsync("000000");
        await visitor.Page.Locator("form:has(#code) button").ClickAsync();
        await visitor.Page.Locator("#code-fault").WaitForAsync();
        await LookAsync(visitor, null, "next-second-factor-refused");
        var key = await visitor.Page.Locator(".typed-key").InnerTextAsync();
        await visitor.Page.Locator("#code").FillAsync(Totp.Code(key));
        await visitor.Page.Locator("form:has(#code) button").ClickAsync();
        await visitor.Page.Locator(".codes").WaitForAsync();
        await LookAsync(visitor, null, "recovery-codes");

        await using var second = await OpenAsync();
        await SignInAsync(second, person);
        await second.Page.Locator("details summary").ClickAsync();
        await LookAsync(second, null, "second-factor");
    }

    [Test]
    public async Task A_password_that_must_be_changed()
    {
        var person = await Person.MakeAsync(host);
        await person.AskAsync<object>("update accounts.account set must_change_password = true where id = @Id");
        await using var visitor = await OpenAsync();
        await SignInAsync(visitor, person);
        await LookAsync(visitor, null, "next-password");
    }

    [Test]
    public async Task The_own_account()
    {
        var person = await Person.MakeAsync(host, Role.Auditor);
        using (await Guest.OfAsync(person))
            await TokenTests.MakeAsync(person, ["portfolio:read", "audit:read"]);
        await AddPasskeyAsync(person);
        await using var visitor = await OpenAsync();
        await SignInAsync(visitor, person);
        await LookAsync(visitor, "/account", "account");
        await SubmitAsync(visitor, "#password-current", "sai", "#password-newpassword", "ngan", "#password-repeated", "ngan");
        await LookAsync(visitor, null, "account-refused");
        await LookAsync(visitor, "/account/protection", "account-protection");
        await visitor.Page.Locator(".holding-more summary").ClickAsync();
        await LookAsync(visitor, null, "account-passkey-open");
        await LookAsync(visitor, "/account/protection?handler=SetUp", "account-set-up");
        await LookAsync(visitor, "/account/sessions", "account-sessions");
        await LookAsync(visitor, "/account/mail", "account-mail");
        await LookAsync(visitor, "/account/tokens", "account-tokens");
        await SubmitAsync(visitor, "#token-name", "Sao lưu", "#token-days", "999");
        await LookAsync(visitor, null, "account-token-refused");
        await visitor.Page.Locator("input[type=checkbox]").First.CheckAsync();
        await SubmitAsync(visitor, "#token-days", "30");
        await visitor.Page.Locator("#made-token").WaitForAsync();
        await LookAsync(visitor, null, "account-token-made");
    }

    [Test]
    public async Task The_own_account_with_an_authenticator_that_must_stay()
    {
        var person = await Person.MakeAsync(host, Role.Finance, secondFactor: true);
        await using var visitor = await OpenAsync();
        await SignInAsync(visitor, person);
        await visitor.Page.Locator("#code").FillAsync(person.Code());
        await visitor.Page.Locator("form:has(#code) button").ClickAsync();
        await visitor.Page.Locator(".visitor form").WaitForAsync();
        await visitor.GoAsync("/account/protection");
        await visitor.Page.Locator("details summary").First.ClickAsync();
        await LookAsync(visitor, null, "account-protected");
    }

    private Task<Visitor> OpenAsync() => Visitor.OpenAsync(host, language, width, name: "localhost");

    private static async Task SignInAsync(Visitor visitor, Person person)
    {
        await visitor.GoAsync("/account/sign-in");
        await visitor.Page.Locator("#name").FillAsync(person.Name);
        await visitor.Page.Locator("#password").FillAsync(Person.Password);
        await visitor.Page.Locator("form:has(#password) button").ClickAsync();
        await visitor.Page.WaitForURLAsync(url => !url.EndsWith("/account/sign-in", StringComparison.Ordinal));
    }

    private static async Task SubmitAsync(Visitor visitor, params string[] fields)
    {
        foreach (var field in fields.Chunk(2))
            await visitor.Page.Locator(field[0]).FillAsync(field[1]);
        await visitor.Page.Locator($"form:has({fields[^2]}) button").ClickAsync();
        await visitor.Page.Locator("[data-focus]").First.WaitForAsync();
    }

    private async Task LookAsync(Visitor visitor, string? path, string name, int status = 200)
    {
        if (path is not null && await visitor.GoAsync(path) is var answered && answered != status)
            findings.Add($"{name}: {answered}");
        await visitor.Page.EvaluateAsync("() => document.fonts.ready.then(() => null)");
        await visitor.PictureAsync($"sign-in/{name}.{language}.{width}");
        findings.AddRange((await visitor.Page.MissingTextsAsync()).Select(key => $"{name}: no text for {key}"));
        findings.AddRange((await visitor.Page.FormsWithoutTokenAsync()).Select(form => $"{name}: no token in {form}"));
        if (await visitor.Page.OverflowAsync() is { } overflow)
            findings.Add($"{name}: {overflow}");
        findings.AddRange((await visitor.Page.BarriersAsync()).Select(barrier => $"{name}: {barrier}"));
        findings.AddRange(visitor.Complaints.Where(complaint => complaint.Contains("policy", StringComparison.Ordinal)).Select(complaint => $"{name}: {complaint}"));
    }

    private static async Task AddPasskeyAsync(Person person) => await person.AskAsync<object>(
        """
        insert into accounts.passkey (credential_id, account_id, name, public_key, sign_count, user_verified, backup_eligible, backed_up, attestation_object, client_data, created_at)
        values (sha256(convert_to(@Id::text, 'UTF8')), @Id, 'Máy tính cơ quan', '\x00', 0, true, false, false, '\x00', '\x00', now())
        """);
}
