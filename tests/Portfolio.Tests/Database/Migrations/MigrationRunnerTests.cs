using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database;
using Portfolio.Database.Migrations;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Database.Migrations;

public sealed class MigrationRunnerTests
{
    private TestDatabase database = null!;
    private MigrationFolder folder = null!;

    [SetUp]
    public async Task MakeDatabaseAsync()
    {
        database = await TestDatabase.CreateEmptyAsync();
        folder = new MigrationFolder();
    }

    [TearDown]
    public async Task DropDatabaseAsync()
    {
        folder.Dispose();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Missing_files_are_applied_in_order_and_a_second_run_finds_nothing_to_do()
    {
        folder.Write("0002_area_table.sql", "create table public.a (x int);");
        folder.Write("0003_area_row.sql", "insert into public.a values (1);");
        var first = await RunAsync();
        var second = await RunAsync();
        folder.Write("0004_area_row.sql", "insert into public.a values (2);");
        var third = await RunAsync();

        Assert.Multiple(() =>
        {
            Assert.That(first.Applied, Is.EqualTo(new[] { MigrationFolder.First, "0002_area_table.sql", "0003_area_row.sql" }));
            Assert.That(second, Is.EqualTo(new MigrationResult([], [], 3)).Using<MigrationResult>(Same));
            Assert.That(third.Applied, Is.EqualTo(new[] { "0004_area_row.sql" }));
        });
        Assert.That(await QueryAsync<int>("select x from public.a order by x"), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(
            await QueryAsync<string>(
                "select version from public.schema_migrations join public.schema_migration_checksum using (version) order by 1"),
            Is.EqualTo(new[] { "0001", "0002", "0003", "0004" }));
    }

    [Test]
    public async Task A_failing_file_leaves_nothing_behind_and_is_reported_with_its_line()
    {
        folder.Write("0002_area_good.sql", "create table public.good (x int);");
        folder.Write("0003_area_bad.sql", "create table public.bad (x int);\n\nselect 1,\n    missing\nfrom public.good;");
        folder.Write("0004_area_late.sql", "create table public.late (x int);");

        Assert.That(
            await RefusalAsync(), Is.EqualTo("0003_area_bad.sql:5: column \"missing\" does not exist (42703)"));
        Assert.That(
            await QueryAsync<string>("select relname::text from pg_class where relname in ('good', 'bad', 'late')"),
            Is.EqualTo(new[] { "good" }));
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "0001", "0002" }));

