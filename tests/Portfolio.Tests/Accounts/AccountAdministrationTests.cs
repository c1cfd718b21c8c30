using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Common;

namespace Portfolio.Tests.Accounts;

internal sealed class AccountAdministrationTests
{
    private SmallOffice office = null!;

    [SetUp]
    public async Task OpenAsync() => office = await SmallOffice.CreateAsync();

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task An_invited_owner_has_no_password_waits_for_a_link_and_is_bound()
    {
        var made = await office.InviteAsync(SmallOffice.Owner("ban-a", email: " Ban.A@cb.gov.vn ", bodies: ["aa-ban", "tw-bo"]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That((made.HasPassword, made.Active, made.Demo, made.ProvinceCode, made.Email), Is.EqualTo((false, true, false, "aa", "Ban.A@cb.gov.vn")));
            Assert.That(made.WaitsSince, Is.Not.Null);
            Assert.That(made.Bodies.Select(b => b.Code), Is.EquivalentTo(["aa-ban", "tw-bo"]));
            Assert.That(
                await office.LastEventAsync("ban-a"),
                Is.EqualTo("accounts.invited by chief in aa: - > {\"role\": \"Owner\", \"email\": \"Ban.A@cb.gov.vn\", \"heads\": null, \"bodies\": \"aa-ban, tw-bo\", \"province\": \"aa\", \"display_name\": \"Chủ đầu tư ban-a\"}"));
        }
    }

    [TestCase("")]
    [TestCase("ab")]
    [TestCase("Ban-A")]
    [TestCase("ban a")]
    [TestCase("ban-a\n")]
    [TestCase("-ban")]
    [TestCase("new")]
    [TestCase("unknown")]
    [TestCase("ban@cb.gov.vn")]
    public async Task A_name_to_sign_in_with_is_plain(string name) =>
        Assert.That(await FaultAsync(SmallOffice.Reader(name)), Is.EqualTo("UserName accounts.user_name"));

    [TestCase("ban")]
    [TestCase("a b@c.vn")]
    [TestCase("Ban A <a@b.vn>")]
    [TestCase("a@b.vn\r\nBcc: x@y.vn")]
    public async Task An_address_is_a_plain_one(string address) =>
        Assert.That(await FaultAsync(SmallOffice.Reader("ban", email: address)), Is.EqualTo("Email accounts.email"));

    [Test]
    public async Task A_display_name_hides_nothing()
    {
        Assert.That(await FaultAsync(SmallOffice.Reader("ban") with { DisplayName = "A\u202eB" }), Is.EqualTo("DisplayName validation.control_characters"));
        Assert.That(await FaultAsync(SmallOffice.Reader("ban") with { DisplayName = " " }), Is.EqualTo("DisplayName validation.missing"));
        Assert.That(await FaultAsync(SmallOffice.Reader("ban") with { DisplayName = new string('a', 121) }), Is.EqualTo("DisplayName validation.too_long"));
    }

    [TestCase(Role.None)]
    [TestCase(Role.Visitor)]
    [TestCase(Role.System)]
    [TestCase((Role)99)]
    public async Task Nobody_is_given_a_role_that_is_no_persons(Role role) =>
        Assert.That(await FaultAsync(SmallOffice.Reader("ban") with { Binding = new Binding(role, "aa", []) }), Is.EqualTo("role accounts.role"));

    [Test]
    public async Task An_owner_needs_a_body_that_is_there_and_of_the_province()
    {
        Assert.That(await FaultAsync(SmallOffice.Owner("ban") with { Binding = new Binding(Role.Owner, "aa", []) }), Is.EqualTo("bodies accounts.owner_unbound"));
        Assert.That(await FaultAsync(SmallOffice.Owner("ban", bodies: ["aa-ban", "khong-co"])), Is.EqualTo("bodies accounts.body_unknown"));
        Assert.That(await FaultAsync(SmallOffice.Owner("ban", bodies: ["bb-ban"])), Is.EqualTo("bodies accounts.body_unknown"));
        // Who is bound to no province may answer for bodies of several.
        Assert.That((await office.InviteAsync(SmallOffice.Owner("ban", null, null, "aa-ban", "bb-ban"))).Bodies, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_province_must_be_there() =>
        Assert.That(await FaultAsync(SmallOffice.Reader("ban", "zz")), Is.EqualTo("province accounts.province_unknown"));

    [Test]
    public async Task A_name_or_address_of_somebody_else_is_taken_however_it_is_written()
    {
        await office.InviteAsync(SmallOffice.Reader("ban-a", email: "ban.a@cb.gov.vn"));
        // Accounts of another origin may bear an address as their name.
        await office.ExecuteAsync("update accounts.account set user_name = 'so@cb.gov.vn', user_key = 'SO@CB.GOV.VN' where user_name = 'of-province'");

        Assert.That(await FaultAsync(SmallOffice.Reader("ban-a")), Is.EqualTo("userName accounts.name_taken"));
        Assert.That(await FaultAsync(SmallOffice.Reader("ban-b", email: "BAN.A@CB.GOV.VN")), Is.EqualTo("email accounts.name_taken"));
        Assert.That(await FaultAsync(SmallOffice.Reader("ban-b", email: "so@cb.gov.vn")), Is.EqualTo("email accounts.name_taken"));
        // Its own address is no hindrance.
        var own = await office.Accounts.GetAsync(office.Chief, "ban-a", CancellationToken.None);
        Assert.That((await office.ChangeAsync(own, c => c with { DisplayName = "Ban A" })).DisplayName, Is.EqualTo("Ban A"));
    }

    [Test]
    public async Task Two_who_want_the_same_address_at_once_do_not_both_get_it()
    {
        var outcomes = await office.WhileLockedAsync("select pg_advisory_xact_lock(20261122, 4)", () => Task.WhenAll(
            OutcomeAsync(() => office.InviteAsync(SmallOffice.Reader("ban-a", email: "ban@cb.gov.vn"))),
            OutcomeAsync(() => office.InviteAsync(SmallOffice.Reader("ban-b", email: "ban@cb.gov.vn")))));

        Assert.That(outcomes, Is.EquivalentTo(["done", "email accounts.name_taken"]));
    }

    [Test]
    public async Task A_change_is_told_field_by_field_and_none_is_told_when_nothing_changed()
    {
        var made = await office.InviteAsync(SmallOffice.Owner("ban-a"));
        var same = await office.ChangeAsync(made, c => c);
        Assert.That((same.Version, await office.EventsAsync("ban-a")), Is.EqualTo((made.Version, 1L)));

        var after = await office.ChangeAsync(made, c => c with { Binding = new Binding(Role.Finance, "bb", ["aa-ban"]), Email = "x@y.vn", Reason = " chuyển công tác " });
        using (Assert.EnterMultipleScope())
        {
            Assert.That((after.Role, after.ProvinceCode, after.Email, after.Bodies.Count), Is.EqualTo((Role.Finance, "bb", "x@y.vn", 0)));
            Assert.That(
                await office.LastEventAsync("ban-a"),
                Does.StartWith("accounts.changed by chief in bb because chuyển công tác: ").And.Contain("\"bodies\": \"aa-ban\"").And.Contain("\"role\": \"Finance\""));
        }
    }

    [Test]
    public async Task An_account_can_be_that_of_the_head_of_a_body_it_is_bound_to_which_is_audited_and_listed()
    {
        var made = await office.InviteAsync(SmallOffice.Owner("ban-a", bodies: ["aa-ban", "tw-bo"]));
        var named = await office.ChangeAsync(made, c => c with { Binding = c.Binding with { Heads = ["tw-bo"] } });
        Assert.That(named.Bodies.Where(b => b.Head).Select(b => b.Code), Is.EqualTo(["tw-bo"]));
        Assert.That(named.Version, Is.Not.EqualTo(made.Version));
        Assert.That(await office.LastEventAsync("ban-a"), Does.Contain("\"heads\": null").And.Contain("\"heads\": \"tw-bo\""));
        Assert.That(await HeadsAsync("tw-bo"), Is.EqualTo(["ban-a"]));
        Assert.That(await HeadsAsync("aa-ban"), Is.Empty);

        Assert.That((await office.ChangeAsync(named, c => c with { DisplayName = "Khác" })).Bodies.Count(b => b.Head), Is.EqualTo(1), "another change leaves it");
        Assert.That(await OutcomeAsync(() => office.ChangeAsync(named, c => c with { Version = null, Binding = c.Binding with { Bodies = ["aa-ban"] } })), Is.EqualTo("heads accounts.head_unbound"));
        var gone = await office.ChangeAsync(named, c => c with { Version = null, Binding = c.Binding with { Heads = [] } });
        Assert.That(gone.Bodies.Any(b => b.Head), Is.False);
    }

    [Test]
    public async Task A_change_that_is_based_on_something_older_is_refused()
    {
        var made = await office.InviteAsync(SmallOffice.Owner("ban-a"));
        await office.ChangeAsync(made, c => c with { DisplayName = "Tên khác" });

        Assert.That(() => office.ChangeAsync(made, c => c with { Email = "a@b.vn" }), Throws.InstanceOf<StaleException>());
        Assert.That((await office.ChangeAsync(made, c => c with { Version = null })).DisplayName, Is.EqualTo(made.DisplayName));
    }

    [Test]
    public async Task An_account_that_is_not_there_is_not_found()
    {
        Assert.That(() => office.Accounts.GetAsync(office.Chief, "khong-co", CancellationToken.None), Throws.InstanceOf<NotFoundException>());
        Assert.That(() => office.Standing.SetActiveAsync(office.Chief, "khong-co", false, null, CancellationToken.None), Throws.InstanceOf<NotFoundException>());
        Assert.That(await office.EventsAsync("khong-co"), Is.Zero);
    }

    [Test]
    public async Task An_administrator_of_a_province_sees_and_keeps_its_accounts_only()
    {
        await office.InviteAsync(SmallOffice.Reader("a-reader"), office.OfProvince);
        var other = await office.InviteAsync(SmallOffice.Reader("b-reader", "bb"));
        var everywhere = await office.InviteAsync(SmallOffice.Reader("whole", null));

        Assert.That(await office.NamesAsync(office.OfProvince), Is.EqualTo(["a-reader", "of-province"]));
        Assert.That(await office.NamesAsync(office.Chief), Is.EqualTo(["a-reader", "b-reader", "chief", "of-province", "whole"]));
        Assert.That((await office.Accounts.WaitingAsync(office.OfProvince, CancellationToken.None)).Select(a => a.UserName), Is.EqualTo(["a-reader"]));
        foreach (var beyond in (AccountDetails[])[other, everywhere])
        {
            Assert.That(() => office.Accounts.GetAsync(office.OfProvince, beyond.UserName, CancellationToken.None), Throws.InstanceOf<OutOfReachException>());
            Assert.That(() => office.ChangeAsync(beyond, c => c, office.OfProvince), Throws.InstanceOf<OutOfReachException>());
            Assert.That(() => office.ChangeAsync(beyond, c => c with { Binding = c.Binding with { Province = "aa" } }, office.OfProvince), Throws.InstanceOf<OutOfReachException>());
            Assert.That(() => office.Standing.SetActiveAsync(office.OfProvince, beyond.UserName, false, null, CancellationToken.None), Throws.InstanceOf<OutOfReachException>());
            Assert.That(() => office.Standing.AllowLinkAsync(office.OfProvince, beyond.UserName, CancellationToken.None), Throws.InstanceOf<OutOfReachException>());
            Assert.That(() => office.Standing.ForgetSecondFactorAsync(office.OfProvince, beyond.UserName, null, CancellationToken.None), Throws.InstanceOf<OutOfReachException>());
        }
    }

    [Test]
    public async Task An_administrator_of_a_province_makes_no_account_beyond_it()
    {
        foreach (var province in (string?[])["bb", null])
            Assert.That(() => office.InviteAsync(SmallOffice.Reader("ban", province), office.OfProvince), Throws.InstanceOf<OutOfReachException>());
        var own = await office.InviteAsync(SmallOffice.Reader("ban"), office.OfProvince);
        Assert.That(() => office.ChangeAsync(own, c => c with { Binding = c.Binding with { Province = null } }, office.OfProvince), Throws.InstanceOf<OutOfReachException>());
        Assert.That(
            () => office.NamesAsync(office.OfProvince, new AccountFilter(null, null, "bb", null)), Throws.InstanceOf<OutOfReachException>());
        Assert.That(
            () => office.NamesAsync(office.OfProvince, new AccountFilter(null, null, AccountFilter.AllProvinces, null)), Throws.InstanceOf<OutOfReachException>());
    }

    [Test]
    public async Task The_list_is_filtered_and_read_in_stretches()
    {
        await office.InviteAsync(SmallOffice.Owner("ban-a"));
        await office.ExecuteAsync("""
            insert into accounts.account (user_name, user_key, display_name, role, province_code, security_stamp, concurrency_stamp)
            select 'nguoi-' || n, 'NGUOI-' || n, 'Nguyễn Thị Ánh', 'Leader', 'bb', 's', 's' from generate_series(100, 159) n
            """);

        Assert.That(await office.NamesAsync(office.Chief, new AccountFilter(null, "Owner", null, null)), Is.EqualTo(["ban-a"]));
        Assert.That(await office.NamesAsync(office.Chief, new AccountFilter("chu dau", null, "aa", null)), Is.EqualTo(["ban-a"]));
        Assert.That(await office.NamesAsync(office.Chief, new AccountFilter(null, null, AccountFilter.AllProvinces, null)), Is.EqualTo(["chief"]));
        Assert.That(await office.NamesAsync(office.Chief, new AccountFilter(null, null, null, null) { Body = "aa-ban" }), Is.EqualTo(["ban-a"]));
        Assert.That(await office.NamesAsync(office.Chief, new AccountFilter(null, null, null, null) { Body = "khong-co" }), Is.Empty);
        var first = await office.Accounts.ListAsync(office.Chief, new AccountFilter("anh", null, null, null), CancellationToken.None);
        var second = await office.Accounts.ListAsync(office.Chief, new AccountFilter("anh", null, null, first.Next), CancellationToken.None);
        Assert.That((first.Items.Count, second.Items.Count, second.Next), Is.EqualTo((50, 10, (string?)null)));
        Assert.That(first.Items.Concat(second.Items).Select(a => a.UserName), Is.Unique);
    }

    [Test]
    public async Task Nobody_changes_role_reach_or_activity_of_the_own_account()
    {
        await office.AdministratorAsync("other", null);
        var own = await office.Accounts.GetAsync(office.Chief, "chief", CancellationToken.None);

        Assert.That(await CodeAsync(() => office.ChangeAsync(own, c => c with { Binding = new Binding(Role.Leader, null, []) })), Is.EqualTo("accounts.own_role"));
        Assert.That(await CodeAsync(() => office.ChangeAsync(own, c => c with { Binding = c.Binding with { Province = "aa" } })), Is.EqualTo("accounts.own_role"));
        Assert.That(await CodeAsync(() => office.Standing.SetActiveAsync(office.Chief, "chief", false, null, CancellationToken.None)), Is.EqualTo("accounts.own_activity"));
        Assert.That((await office.ChangeAsync(own, c => c with { DisplayName = "Tên mới" })).DisplayName, Is.EqualTo("Tên mới"));
    }

    [Test]
    public async Task Accounts_of_the_demonstration_stay_as_they_are_but_can_be_deactivated()
    {
        await office.InviteAsync(SmallOffice.Reader("demo"));
        await office.ExecuteAsync("update accounts.account set demo = true where user_name = 'demo'");
        var demo = await office.Accounts.GetAsync(office.Chief, "demo", CancellationToken.None);

        Assert.That(await CodeAsync(() => office.ChangeAsync(demo, c => c with { DisplayName = "Khác" })), Is.EqualTo("accounts.demo_fixed"));
        Assert.That(await CodeAsync(() => office.Standing.AllowLinkAsync(office.Chief, "demo", CancellationToken.None)), Is.EqualTo("accounts.demo_fixed"));
        Assert.That(await CodeAsync(() => office.Standing.ForgetSecondFactorAsync(office.Chief, "demo", null, CancellationToken.None)), Is.EqualTo("accounts.demo_fixed"));
        await office.Standing.SetActiveAsync(office.Chief, "demo", false, null, CancellationToken.None);
        Assert.That((await office.Accounts.GetAsync(office.Chief, "demo", CancellationToken.None)).Active, Is.False);
    }

    [Test]
    public async Task A_deactivated_account_loses_sessions_tokens_and_links_for_good()
    {
        var made = await office.InviteAsync(SmallOffice.Owner("ban-a"));
        await office.ExecuteAsync("""
            insert into accounts.session (account_id, secret_hash, method, expires_at) values (@Id, 'x', 'password', now() + interval '1 day');
            insert into accounts.token (account_id, name, secret_hash, scopes, expires_at) values (@Id, 't', 'x', '{portfolio:read}', now() + interval '1 day');
            """, new { made.Id });
        var stamp = await StampAsync(made.Id);
        var was = await office.Accounts.GetAsync(office.Chief, "ban-a", CancellationToken.None);

        await office.Standing.SetActiveAsync(office.Chief, "ban-a", false, "nghỉ việc", CancellationToken.None);
        await office.Standing.SetActiveAsync(office.Chief, "ban-a", false, "lần nữa", CancellationToken.None);
        var closed = await office.LastEventAsync("ban-a");
        await office.Standing.SetActiveAsync(office.Chief, "ban-a", true, null, CancellationToken.None);
        var now = await office.Accounts.GetAsync(office.Chief, "ban-a", CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((was.Sessions, was.Tokens), Is.EqualTo((1, 1)));
            Assert.That((now.Active, now.Sessions, now.Tokens, now.WaitsSince), Is.EqualTo((true, 0, 0, (DateTime?)null)));
            Assert.That(await StampAsync(made.Id), Is.Not.EqualTo(stamp));
            Assert.That(closed, Is.EqualTo("accounts.deactivated by chief in aa because nghỉ việc: {\"active\": true} > {\"active\": false}"));
            Assert.That(await office.LastEventAsync("ban-a"), Does.StartWith("accounts.activated by chief"));
        }
    }

    [Test]
    public async Task A_reason_has_its_length()
    {
        await office.InviteAsync(SmallOffice.Reader("ban-a"));
        var endless = new string('a', 501);
        Assert.That(() => office.Standing.SetActiveAsync(office.Chief, "ban-a", false, endless, CancellationToken.None), Throws.InstanceOf<ValidationFailedException>());
        Assert.That(() => office.Standing.ForgetSecondFactorAsync(office.Chief, "ban-a", endless, CancellationToken.None), Throws.InstanceOf<ValidationFailedException>());
    }

    [Test]
    public async Task A_link_is_allowed_lifts_a_lock_and_makes_earlier_links_useless()
    {
        var made = await office.InviteAsync(SmallOffice.Owner("ban-a"));
        await office.ExecuteAsync("update accounts.account set failed_count = 5, locked_until = now() + interval '1 hour' where id = @Id", new { made.Id });
        var stamp = await StampAsync(made.Id);

        await office.Standing.AllowLinkAsync(office.Chief, "ban-a", CancellationToken.None);
        var now = await office.Accounts.GetAsync(office.Chief, "ban-a", CancellationToken.None);

        Assert.That((now.LockedUntil, now.WaitsSince), Is.EqualTo(((DateTime?)null, (DateTime?)null)));
        Assert.That(await StampAsync(made.Id), Is.Not.EqualTo(stamp));
        Assert.That(await office.LastEventAsync("ban-a"), Is.EqualTo("accounts.invitation_made by chief in aa: - > -"));
        await office.Standing.SetActiveAsync(office.Chief, "ban-a", false, null, CancellationToken.None);
        Assert.That(await CodeAsync(() => office.Standing.AllowLinkAsync(office.Chief, "ban-a", CancellationToken.None)), Is.EqualTo("accounts.inactive"));
    }

    [Test]
    public async Task The_second_factor_is_forgotten_with_its_codes_and_passkeys()
    {
        var made = await office.InviteAsync(SmallOffice.Reader("ban-a"));
        await office.ExecuteAsync("""
            update accounts.account set two_factor_on = true, authenticator_key = 'k' where id = @Id;
            insert into accounts.recovery_code values (@Id, 'c');
            insert into accounts.passkey (credential_id, account_id, name, public_key, sign_count, user_verified, backup_eligible, backed_up,
                attestation_object, client_data, created_at)
            values ('c', @Id, 'p', 'k', 0, true, false, false, 'a', 'd', now());
            insert into accounts.session (account_id, secret_hash, method, expires_at) values (@Id, 'x', 'passkey', now() + interval '1 day');
            insert into accounts.token (account_id, name, secret_hash, scopes, expires_at) values (@Id, 't', 'x', '{portfolio:read}', now() + interval '1 day');
            """, new { made.Id });

        await office.Standing.ForgetSecondFactorAsync(office.OfProvince, "ban-a", "mất điện thoại", CancellationToken.None);
        var now = await office.Accounts.GetAsync(office.Chief, "ban-a", CancellationToken.None);

        Assert.That((now.TwoFactorOn, now.Passkeys, now.Sessions, now.Tokens), Is.EqualTo((false, 0, 0, 0)));
        Assert.That(await office.OneAsync<long>("select count(*) from accounts.recovery_code"), Is.Zero);
        Assert.That(
            await office.LastEventAsync("ban-a"),
            Is.EqualTo("accounts.second_factor_reset by of-province in aa because mất điện thoại: {\"passkeys\": 1, \"second_factor\": true} > {\"passkeys\": 0, \"second_factor\": false}"));
    }

    [Test]
    public async Task Nobody_resets_the_own_credentials()
    {
        var before = await office.OneAsync<string>("select security_stamp from accounts.account where user_name = 'chief'");

        Assert.That(await CodeAsync(() => office.Standing.AllowLinkAsync(office.Chief, "chief", CancellationToken.None)), Is.EqualTo("accounts.own_credentials"));
        Assert.That(await CodeAsync(() => office.Standing.ForgetSecondFactorAsync(office.Chief, "chief", null, CancellationToken.None)), Is.EqualTo("accounts.own_credentials"));

        Assert.That(await office.OneAsync<string>("select security_stamp from accounts.account where user_name = 'chief'"), Is.EqualTo(before));
        Assert.That(await office.EventsAsync("chief"), Is.Zero);
    }

    [Test]
    public async Task The_last_administrator_of_the_whole_stays_one()
    {
        // An invited one who never came and one of a province do not count.
        await office.InviteAsync(new InviteAccount("invited", "Được mời", null, new Binding(Role.Administrator, null, [])));
        var chief = await office.Accounts.GetAsync(office.Chief, "chief", CancellationToken.None);

        Assert.That(await CodeAsync(() => office.Standing.SetActiveAsync(Actor.System, "chief", false, null, CancellationToken.None)), Is.EqualTo("accounts.last_administrator"));
        Assert.That(await CodeAsync(() => office.ChangeAsync(chief, c => c with { Binding = new Binding(Role.Leader, null, []) }, Actor.System)), Is.EqualTo("accounts.last_administrator"));
        Assert.That(await CodeAsync(() => office.ChangeAsync(chief, c => c with { Binding = c.Binding with { Province = "aa" } }, Actor.System)), Is.EqualTo("accounts.last_administrator"));
        await office.AdministratorAsync("other", null);
        await office.Standing.SetActiveAsync(Actor.System, "chief", false, null, CancellationToken.None);
        Assert.That((await office.Accounts.GetAsync(Actor.System, "chief", CancellationToken.None)).Active, Is.False);
    }

    [Test]
    public async Task Two_administrators_who_deactivate_each_other_at_once_do_not_both_succeed()
    {
        var other = await office.AdministratorAsync("other", null);
        var outcomes = await office.WhileLockedAsync("select pg_advisory_xact_lock(20261122, 4)", () => Task.WhenAll(
            OutcomeAsync(() => office.Standing.SetActiveAsync(office.Chief, "other", false, null, CancellationToken.None)),
            OutcomeAsync(() => office.Standing.SetActiveAsync(other, "chief", false, null, CancellationToken.None))));

        Assert.That(outcomes, Is.EquivalentTo(["done", "accounts.last_administrator"]));
        Assert.That(await office.OneAsync<long>("select count(*) from accounts.account where role = 'Administrator' and province_code is null and active"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_invitation_that_is_sent_again_gives_the_first_answer()
    {
        var once = office.Chief with { Once = new OnceKey("k-1", [1, 2, 3]) };
        var first = await office.InviteAsync(SmallOffice.Owner("ban-a"), once);
        var again = await office.InviteAsync(SmallOffice.Owner("ban-a"), once);

        Assert.That((again.Id, again.Version, again.Bodies.Count), Is.EqualTo((first.Id, first.Version, 1)));
        Assert.That(await office.EventsAsync("ban-a"), Is.EqualTo(1));
        Assert.That(
            await CodeAsync(() => office.InviteAsync(SmallOffice.Owner("ban-b"), office.Chief with { Once = new OnceKey("k-1", [9]) })), Is.EqualTo("request.key_reused"));
        Assert.That(await office.OneAsync<string>("select answer::text from exchange.idempotent_write"), Does.Not.Contain("tamp"));
    }

    [Test]
    public async Task The_same_invitation_twice_at_once_makes_one_account()
    {
        var once = office.Chief with { Once = new OnceKey("k-1", [1, 2, 3]) };
        var both = await Task.WhenAll(office.InviteAsync(SmallOffice.Owner("ban-a"), once), office.InviteAsync(SmallOffice.Owner("ban-a"), once));

        Assert.That(both[0].Id, Is.EqualTo(both[1].Id));
        Assert.That(await office.EventsAsync("ban-a"), Is.EqualTo(1));
    }

    private Task<string> StampAsync(long id) => office.OneAsync<string>("select security_stamp from accounts.account where id = @id", new { id });

    private async Task<IEnumerable<string>> HeadsAsync(string body) =>
        (await office.Accounts.ListAsync(office.Chief, new AccountFilter(null, null, null, null) { Body = body }, default)).Items.Where(a => a.IsHead).Select(a => a.UserName);

    private async Task<string> FaultAsync(InviteAccount request) => await OutcomeAsync(() => office.InviteAsync(request));

    private static async Task<string> CodeAsync(Func<Task> work) => (await Assert.ThrowsAsync<RuleException>(async () => await work()))!.Code;

    private static async Task<string> OutcomeAsync(Func<Task> work)
    {
        try
        {
            await work();
            return "done";
        }
        catch (ValidationFailedException fault)
        {
            return fault.Failures[0].Field + " " + fault.Failures[0].Code;
        }
        catch (RuleException fault)
        {
            return fault.Code;
        }
    }
}
