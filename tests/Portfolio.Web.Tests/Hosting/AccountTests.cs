using Npgsql;
using Portfolio.Tests.Support;

namespace Portfolio.Web.Tests.Hosting;

/// <summary>One account owns and migrates, another one runs the program; or one does both and is told so.</summary>
public sealed class AccountTests
{
    private const string AsOwner = "It runs as the owner of the database";

    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task MakeDatabaseAsync() => database = await TestDatabase.CreateEmptyAsync();

    [OneTimeTearDown]
    public async Task DropDatabaseAsync() => await database.DisposeAsync();

    [Test]
    public async Task The_owner_migrates_and_the_program_runs_without_its_rights()
    {
        Assert.That(await OutputAsync(database.ConnectionString, database.OwnerConnectionString), Does.Not.Contain(AsOwner));
        await using (var app = await database.OpenAsync())
        {
            // The seeds are loaded, by the account that the program runs as.
            await using var loaded = new NpgsqlCommand("select count(*) > 10 from directory.commune", app);
            Assert.That(await loaded.ExecuteScalarAsync(), Is.True);
            await using var destroy = new NpgsqlCommand("drop table directory.commune cascade", app);
            Assert.That((await Assert.ThrowsAsync<PostgresException>(() => destroy.ExecuteNonQueryAsync()))!.SqlState, Is.EqualTo("42501"));
        }
        // Once it is migrated the program needs no word of the owner.
        Assert.That(await OutputAsync(database.ConnectionString, owner: null), Does.Not.Contain(AsOwner));
        Assert.That(await OutputAsync(database.OwnerConnectionString, owner: null), Does.Contain(AsOwner));
    }

    private static async Task<string> OutputAsync(string program, string? owner)
    {
        (string, string)[] settings = [("ConnectionStrings__Portfolio", program), .. owner is null ? [] : new[] { ("ConnectionStrings__Owner", owner) }];
        using var run = ProgramRun.Start(["--urls", $"http://127.0.0.1:{ProgramRun.FreePort()}"], settings);
        await run.ListeningAsync();
        if (!OperatingSystem.IsWindows())
        {
            await run.SignalAsync("TERM");
            await run.EndAsync(TimeSpan.FromSeconds(15));
            Assert.That((run.ExitCode, run.Errors), Is.EqualTo((0, "")));
        }
        return run.Output;
    }
}
