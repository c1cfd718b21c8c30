using Dapper;
using Npgsql;

namespace Portfolio.Tests.Database.Migrations;

/// <summary>Everything the catalogs say about a schema, a line for each fact, so that two databases can be compared.</summary>
internal static class CatalogSnapshot
{
    private const string Facts = """
        with member as (
            select classid, objid from pg_depend where deptype = 'e'
        ), space as (
            select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
        ), relation as (
            select c.*, s.nspname
            from pg_class c
            join space s on s.oid = c.relnamespace
            where ('pg_class'::regclass, c.oid) not in (select classid, objid from member)
        )
        select format('schema %s owner %s acl %s', s.nspname, pg_get_userbyid(n.nspowner), n.nspacl)
        from space s
        join pg_namespace n on n.oid = s.oid
        union all
        select format('extension %s %s in %s', extname, extversion, extnamespace::regnamespace) from pg_extension
        union all
        select format('relation %s.%s kind %s persistence %s options %s owner %s acl %s',
            nspname, relname, relkind, relpersistence, reloptions, pg_get_userbyid(relowner), relacl)
        from relation
        union all
        select format('column %s.%s %s %s type %s not null %s identity %s generated %s default %s collation %s',
            r.nspname, r.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
            a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), nullif(a.attcollation, 0)::regcollation)
        from relation r
        join pg_attribute a on a.attrelid = r.oid and a.attnum > 0
        left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
        where r.relkind in ('r', 'p', 'v', 'm')
        union all
        select format('constraint %s on %s.%s: %s', k.conname, r.nspname, r.relname, pg_get_constraintdef(k.oid))
        from pg_constraint k
        join relation r on r.oid = k.conrelid
        union all
        select 'index ' || pg_get_indexdef(i.indexrelid)
        from pg_index i
        join relation r on r.oid = i.indrelid
        union all
        select 'trigger ' || pg_get_triggerdef(g.oid)
        from pg_trigger g
        join relation r on r.oid = g.tgrelid
        where not g.tgisinternal
        union all
        select format('function %s owner %s acl %s', pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), p.proacl)
        from pg_proc p
        join space s on s.oid = p.pronamespace
        where ('pg_proc'::regclass, p.oid) not in (select classid, objid from member)
        union all
        select format('type %s.%s kind %s', s.nspname, t.typname, t.typtype)
        from pg_type t
        join space s on s.oid = t.typnamespace
        where ('pg_type'::regclass, t.oid) not in (select classid, objid from member)
        union all
        select format('comment on %s: %s', pg_describe_object(d.classoid, d.objoid, d.objsubid), d.description)
        from pg_description d
        where (d.classoid, d.objoid) not in (select classid, objid from member)
            -- What initdb made has a fixed number below this one.
            and d.objoid >= 16384
        order by 1
        """;

    public static async Task<IReadOnlyList<string>> TakeAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        return [.. await connection.QueryAsync<string>(Facts)];
    }
}
