using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Portfolio.Database.Migrations;

/// <summary>
/// What the account that the program runs as may do in a database that another account owns: read and write rows in the schemas
/// the migrations made, and nothing else. The rights are derived from the catalog: a table carries less where a trigger with
/// <c>common.refuse_change</c> refuses more, so an append-only table is read and added to, and one that refuses every direct
/// write is only read.
/// </summary>
/// <param name="owner">Session of the account that migrates.</param>
/// <param name="role">The account the program runs as.</param>
internal sealed partial class RuntimeRights(NpgsqlConnection owner, string role)
{
    private const string Setting = "ConnectionStrings:Portfolio";

    private const string WhoAmI = """
        -- Migrations.WhoAmI
        select session_user
        """;

    private const string TakeMark = """
        -- Migrations.TakeMark
        select pg_advisory_lock(@mark)
        """;

    private const string FreeMark = """
        -- Migrations.FreeMark
        select pg_advisory_unlock(@mark)
        """;

    private const string MarkIsFree = """
        -- Migrations.MarkIsFree
        select pg_try_advisory_xact_lock(@mark)
        """;

    private const string OwnsTables = """
        -- Migrations.OwnsTables
        select pg_has_role(current_user, c.relowner, 'usage')
        from pg_class c
        where c.oid = to_regclass('public.schema_migrations')
        """;

    // Both statements below read this list, so that what is granted and what is found too much are measured alike.
    // Bits of tgtype: 4 insert, 8 delete, 16 update. A trigger on single columns does not refuse the whole.
    private const string Intended = """
        with app as (
            select oid, rolname, rolsuper, rolcreaterole from pg_roles where rolname = @role
        ), space as (
            select oid, nspname, nspowner, nspacl from pg_namespace where nspname = any(@schemas)
        ), refused as (
            select tgrelid, bit_or(tgtype) as actions
            from pg_trigger
            where tgfoid = to_regproc('common.refuse_change') and cardinality(tgattr::int2[]) = 0
            group by tgrelid
        ), relation as (
            select c.oid, c.relkind, c.relowner, c.relacl, case c.relkind when 'S' then 'sequence' else 'table' end as kind,
                format('%I.%I', n.nspname, c.relname) as name,
                case when n.nspname = 'public' or c.relkind in ('v', 'm') then 4 + 8 + 16 else coalesce(r.actions, 0) end as refused
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            left join refused r on r.tgrelid = c.oid
            where (n.oid in (select oid from space)
                    or c.oid in (to_regclass('public.schema_migrations'), to_regclass('public.schema_migration_checksum')))
                and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
                -- Rows of a partition are reached through its table, where the triggers are.
                and not c.relispartition
        ), intended (kind, name, verb) as (
            select 'schema', quote_ident(nspname), 'usage' from space
            union all
            select kind, name, case kind when 'sequence' then 'usage' else 'select' end from relation
            union all
            select r.kind, r.name, a.verb
            from relation r
            cross join (values ('insert', 4), ('delete', 8), ('update', 16)) a (verb, bit)
            where r.kind = 'table' and r.refused & a.bit = 0
        )
        """;

    private const string Changes = "-- Migrations.RuntimeRights\n" + Intended + """
        , present (kind, name, verb) as (
            select 'schema', quote_ident(s.nspname), lower(a.privilege_type)
            from space s
            cross join aclexplode(s.nspacl) a
            join app on app.oid = a.grantee
            union
            select r.kind, r.name, lower(a.privilege_type)
            from relation r
            cross join aclexplode(r.relacl) a
            join app on app.oid = a.grantee
        )
        select format('grant %s on %s %s to %I', verb, kind, name, @role)
        from (select * from intended except select * from present) missing
        union all
        select format('revoke %s on %s %s from %I', verb, kind, name, @role)
        from (select * from present except select * from intended) too_much
        union all
        select format('grant usage on schema public to %I', rolname) from app where not has_schema_privilege(oid, 'public', 'usage')
        union all
        -- As PostgreSQL 15 and newer make a database.
        select 'revoke create on schema public from public'
        from pg_namespace n
        cross join aclexplode(n.nspacl) a
        where n.nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE'
        """;