        folder.Write("0003_area_bad.sql", "create table public.bad (x int);");
        Assert.That((await RunAsync()).Applied, Is.EqualTo(new[] { "0003_area_bad.sql", "0004_area_late.sql" }));
    }

    [Test]
    public async Task An_error_without_a_position_names_the_first_line_of_its_statement_and_what_PostgreSQL_adds()
    {
        folder.Write("0002_area_twice.sql", "create table public.a (x int primary key);\ninsert into public.a\nvalues (1), (1);");
        Assert.That(await RefusalAsync(), Does
            .StartWith("0002_area_twice.sql:3: duplicate key value violates unique constraint \"a_pkey\" (23505)")
            .And.Contain("(x)=(1) already exists"));
    }

    [Test]
    public async Task A_deferred_constraint_that_fails_at_the_end_takes_the_file_back()
    {
        folder.Write(
            "0002_area_deferred.sql",
            "create table public.a (x int primary key, y int references public.a deferrable initially deferred);\n"
            + "insert into public.a values (1, 2);");
        Assert.That(await RefusalAsync(), Does.StartWith("0002_area_deferred.sql: ").And.Contain("(23503)"));
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "0001" }));
    }

    [Test]
    public async Task An_edited_migration_is_refused_by_name()
    {
        folder.Write("0002_area_table.sql", "create table public.a (x int);");
        await RunAsync();
        folder.Write("0002_area_table.sql", "create table public.a (x bigint);");
        folder.Write("0003_area_more.sql", "create table public.b (x int);");
        Assert.That(await RefusalAsync(), Does.StartWith("0002_area_table.sql: was edited after it had been applied"));
        Assert.That(await VersionsAsync(), Is.EqualTo(new[] { "0001", "0002" }));
    }

    [Test]
    public async Task An_applied_migration_whose_file_has_vanished_is_refused_by_its_version()
    {
        folder.Write("0002_area_table.sql", "create table public.a (x int);");
        await RunAsync();
        folder.Remove("0002_area_table.sql");
        Assert.That(await RefusalAsync(), Does.StartWith("Migration 0002 is applied to the database, but its file has vanished"));
    }

    [Test]
    public async Task A_file_that_comes_before_an_applied_one_is_refused_by_name()
    {
        folder.Write("0003_area_table.sql", "create table public.a (x int);");
        await RunAsync();
        folder.Write("0002_area_late.sql", "create table public.b (x int);");
        Assert.That(
            await RefusalAsync(),
            Is.EqualTo("0002_area_late.sql: comes before migration 0003, which is applied already: give it a higher number."));
    }

    [Test]
    public async Task Files_that_dbmate_applied_are_adopted_and_guarded_from_then_on()
    {
        folder.Write("0002_area_table.sql", "create table public.a (x int);");
        await RunAsync();
        await ExecuteAsync("delete from public.schema_migration_checksum where version = '0002'");
        var result = await RunAsync();
        Assert.That(result, Is.EqualTo(new MigrationResult([], ["0002_area_table.sql"], 2)).Using<MigrationResult>(Same));

        folder.Write("0002_area_table.sql", "create table public.a (x bigint);");
        Assert.That(await RefusalAsync(), Does.Contain("was edited"));
    }

    [Test]
    public async Task A_file_may_be_edited_once_dbmate_has_taken_it_back()
    {
        folder.Write("0002_area_table.sql", "create table public.a (x int);");
        await RunAsync();
        await ExecuteAsync("drop table public.a; delete from public.schema_migrations where version = '0002'");
        folder.Write("0002_area_table.sql", "create table public.a (x bigint);");
        Assert.That((await RunAsync()).Applied, Is.EqualTo(new[] { "0002_area_table.sql" }));
        Assert.That((await RunAsync()).Applied, Is.Empty);
    }

    [Test]
    public async Task A_first_migration_without_the_table_of_checksums_is_refused()
    {
        folder.Write(MigrationFolder.First, "create table public.a (x int);");
        Assert.That(await RefusalAsync(), Does.Contain("must create public.schema_migration_checksum"));
        Assert.That(await VersionsAsync(), Is.Empty);
    }

    [Test]
    public async Task Runners_started_at_once_apply_each_file_once()
    {
        // Slow enough that all of them are there before the first has ended.
        folder.Write("0002_area_slow.sql", "create table public.a (x int);\nselect pg_sleep(0.3);");
        folder.Write("0003_area_row.sql", "insert into public.a values (1);");
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync)));

        Assert.That(results.Select(r => r.Applied.Count).Order(), Is.EqualTo(new[] { 0, 0, 0, 3 }));
        Assert.That(await QueryAsync<int>("select x from public.a"), Is.EqualTo(new[] { 1 }));
    }

    [Test]
    public async Task The_lock_is_free_again_after_a_failure()
    {
        folder.Write("0002_area_bad.sql", "select missing;");
        await RefusalAsync();
        folder.Write("0002_area_bad.sql", "select 1;");
        Assert.That((await RunAsync()).Applied, Is.EqualTo(new[] { "0002_area_bad.sql" }));
    }

    [Test]
    public async Task A_setting_of_one_file_does_not_reach_the_next()
    {
        folder.Write("0002_area_setting.sql", "create schema area;\nset search_path = area;\ncreate table a (x int);");
        folder.Write("0003_area_plain.sql", "create table b (x int);");
        await RunAsync();
        Assert.That(
            await QueryAsync<string>("select relnamespace::regnamespace::text from pg_class where relname in ('a', 'b') order by relname"),
            Is.EqualTo(new[] { "area", "public" }));
    }

    [Test]
    public async Task Semicolons_inside_bodies_are_left_to_PostgreSQL()
    {
        folder.Write(
            "0002_area_bodies.sql",
            """
            create table public.a (x int);
            create function public.f() returns int language sql as 'select 0; select 1;';
            create function public.g() returns int language plpgsql as $body$ begin return 2; end; $body$;
            create rule r as on delete to public.a do instead (select 1; select 2);
            """);
        await RunAsync();
        Assert.That(await QueryAsync<int>("select public.f() + public.g()"), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public async Task The_owner_of_a_database_needs_no_other_right_for_the_migrations_of_the_repository()
    {
        await ExecuteAsync(
            $"""
            create role {database.Name}_owner login password 'owner';
            alter database {database.Name} owner to {database.Name}_owner;
            """);
        try
        {
            var owner = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Username = $"{database.Name}_owner", Password = "owner" };
            var runner = new MigrationRunner(owner.ConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance);
            var result = await runner.RunAsync(CancellationToken.None);
            Assert.That(result.Applied, Has.Count.EqualTo(result.Total));
        }
        finally
        {
            await ExecuteAsync($"reassign owned by {database.Name}_owner to current_user; drop role {database.Name}_owner");
        }
    }

    [Test]
    public async Task An_account_needs_CREATE_on_the_database_and_on_its_schema_public_and_is_told_so()
    {
        var name = $"{database.Name}_guest";
        await ExecuteAsync($"create role {name} login password 'guest'; revoke create on schema public from public");
        try
        {
            var guest = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Username = name, Password = "guest" };
            var runner = new MigrationRunner(guest.ConnectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance);
            await DemandRightAsync(runner, "permission denied for schema public");
            await ExecuteAsync($"grant create on schema public to {name}");
            await DemandRightAsync(runner, "permission denied to create extension");
            await ExecuteAsync($"revoke create on schema public from {name}; grant create on database {database.Name} to {name}");
            await DemandRightAsync(runner, "permission denied for schema public");
            await ExecuteAsync($"grant create on schema public to {name}");
            var result = await runner.RunAsync(CancellationToken.None);
            Assert.That(result.Applied, Has.Count.EqualTo(result.Total));
        }
        finally
        {
            await ExecuteAsync($"drop owned by {name} cascade; drop role {name}");
        }
    }

    [Test]
    public async Task A_missing_extension_names_the_package()
    {
        folder.Write("0002_area_extension.sql", "create extension nowhere;");
        Assert.That(await RefusalAsync(), Does
            .StartWith("0002_area_extension.sql:2: extension \"nowhere\" is not available")
            .And.Contain("package postgresql-contrib").And.Not.Contain("\n"));
    }

    [Test]
    public async Task A_missing_ICU_collation_names_what_the_server_needs()
    {
        folder.Write("0002_area_collation.sql", "create table public.a (x text collate \"nowhere-x-icu\");");
        Assert.That(await RefusalAsync(), Does
            .StartWith("0002_area_collation.sql:2: collation \"nowhere-x-icu\"")
            .And.Contain("built with ICU").And.Not.Contain("\n"));
    }

    [Test]
    public async Task A_server_that_goes_away_is_one_clear_sentence()
    {
        folder.Write("0002_area_gone.sql", "select pg_terminate_backend(pg_backend_pid());");
        Assert.That(await RefusalAsync(), Does.Contain("(57P01)").And.Not.Contain("\n"));
    }

    [Test]
    public async Task A_database_that_does_not_exist_is_one_clear_sentence()
    {
        var elsewhere = new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Database = "nowhere" }.ConnectionString;
        var runner = new MigrationRunner(elsewhere, folder.Path, NullLogger.Instance);
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => runner.RunAsync(CancellationToken.None));
        Assert.That(refusal!.Message, Does.StartWith("The database nowhere on ").And.Contain("cannot be opened"));
    }

    private static async Task DemandRightAsync(MigrationRunner runner, string complaint)
    {
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => runner.RunAsync(CancellationToken.None));
        Assert.That(refusal!.Message, Does
            .Contain(complaint).And.Contain("CREATE on the database and on its schema public").And.Not.Contain("\n"));
    }

    private Task<MigrationResult> RunAsync() =>
        new MigrationRunner(database.OwnerConnectionString, folder.Path, NullLogger.Instance).RunAsync(CancellationToken.None);

    private async Task<string> RefusalAsync()
    {
        var refusal = await Assert.ThrowsAsync<MigrationException>(RunAsync);
        return refusal!.Message;
    }

    private Task<IReadOnlyList<string>> VersionsAsync() =>
        QueryAsync<string>("select version from public.schema_migrations order by version");

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        return [.. await connection.QueryAsync<T>(sql)];
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.ExecuteAsync(sql);
    }

    private static bool Same(MigrationResult one, MigrationResult other) =>
        one.Total == other.Total && one.Applied.SequenceEqual(other.Applied) && one.Adopted.SequenceEqual(other.Adopted);
}
