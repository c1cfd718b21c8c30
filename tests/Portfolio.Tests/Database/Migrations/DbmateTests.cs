using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Database;
using Portfolio.Database.Migrations;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Database.Migrations;

public sealed class DbmateTests
{
    [Test]
    public async Task Dbmate_and_the_runner_make_the_same_schema()
    {
        await using var ours = await TestDatabase.CreateEmptyAsync();
        await using var theirs = await TestDatabase.CreateEmptyAsync();
        await new MigrationRunner(ours.OwnerConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance)
            .RunAsync(CancellationToken.None);
        await Dbmate.RunAsync(theirs.OwnerConnectionString, "up");

        var expected = await CatalogSnapshot.TakeAsync(theirs.OwnerConnectionString);
        Assert.That(expected, Has.Count.GreaterThan(500), "the comparison has something to compare");
        Assert.That(await CatalogSnapshot.TakeAsync(ours.OwnerConnectionString), Is.EqualTo(expected));
        Assert.That(await VersionsAsync(ours), Is.EqualTo(await VersionsAsync(theirs)));
    }

    [Test]
    public async Task The_comparison_sees_a_comment_an_index_and_a_default()
    {
        await using var database = await TestDatabase.CreateAsync();
        var before = await CatalogSnapshot.TakeAsync(database.OwnerConnectionString);
        await using (var connection = await database.OpenAsOwnerAsync())
        {
            await connection.ExecuteAsync(
                """
                comment on column plans.plan.code is 'changed';
                create index extra on plans.plan (kind);
                alter table plans.plan alter column position set default 7;
                """);
        }
        var after = await CatalogSnapshot.TakeAsync(database.OwnerConnectionString);
        // Each is a line gone and a line come, but for the index: its own relation, its definition.
        Assert.That(after.Except(before).Count(), Is.EqualTo(4));
    }

    [Test]
    public async Task Dbmate_finds_nothing_to_do_after_the_runner_and_the_runner_adopts_what_dbmate_did()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Dbmate.RunAsync(database.OwnerConnectionString, "up");
        var runner = new MigrationRunner(database.OwnerConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance);
        var result = await runner.RunAsync(CancellationToken.None);
        await Dbmate.RunAsync(database.OwnerConnectionString, "up");

        Assert.Multiple(() =>
        {
            Assert.That(result.Applied, Is.Empty);
            Assert.That(result.Adopted, Has.Count.EqualTo(result.Total));
        });
        Assert.That((await runner.RunAsync(CancellationToken.None)).Adopted, Is.Empty);
    }

    [Test]
    public async Task Every_file_can_be_taken_back_to_an_empty_database_and_applied_again()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await Dbmate.RunAsync(database.OwnerConnectionString, "up");
        var full = await CatalogSnapshot.TakeAsync(database.OwnerConnectionString);
        foreach (var _ in await VersionsAsync(database))
            await Dbmate.RunAsync(database.OwnerConnectionString, "rollback");

        await using var empty = await TestDatabase.CreateEmptyAsync();
        await using (var connection = await empty.OpenAsOwnerAsync())
            await new MigrationStore(connection).AppliedAsync(CancellationToken.None);
        Assert.That(
            await CatalogSnapshot.TakeAsync(database.OwnerConnectionString),
            Is.EqualTo(await CatalogSnapshot.TakeAsync(empty.OwnerConnectionString)));

        await new MigrationRunner(database.OwnerConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance)
            .RunAsync(CancellationToken.None);
        Assert.That(await CatalogSnapshot.TakeAsync(database.OwnerConnectionString), Is.EqualTo(full));
    }

    private static async Task<IReadOnlyList<string>> VersionsAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        return [.. await connection.QueryAsync<string>("select version from public.schema_migrations order by version")];
    }
}
