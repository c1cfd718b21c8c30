using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Portfolio.Accounts;
using Portfolio.Web.SignIn;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>Signing in by name and password.</summary>
internal sealed partial class PasswordSignInTests
{
    private const string Wrong = "Khong-Phai-Mat-Khau-9";

    private static TestHost Host => SharedHost.Host;

    [Test]
    public async Task The_right_password_opens_a_session_and_leads_on()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = new Guest(Host);
        using var answer = await guest.SignInAsync(person.Name, returnUrl: "/plans?q=a");

        Assert.That((answer.StatusCode, answer.LeadsTo()), Is.EqualTo((HttpStatusCode.Found, "/plans?q=a")));
        Assert.That(await guest.PageAsync("/account"), Does.Contain(person.Name));
        Assert.That(await person.HistoryAsync(), Has.Some.EqualTo("accounts.signed_in"));
    }

    [Test]
    public async Task Name_and_address_serve_alike_whatever_their_case()
    {
        var person = await Person.MakeAsync(Host);
        foreach (var name in (string[])[person.Name.ToUpperInvariant(), $"  {person.Name}@EXAMPLE.vn "])
        {
            using var guest = new Guest(Host);
            using var answer = await guest.SignInAsync(name);
            Assert.That(guest.Session, Is.Not.Null, name);
        }
    }

    [Test]
    public async Task The_cookie_of_the_session_is_for_this_host_and_hidden_from_scripts()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = new Guest(Host);
        using var answer = await guest.SignInAsync(person.Name);
        var cookie = answer.SetCookies()["portfolio.session"];

        Assert.That(cookie, Does.Contain("path=/").And.Contain("samesite=lax").And.Contain("httponly"));
        Assert.That(cookie, Does.Not.Contain("domain").And.Not.Contain("expires").And.Not.Contain("secure"));
    }

    [Test]
    public async Task Where_others_can_reach_the_program_the_session_goes_over_https_only()
    {
        await using var host = await TestHost.StartAsync(Role.None, on: Host, settings: [("Proxy:Known", "127.0.0.1")]);
        var person = await Person.MakeAsync(Host);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = host.Address };
        using var page = await client.AskAsync(HttpMethod.Get, "/account/sign-in", [("X-Forwarded-Proto", "https")]);
        var (name, value) = page.SetCookies().Single(cookie => cookie.Key == "__Host-portfolio.antiforgery");
        using var answer = await client.AskAsync(
            HttpMethod.Post, "/account/sign-in", [("X-Forwarded-Proto", "https"), ("Cookie", $"{name}={value.Split(';')[0]}")],
            ("Name", person.Name), ("Password", Person.Password), ("__RequestVerificationToken", RequestCalls.FormToken(await page.TextAsync())));

        Assert.That(answer.SetCookies()["__Host-portfolio.session"], Does.Contain("; secure").And.Contain("path=/").And.Contain("samesite=lax").And.Contain("httponly"));
    }

    [TestCase("https://example.org/")]
    [TestCase("//example.org")]
    [TestCase(@"/\example.org")]
    [TestCase("plans")]
    public async Task The_return_address_stays_within_the_program(string address)
    {
        var person = await Person.MakeAsync(Host);
        using var guest = new Guest(Host);
        using var answer = await guest.SignInAsync(person.Name, returnUrl: address);

        Assert.That((answer.StatusCode, answer.LeadsTo()), Is.EqualTo((HttpStatusCode.Found, "/")));
    }

    [Test]
    public async Task Unknown_locked_deactivated_and_passwordless_accounts_are_answered_like_a_wrong_password()
    {
        var known = await Person.MakeAsync(Host);
        var locked = await Person.MakeAsync(Host);
        await locked.AskAsync<object>("update accounts.account set locked_until = now() + interval '1 hour' where id = @Id");
        var deactivated = await Person.MakeAsync(Host);
        await deactivated.AskAsync<object>("update accounts.account set active = false where id = @Id");
        var invited = await Person.MakeAsync(Host, password: null);
        (string Kind, string Name, string Password)[] attempts =
        [
            ("wrong password", known.Name, Wrong), ("unknown name", "khong-co-ai", Person.Password), ("locked", locked.Name, Person.Password),
            ("deactivated", deactivated.Name, Person.Password), ("no password", invited.Name, Person.Password),
        ];
        var times = attempts.ToDictionary(a => a.Kind, _ => new List<double>());
        var answers = new HashSet<(HttpStatusCode, string)>();
        using var guest = new Guest(Host);
        // The first round warms up.
        for (var round = 0; round < 6; round++)
        {
            foreach (var (kind, name, password) in attempts)
            {
                var token = RequestCalls.FormToken(await guest.PageAsync("/account/sign-in"));
                var started = Stopwatch.GetTimestamp();
                using var answer = await Pages.PageCalls.PostFormAsync(
                    guest.Client, "/account/sign-in", ("Name", name), ("Password", password), ("__RequestVerificationToken", token));
                if (round > 0)
                    times[kind].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                answers.Add((answer.StatusCode, Bare(await answer.TextAsync(), name)));
            }
            await known.AskAsync<object>("update accounts.account set failed_count = 0 where id = @Id");
        }
        var medians = times.ToDictionary(t => t.Key, t => t.Value.Order().ElementAt(t.Value.Count / 2));
        foreach (var (kind, median) in medians)
            TestContext.Out.WriteLine($"{kind}: {median:0.0} ms");

        Assert.That(answers, Has.Count.EqualTo(1), string.Join("\n\n", answers));
        Assert.That(answers.Single().Item1, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(times.SelectMany(t => t.Value), Is.All.GreaterThanOrEqualTo(EvenTime.Least.TotalMilliseconds - 5));
        Assert.That(medians.Values.Max() - medians.Values.Min(), Is.LessThan(40));
    }

    [Test]
    public async Task Five_wrong_passwords_lock_for_fifteen_minutes_and_then_the_right_one_serves()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = new Guest(Host);
        for (var i = 0; i < 5; i++)
            using (await guest.SignInAsync(person.Name, Wrong))
                Assert.That(guest.Session, Is.Null);
        using (await guest.SignInAsync(person.Name))
            Assert.That(guest.Session, Is.Null, "locked");

        Assert.That(
            await person.AskAsync<double>("select extract(epoch from locked_until - now())::float8 from accounts.account where id = @Id"),
            Is.EqualTo(15 * 60).Within(60));
        Assert.That(await person.HistoryAsync(), Has.Exactly(1).EqualTo("accounts.locked_out").And.Exactly(6).EqualTo("accounts.sign_in_refused"));

        await person.AskAsync<object>("update accounts.account set locked_until = locked_until - interval '15 minutes' where id = @Id");
        using (await guest.SignInAsync(person.Name))
            Assert.That(guest.Session, Is.Not.Null, "the lock is over");
    }

    [Test]
    public async Task Wrong_passwords_sent_at_the_same_moment_are_all_counted()
    {
        var person = await Person.MakeAsync(Host);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            using var guest = new Guest(Host);
            using var answer = await guest.SignInAsync(person.Name, Wrong);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        }));

        Assert.That(await person.AskAsync<bool>("select locked_until > now() from accounts.account where id = @Id"), Is.True);
        using var late = new Guest(Host);
        using (await late.SignInAsync(person.Name))
            Assert.That(late.Session, Is.Null);
    }

    [Test]
    public async Task A_right_password_forgets_the_wrong_ones_before()
    {
        var person = await Person.MakeAsync(Host);
        for (var round = 0; round < 2; round++)
        {
            using var guest = new Guest(Host);
            for (var i = 0; i < 4; i++)
                using (await guest.SignInAsync(person.Name, Wrong))
                    Assert.That(guest.Session, Is.Null);
            using (await guest.SignInAsync(person.Name))
                Assert.That(guest.Session, Is.Not.Null);
        }
    }

    [Test]
    public async Task Whoever_comes_with_the_cookie_of_a_session_that_has_ended_can_sign_in_at_once()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        await person.AskAsync<object>("update accounts.session set ended_at = now() where account_id = @Id");
        using var answer = await guest.SignInAsync(person.Name);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Found));
        Assert.That(await guest.IsInAsync());
    }

    [Test]
    public async Task A_form_without_its_token_signs_nobody_in()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = new Guest(Host);
        using var answer = await Pages.PageCalls.PostFormAsync(guest.Client, "/account/sign-in", ("Name", person.Name), ("Password", Person.Password));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(guest.Session, Is.Null);
    }

    [Test]
    public async Task Too_many_attempts_at_one_name_are_refused_whether_it_exists_or_not()
    {
        await using var host = await TestHost.StartAsync(Role.None, on: Host, settings: [("Limits:AttemptsPerName", "2")]);
        var person = await Person.MakeAsync(Host);
        foreach (var name in (string[])[person.Name, "khong-co-" + person.Name])
        {
            using var guest = new Guest(host);
            for (var i = 0; i < 3; i++)
            {
                using var answer = await guest.SignInAsync(name, Wrong);
                Assert.That((int)answer.StatusCode, Is.EqualTo(i < 2 ? 422 : 429));
            }
        }
    }

    private static string Bare(string page, string name) => Token().Replace(page, "").Replace(name, "", StringComparison.Ordinal);

    [GeneratedRegex("value=\"CfDJ8[^\"]+\"")]
    private static partial Regex Token();
}
