using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;

namespace Portfolio.Tests.Accounts;

/// <summary>What the console and single sign-on do to accounts obeys the rules of the administration.</summary>
internal sealed class SignInRecordsTests
{
    private SmallOffice office = null!;
    private SignInRecords records = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        office = await SmallOffice.CreateAsync();
        records = new SignInRecords(office.Access);
    }

    [TearDown]
    public async Task CloseAsync() => await office.DisposeAsync();

    [Test]
    public async Task A_stated_role_leaves_the_last_administrator_of_the_whole_in_place()
    {
        var chief = await FindAsync("chief");

        Assert.That(await records.TakeRoleAsync(Actor.System, chief, Role.Leader, CancellationToken.None), Is.False);
        Assert.That((chief.Role, await RoleAsync("chief"), await office.EventsAsync("chief")), Is.EqualTo((Role.Administrator, "Administrator", 0L)));

        await office.AdministratorAsync("other", null);
        Assert.That(await records.TakeRoleAsync(Actor.System, chief, Role.Leader, CancellationToken.None), Is.True);
        Assert.That((chief.Role, await RoleAsync("chief")), Is.EqualTo((Role.Leader, "Leader")));
        Assert.That(
            await office.LastEventAsync("chief"),
            Does.StartWith("accounts.role_taken by ").And.EndsWith("in all: {\"role\": \"Administrator\"} > {\"role\": \"Leader\"}"));
    }

    [Test]
    public async Task Two_administrators_whose_roles_are_taken_at_once_do_not_both_lose_them()
    {
        await office.AdministratorAsync("other", null);
        var (chief, other) = (await FindAsync("chief"), await FindAsync("other"));
        var taken = await office.WhileLockedAsync("select pg_advisory_xact_lock(20261122, 4)", () => Task.WhenAll(
            records.TakeRoleAsync(Actor.System, chief, Role.Leader, CancellationToken.None),
            records.TakeRoleAsync(Actor.System, other, Role.Leader, CancellationToken.None)));

        Assert.That(taken, Is.EquivalentTo([true, false]));
        Assert.That(await office.OneAsync<long>("select count(*) from accounts.account where role = 'Administrator' and province_code is null"), Is.EqualTo(1));
    }

    [TestCase("lan@example.org", "Lan", null, "UserName accounts.user_name")]
    [TestCase("new", "Lan", null, "UserName accounts.user_name")]
    [TestCase("lan", "La\u202en", null, "DisplayName validation.control_characters")]
    [TestCase("lan", "Lan", "lan", "Email accounts.email")]
    public async Task An_account_made_by_the_program_is_such_as_an_invited_one(string name, string displayName, string? email, string expected)
    {
        var fault = await Assert.ThrowsAsync<ValidationFailedException>(() => MakeAsync(name, email, displayName));
        Assert.That(fault!.Failures[0].Field + " " + fault.Failures[0].Code, Is.EqualTo(expected));
        Assert.That(await office.EventsAsync(name), Is.Zero);
    }

    [Test]
    public async Task A_name_or_address_that_opens_another_account_is_taken()
    {
        // Accounts of another origin may bear an address as their name.
        await office.ExecuteAsync("update accounts.account set user_name = 'so@cb.gov.vn', user_key = 'SO@CB.GOV.VN' where user_name = 'of-province'");

        Assert.That(await MakeAsync("so-tai-chinh", "So@cb.gov.vn"), Is.False);
        Assert.That(await MakeAsync("chief", null), Is.False);
        Assert.That(await MakeAsync("so-tai-chinh", "so2@cb.gov.vn"), Is.True);
    }

    [Test]
    public async Task Accounts_are_made_one_after_the_other()
    {
        var made = await office.WhileLockedAsync("select pg_advisory_xact_lock(20261122, 4)", () => Task.WhenAll(
            MakeAsync("ban-a", "ban@cb.gov.vn"), MakeAsync("ban-b", "ban@cb.gov.vn")));

        Assert.That(made, Is.EquivalentTo([true, false]));
    }

    private Task<bool> MakeAsync(string name, string? email, string displayName = "Lan") =>
        records.MakeAsync(Actor.System, new NewAccount(name, displayName, email, Role.Administrator, null, null), CancellationToken.None);

    private async Task<Account> FindAsync(string name) =>
        (await new AccountRecords(office.Access).FindByNameAsync(Actor.System, AccountNames.Key(name), CancellationToken.None))!;

    private Task<string> RoleAsync(string name) => office.OneAsync<string>("select role from accounts.account where user_name = @name", new { name });
}
