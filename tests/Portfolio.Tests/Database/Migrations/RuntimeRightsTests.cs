using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Portfolio.Database;
using Portfolio.Database.Migrations;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Database.Migrations;

/// <summary>The account that the program runs as reads and writes rows, and can do nothing else.</summary>
public sealed class RuntimeRightsTests
{
    private TestDatabase database = null!;
    private NpgsqlConnection owner = null!;
    private NpgsqlConnection app = null!;
    private string role = "";

    [SetUp]
    public async Task MakeDatabaseAsync()
    {
        database = await TestDatabase.CreateAsync();
        owner = await database.OpenAsOwnerAsync();
        app = await database.OpenAsync();
        role = app.UserName!;
    }

    [TearDown]
    public async Task DropDatabaseAsync()
    {
        await owner.DisposeAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }

    // The guard speaks to the owner, to whom nothing is denied: what it refuses the owner is to be denied the program.
    [Test]
    public async Task Every_table_is_read_and_written_as_far_as_its_guard_lets_anybody_write()
    {
        var statements = (await owner.QueryAsync<(string Table, string Sql)>("""
            select c.oid::regclass::text, v.sql
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            cross join lateral (
                select string_agg(quote_ident(attname), ', ') as all_of, min(quote_ident(attname)) filter (where attidentity = '') as one
                from pg_attribute
                where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
            ) a
            cross join lateral (values
                (format('select %s from %s where false', a.all_of, c.oid::regclass)),
                (format('insert into %1$s (%2$s) overriding system value select %2$s from %1$s where false', c.oid::regclass, a.all_of)),
                (format('update %1$s set %2$s = %2$s where false', c.oid::regclass, a.one)),
                (format('delete from %s where false', c.oid::regclass))) v (sql)
            where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p')
            """)).ToList();
        var wrong = new List<string>();
        foreach (var (table, sql) in statements)
        {
            var bookkeeping = table.StartsWith("schema_migration", StringComparison.Ordinal) && !sql.StartsWith("select", StringComparison.Ordinal);
            var wanted = !bookkeeping && await RefusalAsync(owner, sql) is null;
            if (await RefusalAsync(app, sql) is var denied && denied is null != wanted)
                wrong.Add($"{sql}: {denied ?? "allowed"}");
        }
        Assert.That(statements, Has.Count.GreaterThan(80));
        Assert.That(wrong, Is.Empty);
    }

