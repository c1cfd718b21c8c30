using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>Sessions end at once, whoever ends them, and a cookie alone is worth nothing.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SessionTests
{
    private static TestHost Host => SharedHost.Host;

    [Test]
    public async Task A_stolen_cookie_is_worthless_after_the_sign_out()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        using var thief = Thief(guest);
        Assert.That(await thief.IsInAsync(), "as long as the session is open");
        using (var left = await guest.SendAsync("/account/sign-out"))
            Assert.That(left.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "only a form of our own ends it");
        using (var left = await guest.Client.PostAsync(new Uri("/account/sign-out", UriKind.Relative), await TokenAsync(guest)))
            Assert.That(left.LeadsTo(), Is.EqualTo("/account/sign-in"));

        Assert.That(guest.Session, Is.Null);
        Assert.That(await thief.IsInAsync(), Is.False);
    }

    [Test]
    public async Task One_session_is_ended_from_another_and_is_out_at_the_next_click()
    {
        var person = await Person.MakeAsync(Host);
        using var here = await Guest.OfAsync(person);
        using var there = await Guest.OfAsync(person);
        var id = await person.AskAsync<long>("select max(id) from accounts.session where account_id = @Id");
        using var ended = await here.SendAsync($"/account/sessions?handler=End&id={id}");

        Assert.That(ended.LeadsTo(), Is.EqualTo("/account/sessions"));
        Assert.That((await here.IsInAsync(), await there.IsInAsync()), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        var person = await Person.MakeAsync(Host);
        var other = await Person.MakeAsync(Host);
        using var victim = await Guest.OfAsync(other);
        using var guest = await Guest.OfAsync(person);
        var id = await other.AskAsync<long>("select max(id) from accounts.session where account_id = @Id");
        using var tried = await guest.SendAsync($"/account/sessions?handler=End&id={id}");

        Assert.That(await victim.IsInAsync());
    }

    [Test]
    public async Task All_others_end_and_the_present_one_stays()
    {
        var person = await Person.MakeAsync(Host);
        using var here = await Guest.OfAsync(person);
        using var there = await Guest.OfAsync(person);
        using var elsewhere = await Guest.OfAsync(person);
        using var ended = await here.SendAsync("/account/sessions?handler=EndOthers");

        Assert.That((await here.IsInAsync(), await there.IsInAsync(), await elsewhere.IsInAsync()), Is.EqualTo((true, false, false)));
        Assert.That(await here.PageAsync("/account/sessions"), Does.Contain("Chrome trên Windows").And.Contain("Phiên này").And.Contain("Đã kết thúc").And.Contain("127.0.0.1"));
    }

    [Test]
    public async Task A_deactivated_account_is_out_at_once()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        await person.AskAsync<object>("update accounts.account set active = false where id = @Id");

        Assert.That(await guest.IsInAsync(), Is.False);
    }

    [TestCase("seen_at = seen_at - interval '12 hours'", false)]
    [TestCase("seen_at = seen_at - interval '11 hours'", true)]
    [TestCase("expires_at = now()", false)]
    public async Task A_session_ends_by_itself(string change, bool open)
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        await person.AskAsync<object>($"update accounts.session set {change} where account_id = @Id");

        Assert.That(await guest.IsInAsync(), Is.EqualTo(open));
    }

    [Test]
    public async Task A_session_lasts_two_weeks_and_is_seen_to_the_minute()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);

        Assert.That(await person.AskAsync<double>("select extract(epoch from expires_at - started_at)::float8 / 86400 from accounts.session where account_id = @Id"), Is.EqualTo(14));
        await person.AskAsync<object>("update accounts.session set seen_at = seen_at - interval '2 minutes' where account_id = @Id");
        Assert.That(await guest.IsInAsync());
        Assert.That(await person.AskAsync<bool>("select seen_at > now() - interval '1 minute' from accounts.session where account_id = @Id"), Is.True);
    }

    [Test]
    public async Task Another_password_ends_every_other_session_and_the_present_one_goes_on()
    {
        var person = await Person.MakeAsync(Host);
        using var here = await Guest.OfAsync(person);
        using var there = await Guest.OfAsync(person);
        using var thief = Thief(here);
        using var changed = await here.SendAsync("/account", ("Current", Person.Password), ("NewPassword", Person.OtherPassword), ("Repeated", Person.OtherPassword));

        Assert.That(changed.LeadsTo(), Is.EqualTo("/account"));
        Assert.That((await here.IsInAsync(), await there.IsInAsync(), await thief.IsInAsync()), Is.EqualTo((true, false, false)));
    }

    [Test]
    public async Task Signing_in_anew_leaves_the_former_session_of_the_browser()
    {
        var person = await Person.MakeAsync(Host);
        var other = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        using var former = Thief(guest);
        // The page of sign-in leads on; somebody whose page was open already sends it all the same.
        using var form = await TokenAsync(guest, ("Name", other.Name), ("Password", Person.Password));
        using var answer = await guest.Client.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form);

        Assert.That(await guest.PageAsync("/account"), Does.Contain(other.Name));
        Assert.That(await former.IsInAsync(), Is.False);
    }

    [Test]
    public async Task Only_the_hash_of_the_secret_is_kept()
    {
        var person = await Person.MakeAsync(Host, Role.Leader);
        using var guest = await Guest.OfAsync(person);

        Assert.That(await person.AskAsync<int>("select octet_length(secret_hash) from accounts.session where account_id = @Id"), Is.EqualTo(32));
    }

    /// <summary>Another browser with the same cookie.</summary>
    private static Guest Thief(Guest victim)
    {
        var thief = new Guest(victim.Host);
        thief.Cookies.Add(victim.Host.Address, new Cookie(victim.Session!.Name, victim.Session.Value, "/"));
        return thief;
    }

    private static async Task<FormUrlEncodedContent> TokenAsync(Guest guest, params (string, string)[] fields) => new(
        [.. fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)), KeyValuePair.Create("__RequestVerificationToken", RequestCalls.FormToken(await guest.PageAsync("/account")))]);
}
