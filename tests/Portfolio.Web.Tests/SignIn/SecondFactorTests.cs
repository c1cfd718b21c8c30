using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>The second factor: who is asked for it, what proves it, and what can be done before.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SecondFactorTests
{
    private static TestHost Host => SharedHost.Host;

    [Test]
    public async Task The_password_alone_opens_nothing_and_the_code_of_the_authenticator_does()
    {
        var person = await Person.MakeAsync(Host, Role.Finance, secondFactor: true);
        using var guest = new Guest(Host);
        using (var first = await guest.SignInAsync(person.Name, returnUrl: "/plans"))
        {
            Assert.That(first.LeadsTo(), Is.EqualTo("/account/second-factor?ReturnUrl=%2Fplans"));
            Assert.That(first.SetCookies()["portfolio.second-step"], Does.Contain("path=/").And.Contain("samesite=lax").And.Contain("httponly"));
        }
        Assert.That(guest.Session, Is.Null);
        Assert.That(await guest.IsInAsync(), Is.False);

        var shown = person.Code();
        using var second = await guest.SendAsync("/account/second-factor", ("Code", shown[..3] + " " + shown[3..]), ("ReturnUrl", "/plans"));
        Assert.That(second.LeadsTo(), Is.EqualTo("/plans"));
        Assert.That(await guest.IsInAsync());
    }

    [Test]
    public async Task A_wrong_code_and_one_that_was_used_are_refused()
    {
        var person = await Person.MakeAsync(Host, secondFactor: true);
        var code = person.Code();
        using (var first = new Guest(Host))
        {
            using var asked = await first.SignInAsync(person.Name);
            using (var wrong = await first.SendAsync("/account/second-factor", ("Code", person.Code(-20))))
                Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            using var right = await first.SendAsync("/account/second-factor", ("Code", code));
            Assert.That(first.Session, Is.Not.Null);
        }
        using var second = new Guest(Host);
        using var again = await second.SignInAsync(person.Name);
        using var replayed = await second.SendAsync("/account/second-factor", ("Code", code));
        Assert.That((replayed.StatusCode, second.Session), Is.EqualTo((HttpStatusCode.UnprocessableEntity, (Cookie?)null)));
        using var next = await second.SendAsync("/account/second-factor", ("Code", person.Code(1)));
        Assert.That(second.Session, Is.Not.Null);
    }

    [Test]
    public async Task One_code_sent_twice_at_the_same_moment_opens_one_session()
    {
        var person = await Person.MakeAsync(Host, secondFactor: true);
        var guests = Enumerable.Range(0, 4).Select(_ => new Guest(Host)).ToList();
        foreach (var guest in guests)
            (await guest.SignInAsync(person.Name)).Dispose();
        var code = person.Code();
        await Task.WhenAll(guests.Select(async guest => (await guest.SendAsync("/account/second-factor", ("Code", code))).Dispose()));

        Assert.That(guests.Count(guest => guest.Session is not null), Is.EqualTo(1));
        guests.ForEach(guest => guest.Dispose());
    }

    [Test]
    public async Task Five_wrong_codes_lock_the_account()
    {
        var person = await Person.MakeAsync(Host, secondFactor: true);
        using var guest = new Guest(Host);
        using var asked = await guest.SignInAsync(person.Name);
        for (var i = 0; i < 5; i++)
            (await guest.SendAsync("/account/second-factor", ("Code", person.Code(-20 - i)))).Dispose();
        using var right = await guest.SendAsync("/account/second-factor", ("Code", person.Code()));

        Assert.That(guest.Session, Is.Null);
        Assert.That(await person.AskAsync<bool>("select locked_until > now() from accounts.account where id = @Id"), Is.True);
    }

    [Test]
    public async Task A_role_that_moves_capital_sets_it_up_first_and_is_held_back_until_then()
    {
        var person = await Person.MakeAsync(Host, Role.Finance);
        using var guest = new Guest(Host);
        using (var signedIn = await guest.SignInAsync(person.Name))
            Assert.That(guest.Session, Is.Not.Null);
        foreach (var path in (string[])["/", "/projects", "/account", "/account/tokens", "/account/protection", "/account/sign-in"])
        {
            using var held = await guest.GetAsync(path);
            Assert.That((held.StatusCode, held.LeadsTo()), Is.EqualTo((HttpStatusCode.Found, "/account/next/second-factor")), path);
        }
        using (var api = await guest.Client.GetApiAsync("/plans"))
            await api.ProblemAsync(403, "accounts.step_pending");

        var page = await guest.PageAsync("/account/next/second-factor");
        var key = Guest.KeyOn(page);
        Assert.That(await guest.PageAsync("/account/next/second-factor"), Does.Contain(key), "the key stays the same until it is confirmed");
        using (var wrong = await guest.SendAsync("/account/next/second-factor", ("Code", Totp.Code(key, -20))))
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using var confirmed = await guest.SendAsync("/account/next/second-factor", ("Code", Totp.Code(key)));
        Assert.That(Guest.CodesOn(await confirmed.TextAsync()), Has.Count.EqualTo(10).And.Unique);
        Assert.That(await guest.PageAsync("/projects"), Does.Contain("</html>"));
        using var call = await guest.Client.GetApiAsync("/plans");
        Assert.That(call.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await person.HistoryAsync(), Has.Exactly(1).EqualTo("accounts.second_factor_on"));
    }

    [Test]
    public async Task A_recovery_code_serves_once_however_it_is_typed()
    {
        var person = await Person.MakeAsync(Host, Role.Finance);
        IReadOnlyList<string> codes;
        using (var guest = new Guest(Host))
        {
            using var signedIn = await guest.SignInAsync(person.Name);
            var key = Guest.KeyOn(await guest.PageAsync("/account/next/second-factor"));
            using var confirmed = await guest.SendAsync("/account/next/second-factor", ("Code", Totp.Code(key)));
            codes = Guest.CodesOn(await confirmed.TextAsync());
        }
        using var lost = new Guest(Host);
        using (await lost.SignInAsync(person.Name))
        using (await lost.SendAsync("/account/second-factor?handler=Recovery", ("RecoveryCode", " " + codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal))))
            Assert.That(lost.Session, Is.Not.Null);
        using var again = new Guest(Host);
        using (await again.SignInAsync(person.Name))
        using (var refused = await again.SendAsync("/account/second-factor?handler=Recovery", ("RecoveryCode", codes[3])))
            Assert.That((refused.StatusCode, again.Session), Is.EqualTo((HttpStatusCode.UnprocessableEntity, (Cookie?)null)));

        Assert.That(await person.AskAsync<long>("select count(*) from accounts.recovery_code where account_id = @Id"), Is.EqualTo(9));
        Assert.That(await lost.PageAsync("/account/sessions"), Does.Contain("Mật khẩu và mã khôi phục"));
    }

    [Test]
    public async Task Without_a_first_step_there_is_no_second()
    {
        using var guest = new Guest(Host);
        using var page = await guest.GetAsync("/account/second-factor");
        using var sent = await guest.SendAsync("/account/second-factor", ("Code", "123456"));

        Assert.That((page.LeadsTo(), sent.StatusCode), Is.EqualTo(("/account/sign-in", HttpStatusCode.BadRequest)));
    }

    [Test]
    public async Task Roles_that_only_read_are_not_asked()
    {
        var person = await Person.MakeAsync(Host, Role.Auditor);
        using var guest = await Guest.OfAsync(person);

        Assert.That(await guest.PageAsync("/projects"), Does.Contain("</html>"));
    }

    [Test]
    public async Task An_account_of_the_demonstration_is_not_asked()
    {
        var person = await Person.MakeAsync(Host, Role.Finance);
        await person.AskAsync<object>("update accounts.account set demo = true where id = @Id");
        using var guest = await Guest.OfAsync(person);

        Assert.That(await guest.PageAsync("/projects"), Does.Contain("</html>"));
    }

    [Test]
    public async Task Once_the_rule_is_switched_off_the_password_is_enough()
    {
        await using var host = await TestHost.StartAsync(Role.None);
        var person = await Person.MakeAsync(host, Role.Finance);
        using var guest = new Guest(host);
        using var signedIn = await guest.SignInAsync(person.Name);
        Assert.That(await guest.IsInAsync(), Is.False);

        await host.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, true, false, null, CancellationToken.None);
        Assert.That(await guest.IsInAsync());
        await host.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, true, true, null, CancellationToken.None);
        Assert.That(await guest.IsInAsync(), Is.False);
    }

    [Test]
    public async Task A_password_given_by_somebody_else_is_changed_before_anything()
    {
        var person = await Person.MakeAsync(Host, Role.Administrator);
        await person.AskAsync<object>("update accounts.account set must_change_password = true where id = @Id");
        using var guest = new Guest(Host);
        using var signedIn = await guest.SignInAsync(person.Name);
        using (var held = await guest.GetAsync("/"))
            Assert.That(held.LeadsTo(), Is.EqualTo("/account/next/password"));
        using (var api = await guest.Client.GetApiAsync("/plans"))
            await api.ProblemAsync(403, "accounts.step_pending");

        (string, string)[] Change(string wanted) => [("Current", Person.Password), ("NewPassword", wanted), ("Repeated", wanted)];
        using (var same = await guest.SendAsync("/account/next/password", Change(Person.Password)))
            Assert.That(same.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using (var changed = await guest.SendAsync("/account/next/password", Change(Person.OtherPassword)))
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        using var next = await guest.GetAsync("/");
        Assert.That(next.LeadsTo(), Is.EqualTo("/account/next/second-factor"));
    }
}
