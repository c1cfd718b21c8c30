using System.Net;
using System.Net.Sockets;
using Npgsql;
using Portfolio.Tests.Support;

namespace Portfolio.Web.Tests.Hosting;

/// <summary>What is set wrongly is one line that says what to do, never a stack trace and never a secret.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MisconfigurationTests
{
    private const string Secret = "geheim";

    [TestCase("Host", "cannot be read (it is not a list of name=value;…)")]
    [TestCase("Host=127.0.0.1;Port=abc;Password=geheim", "the value of 'port' is not possible")]
    [TestCase("Host=127.0.0.1;Password=half;geheim=x", "it holds a setting that is not known")]
    [TestCase("Username=portfolio;Password=geheim", "names no Host")]
    [TestCase("Host=127.0.0.1;Port=1;Database=portfolio;Username=portfolio;Password=geheim", "The database portfolio on 127.0.0.1:1 cannot be opened: Failed to connect")]
    [TestCase("Host=nowhere.invalid;Database=portfolio;Username=portfolio;Password=geheim", "The database portfolio on nowhere.invalid:5432 cannot be opened: ")]
    public async Task A_server_that_cannot_be_reached_as_named(string connectionString, string expected) =>
        Assert.That(await LineAsync(("ConnectionStrings__Portfolio", connectionString)), Does.Contain(expected));

    [Test]
    public async Task An_account_that_the_server_does_not_let_in()
    {
        var settings = new NpgsqlConnectionStringBuilder(SharedHost.Host.ConnectionString) { Username = "nobody_of_that_name", Password = Secret };
        Assert.That(await LineAsync(("ConnectionStrings__Portfolio", settings.ConnectionString)), Does
            .Contain("cannot be opened: ").And.Contain("check Username and Password of ConnectionStrings:Portfolio"));
    }

    [Test]
    public async Task A_database_that_is_missing()
    {
        var settings = new NpgsqlConnectionStringBuilder(SharedHost.Host.ConnectionString) { Database = "missing_database" };
        Assert.That(await LineAsync(("ConnectionStrings__Portfolio", settings.ConnectionString)), Does
            .StartWith("The database missing_database on ").And.Contain("create the database"));
    }

    [Test]
    public async Task Owner_and_program_in_different_databases()
    {
        await using var other = await TestDatabase.CreateEmptyAsync();
        Assert.That(await LineAsync(
            ("ConnectionStrings__Portfolio", SharedHost.Host.ConnectionString), ("ConnectionStrings__Owner", other.OwnerConnectionString)), Does
            .StartWith("ConnectionStrings:Owner and ConnectionStrings:Portfolio name different databases"));
    }

    [Test]
    public async Task Owner_and_program_as_one_account() => Assert.That(await LineAsync(
        ("ConnectionStrings__Portfolio", SharedHost.Host.OwnerConnectionString), ("ConnectionStrings__Owner", SharedHost.Host.OwnerConnectionString)), Does
        .StartWith("ConnectionStrings:Owner and ConnectionStrings:Portfolio name the same account"));

    [Test]
    public async Task An_owner_without_a_program() => Assert.That(await LineAsync(("ConnectionStrings__Owner", SharedHost.Host.OwnerConnectionString)), Does
        .StartWith("ConnectionStrings:Owner is set, but ConnectionStrings:Portfolio is not"));

    [Test]
    public async Task An_owner_who_is_not_let_in_is_told_the_setting()
    {
        var owner = new NpgsqlConnectionStringBuilder(SharedHost.Host.OwnerConnectionString) { Username = "nobody_of_that_name", Password = Secret };
        Assert.That(await LineAsync(("ConnectionStrings__Portfolio", SharedHost.Host.ConnectionString), ("ConnectionStrings__Owner", owner.ConnectionString)), Does
            .Contain("check Username and Password of ConnectionStrings:Owner"));
    }

    [Test]
    public async Task An_owner_who_owns_nothing_and_a_program_without_rights()
    {
        await using var empty = await TestDatabase.CreateEmptyAsync();
        Assert.That(await LineAsync(("ConnectionStrings__Portfolio", empty.ConnectionString)), Does
            .StartWith($"The database {empty.Name} on ").And.Contain("(42501)").And.Contain("ConnectionStrings:Owner"));
        Assert.That(await LineAsync(("ConnectionStrings__Portfolio", empty.OwnerConnectionString), ("ConnectionStrings__Owner", empty.ConnectionString)), Does
            .StartWith($"The database {empty.Name} on ").And.Contain("(42501)"));
    }

    [Test]
    public async Task A_mail_server_without_a_sender_or_without_the_address_of_the_program()
    {
        var server = ("Mail__Smtp__Host", "thu.example");
        Assert.That(await LineAsync(server), Does.StartWith("Mail:Smtp:Host is set, but Mail:From is not"));
        Assert.That(await LineAsync(server, ("Mail__From", "danh-muc@thu.example")), Does.StartWith("Mail:Site is missing"));
    }

    [TestCase("Seeds__Demo", "ja", "Seeds:Demo 'ja' is not a switch. Use true or false.")]
    [TestCase("Seeds__Plans", "1", "Seeds:Plans '1' is not a switch. Use true or false.")]
    [TestCase("Seeds__Folder", "/nowhere/seeds", "Seeds:Folder '/nowhere/seeds' does not exist.")]
    [TestCase("Access__DemoAccounts", "ja", "Access:DemoAccounts 'ja' is not a switch. Use true or false.")]
    [TestCase("Access__PlainHttp", "ja", "Access:PlainHttp 'ja' is not a switch. Use true or false.")]
    [TestCase("Proxy__Known", "10.0.0.5;proxy.example", "Proxy:Known 'proxy.example' is neither an address nor a network. Write it like this: ")]
    [TestCase("Proxy__Known", "10", "Proxy:Known '10' is neither an address nor a network.")]
    [TestCase("Proxy__Known", "10.0.0.0/33", "Proxy:Known '10.0.0.0/33' is neither an address nor a network.")]
    [TestCase("Limits__ApiPerMinute", "-1", "Limits:ApiPerMinute '-1' is not a number. Use 1 to 1000000, or 0 for no limit.")]
    [TestCase("Limits__FileMegabytes", "101", "Limits:FileMegabytes '101' is not a number from 1 to 100.")]
    [TestCase("DataProtection__Certificate", "/nowhere/keys.pfx", "DataProtection:Certificate '/nowhere/keys.pfx' cannot be used: ")]
    [TestCase("DataProtection__Certificate", "/etc/hostname", "DataProtection:Certificate '/etc/hostname' cannot be used: ")]
    [TestCase("ASPNETCORE_URLS", "5080", "'5080' is not an address.")]
    [TestCase("Embedded__Binaries", "/nowhere/postgres", "/nowhere/postgres")]
    public async Task A_setting_that_cannot_be_read(string name, string value, string expected) =>
        Assert.That(await LineAsync((name, value)), Does.Contain(expected));

    [Test]
    public async Task An_address_that_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://localhost:{((IPEndPoint)taken.LocalEndpoint).Port}";
        Assert.That(await LineAsync(("ASPNETCORE_URLS", url)), Does.StartWith($"{url} is taken by another program. Stop that program, or choose another"));
    }

    private static async Task<string> LineAsync(params (string Name, string Value)[] settings)
    {
        var folder = TestCluster.NewFolder();
        (string, string)[] place = [("ASPNETCORE_URLS", $"http://127.0.0.1:{ProgramRun.FreePort()}"), ("Embedded__DataFolder", folder)];
        try
        {
            using var run = ProgramRun.Start([], [.. place, .. settings]);
            await run.EndAsync(TimeSpan.FromSeconds(30));
            Assert.Multiple(() =>
            {
                Assert.That(run.ExitCode, Is.EqualTo(1));
                Assert.That(run.Errors.TrimEnd('\n'), Is.Not.Empty.And.Not.Contain("\n").And.Not.Contain(Secret));
                Assert.That(run.Output, Does.Not.Contain("   at ").And.Not.Contain(Secret));
            });
            return run.Errors.TrimEnd('\n');
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