    private const string Excess = "-- Migrations.RuntimeExcess\n" + Intended + """

        select reason
        from (
            select 1, 'is a superuser' from app where rolsuper
            union all
            select 2, 'may create roles' from app where rolcreaterole
            union all
            select 3, 'may act as ' || pg_get_userbyid(o.owner) || ', who owns the database or what is in it'
            from app
            cross join (
                select nspowner from space union select relowner from relation
                union select datdba from pg_database where datname = current_database()
            ) o (owner)
            where pg_has_role(app.oid, o.owner, 'member')
            union all
            select 4, 'may create schemas in the database' from app where has_database_privilege(oid, current_database(), 'create')
            union all
            select 5, 'may create in the schema ' || n.nspname
            from app
            cross join (select oid, nspname from space union select oid, nspname from pg_namespace where nspname = 'public') n
            where has_schema_privilege(app.oid, n.oid, 'create')
            union all
            select 6, 'has the right to ' || v.verb || ' ' || r.name
            from app
            cross join relation r
            cross join unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) v (verb)
            where r.kind = 'table' and has_table_privilege(app.oid, r.oid, v.verb)
                and not exists (select from intended i where i.kind = r.kind and i.name = r.name and i.verb = v.verb)
        ) excess (position, reason)
        order by position, reason
        limit 1
        """;

    /// <summary>Finds the account behind a connection string, before anything is changed.</summary>
    /// <exception cref="MigrationException">It cannot connect, is the owner's, or names another database.</exception>
    public static async Task<RuntimeRights> ForAsync(NpgsqlConnection owner, string runtimeConnectionString, CancellationToken ct)
    {
        await using var runtime = await MigrationConnection.OpenAsync(runtimeConnectionString, Setting, ct);
        if (!await IsSameDatabaseAsync(owner, runtime, ct))
            throw new MigrationException(
                $"ConnectionStrings:Owner and {Setting} name different databases ({owner.Database} and {runtime.Database}): "
                + "they must be two accounts of one database.");
        var role = await AskAsync<string>(runtime, WhoAmI, null, ct);
        return role == await AskAsync<string>(owner, WhoAmI, null, ct)
            ? throw new MigrationException(
                $"ConnectionStrings:Owner and {Setting} name the same account, {role}: name another one in {Setting}, or leave ConnectionStrings:Owner away.")
            : new RuntimeRights(owner, role!);
    }

    /// <summary>Whether an account owns what the migrations made.</summary>
    public static Task<bool> OwnsAsync(NpgsqlConnection connection, CancellationToken ct) => AskAsync<bool>(connection, OwnsTables, null, ct);

    /// <summary>Gives the account what it needs and takes what is too much; where nothing differs, nothing is written.</summary>
    /// <param name="files">The migrations, which name the schemas.</param>
    /// <param name="ct">Gives up; nothing is changed then.</param>
    /// <returns>The statements that were needed.</returns>
    /// <exception cref="MigrationException">The account can do more than that by other ways; nothing is changed then.</exception>
    public async Task<IReadOnlyList<string>> GrantAsync(IReadOnlyList<MigrationFile> files, CancellationToken ct)
    {
        var parameters = new { role, schemas = SchemasOf(files) };
        await using var transaction = await owner.BeginTransactionAsync(ct);
        List<string> changes = [.. await owner.QueryAsync<string>(new CommandDefinition(Changes, parameters, cancellationToken: ct))];
        if (changes.Count > 0)
            await owner.ExecuteAsync(new CommandDefinition(string.Join(";\n", changes), cancellationToken: ct));
        if (await AskAsync<string>(owner, Excess, parameters, ct) is { } excess)
            throw new MigrationException(
                $"The account {role} of {Setting} {excess}: take that from it, or name an account without rights of its own; the owner's belongs into ConnectionStrings:Owner.");
        await transaction.CommitAsync(ct);
        return changes;
    }

    /// <summary>What the owner has marked is seen by every session of its database, whatever the name it was reached by.</summary>
    private static async Task<bool> IsSameDatabaseAsync(NpgsqlConnection owner, NpgsqlConnection runtime, CancellationToken ct)
    {
        var mark = new { mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) };
        await owner.ExecuteAsync(new CommandDefinition(TakeMark, mark, cancellationToken: ct));
        var same = !await AskAsync<bool>(runtime, MarkIsFree, mark, ct);
        await owner.ExecuteAsync(new CommandDefinition(FreeMark, mark, cancellationToken: ct));
        return same;
    }

    /// <summary>Read from the files and not from the catalog, so that a schema of somebody else in the same database is left alone.</summary>
    private static string[] SchemasOf(IReadOnlyList<MigrationFile> files) =>
        [.. files.SelectMany(f => f.Up).Select(s => CreateSchema().Match(s.Text)).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct()];

    private static Task<T?> AskAsync<T>(NpgsqlConnection connection, string sql, object? parameters, CancellationToken ct) =>
        connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: ct));

    [GeneratedRegex(@"^create\s+schema\s+(?:if\s+not\s+exists\s+)?([a-z_][a-z0-9_]*)", RegexOptions.IgnoreCase)]
    private static partial Regex CreateSchema();
}
