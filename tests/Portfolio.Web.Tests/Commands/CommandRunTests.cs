using Npgsql;
using Portfolio.Tests.Support;
using Portfolio.Web.Commands;
using Portfolio.Web.Tests.Hosting;

namespace Portfolio.Web.Tests.Commands;

/// <summary>The commands as a script sees them, on a server: output, error output, exit code.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CommandRunTests
{
    private static readonly string[] Names = [.. ConsoleCommands.All().Select(c => c.Name)];

    /// <summary>Options without which a command is not understood.</summary>
    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["create-admin"] = ["--account", "quan-tri-2"],
        ["token"] = ["--account", "tai-chinh", "--scope", "portfolio:read"],
    };
    private static readonly int Migrations = Directory.GetFiles(Portfolio.Database.RepositoryFolder.Require("migrations"), "*.sql").Length;

    [TestCaseSource(nameof(Names))]
    public async Task Every_command_explains_itself(string name) => Assert.That(
        await RunAsync([name, "--help"]), Has.Property("Code").EqualTo(0).And.Property("Errors").Empty
            .And.Property("Output").Contains(ConsoleCommands.All().Single(c => c.Name == name).Description![..40]));

    [Test]
    public async Task The_help_names_every_command()
    {
        var help = await RunAsync(["--help"]);
        Assert.That((help.Code, help.Errors), Is.EqualTo((0, "")));
        foreach (var name in Names)
            Assert.That(help.Output, Does.Contain("\n  " + name + " "));
    }

    [TestCase("frobnicate", "'frobnicate' is not a command. There are: migrate, seed")]
    [TestCase("--Seeds:Demo=true sed", "'sed' is not a command.")]
    [TestCase("seed twice", "'twice'. See: seed --help")]
    [TestCase("migrate --dry-run", "'--dry-run'. See: migrate --help")]
    public async Task What_is_not_understood_is_one_line_and_exit_code_2(string line, string expected)
    {
        var run = await RunAsync(line.Split(' '));
        Assert.That((run.Code, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Errors.TrimEnd('\n'), Does.Contain(expected).And.Not.Contain("\n"));
    }

    [Test]
    public async Task An_empty_database_is_refused_by_seed_migrated_once_and_then_seeded()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        (string, string)[] accounts = [("ConnectionStrings__Portfolio", database.ConnectionString), ("ConnectionStrings__Owner", database.OwnerConnectionString)];

        var early = await RunAsync(["seed"], accounts);
        Assert.That((early.Code, early.Output), Is.EqualTo((1, "")));
        Assert.That(early.Errors, Is.EqualTo(
            $"The database is not up to date, migrations are missing ({Migrations}, the first is 0001_common_foundation.sql): run the command migrate, or start the program.\n"));

        var first = await RunAsync(["migrate"], accounts);
        Assert.That((first.Code, first.Errors), Is.EqualTo((0, "")));
        Assert.That(first.Output.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(Migrations).And.All.Match("^[0-9]{4}_[a-z0-9_]+[.]sql$"));
        Assert.That(await RunAsync(["migrate"], accounts), Is.EqualTo(new Outcome(0, "", "")));
        await using (var connection = await database.OpenAsync())
        {
            await using var empty = new NpgsqlCommand("select count(*) from directory.province", connection);
            Assert.That(await empty.ExecuteScalarAsync(), Is.Zero, "migrate loads nothing");
        }

        // The owner is not needed any more, and a setting decides what is loaded.
        var seeded = await RunAsync(["seed", "--Seeds:Plans=true"], accounts[0]);
        Assert.That((seeded.Code, seeded.Errors), Is.EqualTo((0, "")));
        Assert.That(seeded.Output.TrimEnd('\n').Split('\n'), Has.All.Match("^[a-z_]+[.][a-z_]+\t[0-9]+\t[0-9]+\t[0-9]+$").And.Some.StartsWith("plans.plan\t5\t"));
        Assert.That(await RunAsync(["seed", "--Seeds:Plans=true"], accounts[0]), Is.EqualTo(new Outcome(0, "", "")));
    }

    [Test]
    public async Task An_expected_failure_is_one_line_and_exit_code_1()
    {
        var unreachable = ("ConnectionStrings__Portfolio", "Host=127.0.0.1;Port=1;Database=portfolio;Username=portfolio;Password=geheim");
        foreach (var name in Names)
        {
            var run = await RunAsync([name, .. Needed.GetValueOrDefault(name, [])], unreachable);
            Assert.That((run.Code, run.Output), Is.EqualTo((1, "")), name);
            Assert.That(run.Errors.TrimEnd('\n'), Does.StartWith("The database portfolio on 127.0.0.1:1 cannot be opened: ").And.Not.Contain("\n"), name);
        }
        var unreadable = await RunAsync(["seed", "--Seeds:Demo", "ja"], unreachable);
        Assert.That(unreadable, Is.EqualTo(new Outcome(1, "", "Seeds:Demo 'ja' is not a switch. Use true or false.\n")));
    }

    [Test]
    public async Task An_administrator_is_made_as_by_an_invitation_or_refused_in_one_line()
    {
        await using var database = await TestDatabase.CreateAsync();
        var server = ("ConnectionStrings__Portfolio", database.ConnectionString);

        var made = await RunAsync(["create-admin", "--account", "quan-tri-2", "--email", "quan-tri@example.vn"], server);
        Assert.That((made.Code, made.Errors), Is.EqualTo((0, "")));
        Assert.That(made.Output, Does.Match("^[A-Za-z0-9]{20}\n$"));

        var taken = await RunAsync(["create-admin", "--account", "quan-tri-3", "--email", "Quan-Tri@example.vn"], server);
        Assert.That(taken, Is.EqualTo(new Outcome(1, "", "There is an account called 'quan-tri-3', or with that address, already: choose another name.\n")));
        var illegal = await RunAsync(["create-admin", "--account", "new", "--email", "nobody"], server);
        Assert.That((illegal.Code, illegal.Output), Is.EqualTo((1, "")));
        Assert.That(illegal.Errors.TrimEnd('\n'), Does.Match("^UserName: .+ Email: .+$").And.Not.Contain("\n"));
    }

    private static async Task<Outcome> RunAsync(string[] arguments, params (string Name, string Value)[] settings)
    {
        using var run = ProgramRun.Start(arguments, settings);
        await run.EndAsync(TimeSpan.FromSeconds(60));
        return new Outcome(run.ExitCode, run.Output, run.Errors);
    }

    private sealed record Outcome(int Code, string Output, string Errors);
}
