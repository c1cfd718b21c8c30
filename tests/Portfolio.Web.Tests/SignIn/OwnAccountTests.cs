using System.Net;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>The pages of the own account, without a browser.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class OwnAccountTests
{
    private static readonly string[] Paths = ["/account", "/account/protection", "/account/sessions", "/account/tokens", "/account/mail"];

    private static TestHost Host => SharedHost.Host;

    [Test]
    public async Task A_visitor_is_led_to_the_sign_in_and_back()
    {
        using var guest = new Guest(Host);
        foreach (var path in Paths)
        {
            using var answer = await guest.GetAsync(path);
            Assert.That(answer.LeadsTo(), Is.EqualTo("/account/sign-in?returnUrl=" + Uri.EscapeDataString(path)));
        }
    }

    [Test]
    public async Task The_profile_says_role_and_reach_in_words()
    {
        var person = await Person.MakeAsync(Host, Role.Owner);
        var body = await Host.AskAsync<string>(
            """
            with body as (select id, name from directory.body where code = 'cb-so-xay-dung'),
                bound as (insert into accounts.account_body (account_id, body_id) select @Id, id from body)
            select name from body
            """, new { person.Id });
        using var guest = await Guest.OfAsync(person);

        Assert.That(
            await guest.PageAsync("/account"),
            Does.Contain("chủ đầu tư").And.Contain("Tỉnh Cao Bằng").And.Contain(body).And.Contain(person.Name + "@example.vn").And.Contain("và các đơn vị trực thuộc"));
    }

    [Test]
    public async Task Everybody_says_how_mail_comes_and_no_hour_but_those_offered_is_taken()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        Assert.That(await guest.PageAsync("/account/mail"), Does.Contain(person.Name + "@example.vn").And.Match("""value="450" selected="""));
        using (var refused = await guest.SendAsync("/account/mail", ("DigestMinute", "3"), ("Language", "vi")))
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using (await guest.SendAsync("/account/mail", ("DigestMinute", "600"), ("Language", "en")))
        {
        }
        Assert.That(
            await person.AskAsync<string>("select digest_minute || ' ' || language || ' ' || reminders from notifications.preference where account_id = @Id"), Is.EqualTo("600 en false"));
        Assert.That(await person.HistoryAsync(), Has.Some.EqualTo("notifications.preference_set"));
    }

    [Test]
    public async Task What_is_wrong_with_a_new_password_stands_at_its_field_and_no_password_comes_back()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        (string Field, string Current, string Wanted, string Repeated)[] attempts =
        [
            ("current", "Sai-Mat-Khau-123", Person.OtherPassword, Person.OtherPassword), ("newpassword", Person.Password, "ngan", "ngan"),
            ("newpassword", Person.Password, Person.Password, Person.Password), ("repeated", Person.Password, Person.OtherPassword, "Khac-Mat-Khau-1"),
        ];
        foreach (var (field, current, wanted, repeated) in attempts)
        {
            using var refused = await guest.SendAsync("/account", ("Current", current), ("NewPassword", wanted), ("Repeated", repeated));
            var page = await refused.TextAsync();
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(page, Does.Contain($"id=\"password-{field}-fault\"").And.Not.Contain(wanted).And.Not.Contain(current), field);
        }
        using (await guest.SignInAsync(person.Name))
            Assert.That(await guest.IsInAsync());
    }

    [Test]
    public async Task An_authenticator_is_set_up_gets_new_codes_and_is_switched_off_by_who_proves_himself()
    {
        var person = await Person.MakeAsync(Host);
        using var guest = await Guest.OfAsync(person);
        using var other = await Guest.OfAsync(person);
        var key = Guest.KeyOn(await guest.PageAsync("/account/protection?handler=SetUp"));
        using (var wrong = await guest.SendAsync("/account/protection?handler=SetUp", ("Code", "000000")))
            Assert.That(await wrong.TextAsync(), Does.Contain("id=\"code-fault\"").And.Contain(key));
        using var on = await guest.SendAsync("/account/protection?handler=SetUp", ("Code", Totp.Code(key)));
        var first = Guest.CodesOn(await on.TextAsync());
        Assert.That(first, Has.Count.EqualTo(10));
        Assert.That((await guest.IsInAsync(), await other.IsInAsync()), Is.EqualTo((true, false)));
        Assert.That(await guest.PageAsync("/account/protection"), Does.Contain("Còn 10 mã khôi phục").And.Not.Contain(key));
        using (var again = await guest.GetAsync("/account/protection?handler=SetUp"))
            Assert.That(again.StatusCode, Is.Not.EqualTo(HttpStatusCode.OK), "the key of one that is on is shown to nobody");

        using (var refused = await guest.SendAsync("/account/protection?handler=Codes", ("Proof", "Sai-Mat-Khau-123")))
            Assert.That(await refused.TextAsync(), Does.Contain("id=\"proof-codes-fault\""));
        using var renewed = await guest.SendAsync("/account/protection?handler=Codes", ("Proof", Totp.Code(key, 1)));
        Assert.That(Guest.CodesOn(await renewed.TextAsync()), Has.Count.EqualTo(10).And.No.AnyOf(first));

        using (var refused = await guest.SendAsync("/account/protection?handler=Off", ("Proof", "")))
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        using (var off = await guest.SendAsync("/account/protection?handler=Off", ("Proof", Person.Password)))
            Assert.That(off.LeadsTo(), Is.EqualTo("/account/protection"));
        Assert.That(await guest.PageAsync("/account/protection"), Does.Contain("Đang tắt"));
        Assert.That(await person.AskAsync<bool>("select authenticator_key is null from accounts.account where id = @Id"), Is.True);
        Assert.That(await person.AskAsync<long>("select count(*) from accounts.recovery_code where account_id = @Id"), Is.Zero);
        Assert.That(await person.HistoryAsync(), Has.Some.EqualTo("accounts.second_factor_off"));
        Assert.That(Guest.KeyOn(await guest.PageAsync("/account/protection?handler=SetUp")), Is.Not.EqualTo(key));
    }

    [Test]
    public async Task Where_the_role_demands_it_the_authenticator_stays()
    {
        var person = await Person.MakeAsync(Host, Role.Finance, secondFactor: true);
        using var guest = await Guest.OfAsync(person);
        Assert.That(await guest.PageAsync("/account/protection"), Does.Contain("bắt buộc xác thực hai lớp").And.Not.Contain("handler=Off"));
        using var refused = await guest.SendAsync("/account/protection?handler=Off", ("Proof", Person.Password));

        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(await person.AskAsync<bool>("select two_factor_on from accounts.account where id = @Id"), Is.True);
    }

    [Test]
    public async Task Another_password_keeps_what_the_session_was_proved_by()
    {
        var person = await Person.MakeAsync(Host, Role.Finance);
        // Signed in by a passkey, without an authenticator: the role wants no more of it, before and after.
        var signedIn = await SignedIn.OfAsync(Host.Services, person.Name);
        using var guest = new Guest(Host);
        guest.Cookies.Add(Host.Address, new Cookie(signedIn.CookieName, signedIn.CookieValue, "/"));
        using var changed = await guest.SendAsync("/account", ("Current", Person.Password), ("NewPassword", Person.OtherPassword), ("Repeated", Person.OtherPassword));

        Assert.That(await guest.IsInAsync());
    }

    [Test]
    public async Task Accounts_of_the_demonstration_look_but_change_neither_password_nor_factor()
    {
        var person = await Person.MakeAsync(Host, Role.Finance);
        await person.AskAsync<object>("update accounts.account set demo = true where id = @Id");
        using var guest = await Guest.OfAsync(person);
        foreach (var path in Paths)
            Assert.That(await guest.PageAsync(path), Does.Contain("</html>"));
        Assert.That(await guest.PageAsync("/account"), Does.Contain("Tài khoản trình diễn không sửa được").And.Not.Contain("name=\"NewPassword\""));
        Assert.That(await guest.PageAsync("/account/protection"), Does.Contain("Tài khoản trình diễn không sửa được").And.Not.Contain("handler=SetUp").And.Not.Contain("data-passkey"));
        const string State = "select concat(password_hash, two_factor_on, authenticator_key, security_stamp) from accounts.account where id = @Id";
        var before = await person.AskAsync<string>(State);
        (string Path, (string, string)[] Fields)[] attempts =
        [
            ("/account", [("Current", Person.Password), ("NewPassword", Person.OtherPassword), ("Repeated", Person.OtherPassword)]),
            ("/account/protection?handler=SetUp", [("Code", "123456")]), ("/account/protection?handler=Codes", [("Proof", Person.Password)]),
            ("/account/protection?handler=Off", [("Proof", Person.Password)]), ("/account/protection?handler=PasskeyOptions", []),
            ("/account/protection?handler=Passkey", [("Name", "a"), ("Credential", "{}")]),
        ];
        foreach (var (path, fields) in attempts)
        {
            using var refused = await guest.SendAsync(path, fields);
            Assert.That((int)refused.StatusCode, Is.EqualTo(422).Or.EqualTo(409), path);
            Assert.That(await refused.TextAsync(), Does.Contain("Tài khoản trình diễn không sửa được"), path);
        }
        Assert.That(await person.AskAsync<string>(State), Is.EqualTo(before));
        using var made = await guest.SendAsync("/account/tokens", ("Name", "thử"), ("Scopes", "portfolio:read"), ("Days", "1"));
        Assert.That(await made.TextAsync(), Does.Contain("pft_"));
    }

    [TestCase("/account/protection?handler=Passkey", "Name", "a", "Credential", "{\"id\":\"x\"}")]
    [TestCase("/account/protection?handler=Passkey", "Name", "a", "Credential", "không phải json")]
    [TestCase("/account/protection?handler=Passkey", "Name", "", "Credential", "{}")]
    [TestCase("/account/protection?handler=Rename", "Name", "a", "id", "%%%")]
    [TestCase("/account/protection?handler=Remove", "Name", "a", "id", "AAAA")]
    public async Task Nonsense_for_a_passkey_is_no_bug(string path, string name, string value, string otherName, string otherValue)
    {
        using var guest = await Guest.OfAsync(await Person.MakeAsync(Host));
        (await guest.SendAsync("/account/protection?handler=PasskeyOptions")).Dispose();
        using var answer = await guest.SendAsync(path, (name, value), (otherName, otherValue));

        Assert.That((int)answer.StatusCode, Is.LessThan(500));
    }

    [TestCase("{}")]
    [TestCase("")]
    [TestCase("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AAAA\",\"authenticatorData\":\"AAAA\",\"signature\":\"AAAA\"},\"clientExtensionResults\":{}}")]
    public async Task A_forged_passkey_signs_nobody_in(string credential)
    {
        using var guest = new Guest(Host);
        using var asked = await guest.SendAsync("/account/sign-in?handler=PasskeyOptions");
        Assert.That(await asked.TextAsync(), Does.Contain("\"challenge\""));
        using var answer = await guest.SendAsync("/account/sign-in?handler=Passkey", ("Credential", credential));
        using var unasked = await guest.SendAsync("/account/sign-in?handler=Passkey", ("Credential", credential));
        using var step = await guest.GetAsync("/account/second-factor");

        Assert.That((answer.StatusCode, unasked.StatusCode, guest.Session), Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, (Cookie?)null)));
        Assert.That(step.LeadsTo(), Is.EqualTo("/account/sign-in"), "the question for a passkey is no first step");
    }
}