    [TestCase("update audit.event set actor_name = 'other'")]
    [TestCase("delete from audit.event")]
    [TestCase("update funding.need_line set amount = 0")]
    [TestCase("delete from funding.need_line")]
    [TestCase("update public.schema_migrations set version = version")]
    [TestCase("delete from public.schema_migration_checksum")]
    [TestCase("create schema mine")]
    [TestCase("create extension hstore")]
    [TestCase("create role other")]
    [TestCase("create database other")]
    [TestCase("alter function common.refuse_change() rename to refuse_nothing")]
    [TestCase("create or replace function common.refuse_change() returns trigger language plpgsql as $$ begin return null; end $$")]
    [TestCase("set session_replication_role = replica")]
    [TestCase("copy audit.event to program 'cat'")]
    public async Task Is_denied(string sql) => Assert.That(await RefusalAsync(app, sql), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), sql);

    [TestCase("create table {0}.mine (x int)")]
    [TestCase("create function {0}.mine() returns int language sql as 'select 1'")]
    [TestCase("drop schema {0} cascade")]
    [TestCase("alter schema {0} rename to mine")]
    public async Task Is_denied_in_every_schema(string sql)
    {
        var schemas = await owner.QueryAsync<string>("select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'");
        await DemandDeniedAsync(schemas, sql, atLeast: 8);
    }

    [TestCase("alter table {0} add column mine int")]
    [TestCase("drop table {0} cascade")]
    [TestCase("truncate {0} cascade")]
    [TestCase("alter table {0} disable trigger all")]
    [TestCase("create trigger mine before insert on {0} for each row execute function suppress_redundant_updates_trigger()")]
    [TestCase("create index on {0} ((1))")]
    [TestCase("create rule mine as on insert to {0} do instead nothing")]
    public async Task Is_denied_on_every_table(string sql)
    {
        var tables = await owner.QueryAsync<string>("""
            select oid::regclass::text
            from pg_class
            where relkind in ('r', 'p') and relnamespace::regnamespace::text !~ '^pg_' and relnamespace::regnamespace::text <> 'information_schema'
            """);
        await DemandDeniedAsync(tables, sql, atLeast: 20);
    }

    [Test]
    public async Task The_owner_cannot_be_impersonated() =>
        Assert.That(await RefusalAsync(app, $"set role {owner.UserName}"), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));

    [Test]
    public async Task Granting_again_changes_nothing() => Assert.That(await GrantAsync(), Is.Empty);

    [Test]
    public async Task What_somebody_took_is_given_back_and_what_somebody_gave_is_taken()
    {
        await owner.ExecuteAsync($"""
            revoke insert on plans.plan from {role};
            revoke usage on schema projects from {role};
            grant update on audit.event to {role};
            grant truncate, trigger on plans.programme to {role};
            grant create on schema plans to {role};
            grant create on schema public to public;
            """);
        var changes = await GrantAsync();
        Assert.Multiple(() =>
        {
            Assert.That(changes, Has.Count.EqualTo(7));
            Assert.That(changes, Has.One.StartsWith("grant insert on table plans.plan to "));
            Assert.That(changes, Has.One.StartsWith("grant usage on schema projects to "));
            Assert.That(changes, Has.One.StartsWith("revoke update on table audit.event from "));
            Assert.That(changes, Has.One.StartsWith("revoke create on schema plans from "));
            Assert.That(changes, Does.Contain("revoke create on schema public from public"));
        });
        Assert.That(await RefusalAsync(app, "create table public.mine (x int)"), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
        Assert.That(await GrantAsync(), Is.Empty);
    }

    [Test]
    public async Task A_table_that_refuses_direct_writes_is_only_read_and_its_trigger_still_writes_it()
    {
        await owner.ExecuteAsync("""
            create table audit.count (events bigint not null);
            insert into audit.count values (0);
            create trigger count_by_trigger_only before insert or update or delete or truncate on audit.count
                for each statement when (pg_trigger_depth() = 0) execute function common.refuse_change();
            create function audit.count_events() returns trigger language plpgsql security definer set search_path = pg_catalog
                as $$ begin update audit.count set events = events + 1; return null; end $$;
            create trigger event_count after insert on audit.event for each statement execute function audit.count_events();
            """);
        Assert.That(await GrantAsync(), Is.EqualTo(new[] { $"grant select on table audit.count to {role}" }));

        foreach (var sql in (string[])["insert into audit.count values (7)", "update audit.count set events = 7", "delete from audit.count"])
        {
            Assert.That(await RefusalAsync(app, sql), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), sql);
            Assert.That(await RefusalAsync(owner, sql), Is.EqualTo(PostgresErrorCodes.RestrictViolation), sql);
        }
        await app.ExecuteAsync("insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code) values ('a', 'b', 'c', 'd', 'e')");
        Assert.That(await app.QuerySingleAsync<int>("select events from audit.count"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_partition_is_reached_only_through_its_table_and_a_view_is_only_read()
    {
        await owner.ExecuteAsync("""
            create table plans.mark (year int not null) partition by list (year);
            create table plans.mark_2026 partition of plans.mark for values in (2026);
            create view plans.shown as select year from plans.mark;
            create sequence plans.number;
            """);
        await GrantAsync();
        await app.ExecuteAsync("insert into plans.mark values (2026); select nextval('plans.number'); select year from plans.shown");
        foreach (var sql in (string[])["delete from plans.mark_2026", "insert into plans.shown values (2026)", "select setval('plans.number', 1)"])
            Assert.That(await RefusalAsync(app, sql), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), sql);
    }

    [Test]
    public async Task A_schema_of_somebody_else_in_the_same_database_is_left_alone()
    {
        await owner.ExecuteAsync("create schema foreigners; comment on schema foreigners is 'x'; create table foreigners.secret (x int); create table public.secret (x int)");
        Assert.That(await GrantAsync(), Is.Empty);
    }

    [TestCase("alter role {0} superuser", "is a superuser")]
    [TestCase("alter role {0} createrole", "may create roles")]
    [TestCase("grant create on database {1} to {0}", "may create schemas in the database")]
    [TestCase("grant {2} to {0}", "may act as {2}, who owns the database or what is in it")]
    [TestCase("alter table plans.plan owner to {0}", "may act as {0}, who owns the database or what is in it")]
    [TestCase("grant delete on audit.event to public", "has the right to delete audit.event")]
    [TestCase("grant pg_write_all_data to {0}", "has the right to delete ")]
    public async Task An_account_that_can_do_more_by_another_way_is_refused_in_one_line(string way, string reason)
    {
        var other = $"{database.Name}_other";
        await owner.ExecuteAsync($"create role {other} login password 'other'");
        try
        {
            await owner.ExecuteAsync(string.Format(null, way, other, database.Name, owner.UserName));
            var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = other, Password = "other", Pooling = false };
            var refusal = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database.OwnerConnectionString, settings.ConnectionString));
            Assert.That(refusal!.Message, Does
                .StartWith($"The account {other} of ConnectionStrings:Portfolio " + string.Format(null, reason, other, null, owner.UserName))
                .And.Contain("ConnectionStrings:Owner").And.Not.Contain("\n"));
            Assert.That(await owner.QuerySingleAsync<bool>($"select relacl::text like '%{other}=r%' from pg_class where oid = 'plans.programme'::regclass"), Is.False);
        }
        finally
        {
            await owner.ExecuteAsync($"alter table plans.plan owner to current_user; drop owned by {other} cascade; drop role {other}");
        }
    }

    [Test]
    public async Task Accounts_of_different_databases_are_refused_in_one_line()
    {
        await using var elsewhere = await TestDatabase.CreateEmptyAsync();
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(elsewhere.OwnerConnectionString, database.ConnectionString));
        Assert.That(refusal!.Message, Does.StartWith(
            $"ConnectionStrings:Owner and ConnectionStrings:Portfolio name different databases ({elsewhere.Name} and {database.Name})"));
        await using var untouched = await elsewhere.OpenAsOwnerAsync();
        Assert.That(await untouched.QuerySingleAsync<bool>("select to_regclass('public.schema_migrations') is null"), Is.True);
    }

    [Test]
    public async Task One_database_reached_by_two_names_is_one_database()
    {
        var other = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        other.Host = other.Host == "127.0.0.1" ? "localhost" : "127.0.0.1";
        var result = await RunAsync(database.OwnerConnectionString, other.ConnectionString);
        Assert.That(result.RunsAsOwner, Is.False);
    }

    [Test]
    public async Task One_account_named_twice_is_refused_in_one_line()
    {
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database.OwnerConnectionString, database.OwnerConnectionString));
        Assert.That(refusal!.Message, Does.StartWith("ConnectionStrings:Owner and ConnectionStrings:Portfolio name the same account"));
    }

    [Test]
    public async Task Without_an_owner_the_account_runs_on_a_database_that_is_up_to_date_and_is_told_whom_it_needs_on_another()
    {
        var result = await RunAsync(database.ConnectionString, null);
        Assert.That((result.Applied.Count, result.RunsAsOwner), Is.EqualTo((0, false)));
        Assert.That((await RunAsync(database.OwnerConnectionString, null)).RunsAsOwner, Is.True);

        await owner.ExecuteAsync("drop schema exchange cascade; delete from public.schema_migrations where version >= '0008'");
        var refusal = await Assert.ThrowsAsync<MigrationException>(() => RunAsync(database.ConnectionString, null));
        Assert.That(refusal!.Message, Does.Contain("(42501)").And.Contain("ConnectionStrings:Owner").And.Not.Contain("\n"));
    }

    private async Task<IReadOnlyList<string>> GrantAsync()
    {
        var rights = await RuntimeRights.ForAsync(owner, database.ConnectionString, CancellationToken.None);
        return await rights.GrantAsync(MigrationFile.ReadFolder(RepositoryFolder.Require("migrations")), CancellationToken.None);
    }

    private static Task<MigrationResult> RunAsync(string connectionString, string? runtime) =>
        new MigrationRunner(connectionString, RepositoryFolder.Require("migrations"), NullLogger.Instance, runtime).RunAsync(CancellationToken.None);

    private async Task DemandDeniedAsync(IEnumerable<string> names, string sql, int atLeast)
    {
        var statements = names.Select(name => string.Format(null, sql, name)).ToList();
        var allowed = new List<string>();
        foreach (var statement in statements)
        {
            if (await RefusalAsync(app, statement) != PostgresErrorCodes.InsufficientPrivilege)
                allowed.Add(statement);
        }
        Assert.That(statements, Has.Count.AtLeast(atLeast));
        Assert.That(allowed, Is.Empty);
    }

    /// <summary>The code with which PostgreSQL refuses a statement, which is taken back in any case.</summary>
    private static async Task<string?> RefusalAsync(NpgsqlConnection connection, string sql)
    {
        // Some statements may not stand in a transaction; those are refused anyway.
        await using var transaction = sql.StartsWith("create database", StringComparison.Ordinal) ? null : await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync(sql);
            return null;
        }
        catch (PostgresException fault)
        {
            return fault.SqlState;
        }
    }
}
