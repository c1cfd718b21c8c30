using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Web.SignIn;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>One-time links: the invitation, the reset, and asking for one.</summary>
internal sealed class LinkTests
{
    private static readonly (string, string)[] Chosen = [("NewPassword", Person.OtherPassword), ("Repeated", Person.OtherPassword)];

    private static TestHost Host => SharedHost.Host;

    [Test]
    public async Task An_invitation_lets_a_password_be_chosen_once()
    {
        var person = await Person.MakeAsync(Host, password: null);
        var link = await LinkAsync(person);
        using var guest = new Guest(Host);
        using (var chosen = await guest.SendAsync(link, Chosen))
            Assert.That((chosen.StatusCode, chosen.LeadsTo()), Is.EqualTo((HttpStatusCode.Found, "/account/sign-in")));
        Assert.That(await guest.PageAsync("/account/sign-in"), Does.Contain("Đã lưu mật khẩu"));
        using (await guest.SignInAsync(person.Name, Person.OtherPassword))
            Assert.That(guest.Session, Is.Not.Null);

        using var again = new Guest(Host);
        using var spent = await again.GetAsync(link);
        Assert.That(spent.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
    }

    [Test]
    public async Task Opening_a_link_changes_nothing()
    {
        var person = await Person.MakeAsync(Host);
        var link = await LinkAsync(person);
        const string State = "select concat(password_hash, security_stamp, concurrency_stamp) from accounts.account where id = @Id";
        var before = await person.AskAsync<string>(State);
        using var guest = new Guest(Host);
        for (var i = 0; i < 2; i++)
            Assert.That(await guest.PageAsync(link), Does.Contain(person.Name));

        Assert.That(await person.AskAsync<string>(State), Is.EqualTo(before));
    }

    [Test]
    public async Task A_newer_link_takes_the_place_of_the_earlier_one()
    {
        var person = await Person.MakeAsync(Host);
        var earlier = await LinkAsync(person);
        var newer = await LinkAsync(person);
        using var guest = new Guest(Host);
        using var first = await guest.GetAsync(earlier);
        using var second = await guest.GetAsync(newer);

        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.Gone, HttpStatusCode.OK)));
    }

    [Test]
    public async Task A_link_expires()
    {
        await using var host = await TestHost.StartAsync(
            Role.None, on: Host, configure: builder => builder.Services.Configure<LinkTokenOptions>(options => options.TokenLifespan = TimeSpan.FromSeconds(1)));
        var person = await Person.MakeAsync(Host);
        var link = await LinkAsync(person);
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        using var guest = new Guest(host);
        using var late = await guest.GetAsync(link);

        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
        Assert.That(new LinkTokenOptions().TokenLifespan, Is.EqualTo(TimeSpan.FromDays(3)));
    }

    [Test]
    public async Task A_link_of_somebody_else_a_forged_one_and_one_of_a_deactivated_account_do_not_serve()
    {
        var person = await Person.MakeAsync(Host);
        var other = await Person.MakeAsync(Host);
        var link = await LinkAsync(person);
        using var guest = new Guest(Host);
        foreach (var bad in (string[])[link.Replace($"account={person.Id}", $"account={other.Id}", StringComparison.Ordinal), link[..^4] + "AAAA", "/account/reset", "/account/reset?account=x&token=%00"])
        {
            using var answer = await guest.GetAsync(bad);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Gone).Or.EqualTo(HttpStatusCode.BadRequest), bad);
        }
        await person.AskAsync<object>("update accounts.account set active = false where id = @Id");
        using var gone = await guest.GetAsync(link);
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.Gone));
    }

    [Test]
    public async Task A_weak_password_is_refused_at_its_field_and_the_link_still_serves()
    {
        var person = await Person.MakeAsync(Host);
        var link = await LinkAsync(person);
        using var guest = new Guest(Host);
        foreach (var weak in (string[])["Ngan-1", "ngan-sach-2026-x", $"{person.Name}A1", "Aaaaaaaaaaaa1"])
        {
            using var refused = await guest.SendAsync(link, ("NewPassword", weak), ("Repeated", weak));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), weak);
            Assert.That(await refused.TextAsync(), Does.Contain("id=\"password-newpassword-fault\"").And.Not.Contain($"value=\"{weak}\""), weak);
        }
        using var chosen = await guest.SendAsync(link, Chosen);
        Assert.That(chosen.StatusCode, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task A_password_chosen_by_a_link_ends_all_sessions_and_lifts_the_lock()
    {
        var person = await Person.MakeAsync(Host);
        using var stranger = await Guest.OfAsync(person);
        var link = await LinkAsync(person);
        await person.AskAsync<object>("update accounts.account set locked_until = now() + interval '10 minutes' where id = @Id");
        using var guest = new Guest(Host);
        using var chosen = await guest.SendAsync(link, Chosen);

        Assert.That(await stranger.IsInAsync(), Is.False);
        using (await guest.SignInAsync(person.Name, Person.OtherPassword))
            Assert.That(guest.Session, Is.Not.Null);
    }

    [Test]
    public async Task Whoever_forgot_leaves_one_request_and_a_stranger_sees_the_same_page()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = new Guest(Host);
        var pages = new List<string>();
        foreach (var name in (string[])[person.Name, person.Name + "@example.vn", "khong-co-ai", ""])
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await guest.SendAsync("/account/forgot", ("Name", name));
            Assert.That(Stopwatch.GetElapsedTime(started), Is.GreaterThanOrEqualTo(EvenTime.Least - TimeSpan.FromMilliseconds(5)), "the time tells nothing either");
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            pages.Add(System.Text.RegularExpressions.Regex.Replace(await answer.TextAsync(), "value=\"CfDJ8[^\"]+\"", ""));
        }

        Assert.That(pages.Distinct().Count(), Is.EqualTo(1));
        Assert.That(await person.AskAsync<long>("select count(*) from accounts.mail_request where account_id = @Id and purpose = 'reset'"), Is.EqualTo(1));
        Assert.That(await person.HistoryAsync(), Has.Exactly(1).EqualTo("accounts.reset_asked"));
    }

    /// <summary>The link as an administrator hands it over.</summary>
    internal static async Task<string> LinkAsync(Person person)
    {
        await person.Host.Services.GetRequiredService<AccountAccess>().AllowLinkAsync(Actor.System, person.Name, CancellationToken.None);
        await using var scope = person.Host.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString(person.Host.Address.Authority) } };
        return new Uri(await scope.ServiceProvider.GetRequiredService<AccountLinks>().MakeAsync(person.Id, context.Request)).PathAndQuery;
    }
}
