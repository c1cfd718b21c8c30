using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database;
using Portfolio.Database.Migrations;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Reporting.Dashboard;

/// <summary>Kept counts and sums are at every moment what a new count would give, whoever writes, and how many at once.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class RollupTests
{
    private const string Migration = "0020_reporting_rollups.sql";

    [Test]
    public async Task Whatever_is_added_changed_moved_or_taken_out_the_counts_agree_after_every_statement([Values(1, 2, 3)] int seed)
    {
        await using var database = await ManyPlans.CreateAsync();
        await using var connection = await database.OpenAsync();
        var hand = new Hand(1, seed);
        for (var i = 0; i < 40; i++)
        {
            await hand.WorkAsync(connection, 2);
            Assert.That(await Rollups.BrokenAsync(connection), Is.Empty);
        }
        await AssertSomethingIsCountedAsync(connection);
    }

    [Test]
    public async Task Many_hands_at_once_neither_break_a_count_nor_stand_in_each_others_way_for_good()
    {
        await using var database = await ManyPlans.CreateAsync();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(number => Task.Run(async () =>
        {
            await using var connection = await database.OpenAsync();
            await new Hand(number, 100 + number).WorkAsync(connection, 60);
        })));
        await using var connection = await database.OpenAsync();
        Assert.That(await Rollups.BrokenAsync(connection), Is.Empty);
        await AssertSomethingIsCountedAsync(connection);
    }

    [Test]
    public async Task What_is_rolled_back_is_not_counted()
    {
        await using var database = await ManyPlans.CreateAsync();
        await using var connection = await database.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await new Hand(1, 7).WorkAsync(connection, 20);
            await transaction.RollbackAsync();
        }
        Assert.That(await Rollups.BrokenAsync(connection), Is.Empty);
        Assert.That(await connection.QuerySingleAsync<long>("select count(*) from projects.shape_count"), Is.Zero);
    }

    [Test]
    public async Task A_plan_takes_its_own_counts_with_it()
    {
        await using var database = await ManyPlans.CreateAsync();
        await using var connection = await database.OpenAsync();
        await new Hand(1, 5).WorkAsync(connection, 2);
        await connection.ExecuteAsync("delete from projects.project where plan_id in (select id from plans.plan where code = 'p4')");
        await connection.ExecuteAsync("delete from plans.plan where code = 'p4'");
        Assert.That(await Rollups.BrokenAsync(connection), Is.Empty);
        Assert.That(await connection.QuerySingleAsync<long>("select count(*) from funding.plan_envelope"), Is.EqualTo(17));
    }

    [Test]
    public async Task What_is_there_when_the_counts_are_introduced_is_counted()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var before = Directory.CreateTempSubdirectory("portfolio-before-rollups-");
        try
        {
            foreach (var file in Directory.GetFiles(RepositoryFolder.Require("migrations"), "*.sql")
                .Where(f => string.CompareOrdinal(Path.GetFileName(f), Migration) < 0))
                File.Copy(file, Path.Combine(before.FullName, Path.GetFileName(file)));
            await RunAsync(database, before.FullName);
        }
        finally
        {
            before.Delete(recursive: true);
        }
        await ManyPlans.FillAsync(database);
        await using var connection = await database.OpenAsOwnerAsync();
        await new Hand(1, 11, byEntries: false).WorkAsync(connection, 30);

        await RunAsync(database, RepositoryFolder.Require("migrations"));

        Assert.That(await Rollups.BrokenAsync(connection), Is.Empty);
        await AssertSomethingIsCountedAsync(connection);
    }

    [Test]
    public async Task Nobody_writes_a_count_directly([ValueSource(typeof(Rollups), nameof(Rollups.Tables))] string table, [Values] bool owner)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = owner ? await database.OpenAsOwnerAsync() : await database.OpenAsync();
        foreach (var statement in (string[])[$"delete from {table}", $"insert into {table} default values", $"truncate {table}"])
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(statement));
            Assert.That(
                refusal!.SqlState,
                Is.EqualTo(owner ? PostgresErrorCodes.RestrictViolation : PostgresErrorCodes.InsufficientPrivilege), statement);
        }
    }

    private static async Task AssertSomethingIsCountedAsync(NpgsqlConnection connection)
    {
        foreach (var table in Rollups.Tables)
            Assert.That(await connection.QuerySingleAsync<long>($"select count(*) from {table}"), Is.Positive, table);
    }

    private static Task RunAsync(TestDatabase database, string folder) =>
        new MigrationRunner(database.OwnerConnectionString, folder, NullLogger.Instance).RunAsync(CancellationToken.None);
}
