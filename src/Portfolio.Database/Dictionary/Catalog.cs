using Dapper;
using Npgsql;

namespace Portfolio.Database.Dictionary;

/// <summary>What the catalogs say about our own objects; those of extensions and of dbmate are left out.</summary>
internal sealed record Catalog(
    IReadOnlyList<SchemaRow> Schemas, IReadOnlyList<TableRow> Tables, IReadOnlyList<ColumnRow> Columns,
    IReadOnlyList<PartRow> Constraints, IReadOnlyList<PartRow> Indexes, IReadOnlyList<PartRow> Triggers,
    IReadOnlyList<ReferenceRow> References, IReadOnlyList<FunctionRow> Functions)
{
    private const string SelectSchemas = """
        -- Dictionary.Schemas
        select n.nspname::text as name, obj_description(n.oid, 'pg_namespace') as comment
        from pg_namespace n
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        order by n.nspname collate "C"
        """;

    // Every query below reads this list, so that they agree on what is ours.
    private const string Ours = """
        with ours as (
            select c.oid, n.nspname::text as schema, c.relname::text as relation
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm')
                and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
                and (n.nspname, c.relname) <> ('public', 'schema_migrations')
                and not exists (select from pg_depend d
                    where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
        )
        """;

    private const string SelectTables = "-- Dictionary.Tables\n" + Ours + """

        select t.schema, t.relation as name, obj_description(t.oid, 'pg_class') as comment
        from ours t
        order by t.schema collate "C", t.relation collate "C"
        """;

    private const string SelectColumns = "-- Dictionary.Columns\n" + Ours + """

        select t.schema, t.relation as table, a.attname::text as name,
            format_type(a.atttypid, a.atttypmod)
                || coalesce(' collate ' || (select quote_ident(l.collname) from pg_collation l
                    join pg_type y on y.oid = a.atttypid
                    where l.oid = a.attcollation and l.oid <> y.typcollation), '') as type,
            not a.attnotnull as nullable, a.attidentity <> '' as identity, a.attgenerated <> '' as generated,
            pg_get_expr(d.adbin, d.adrelid) as expression, col_description(t.oid, a.attnum) as comment
        from ours t
        join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        order by t.schema collate "C", t.relation collate "C", a.attnum
        """;

    // Not null stands with the column; newer servers list it as a constraint as well.
    private const string SelectConstraints = "-- Dictionary.Constraints\n" + Ours + """

        select t.schema, t.relation as table, k.conname::text as name, pg_get_constraintdef(k.oid, true) as definition,
            obj_description(k.oid, 'pg_constraint') as comment
        from ours t
        join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'c', 'x')
        order by t.schema collate "C", t.relation collate "C", position(k.contype in 'pufcx'), k.conname collate "C"
        """;

    private const string SelectIndexes = "-- Dictionary.Indexes\n" + Ours + """

        select t.schema, t.relation as table, c.relname::text as name,
            case when i.indisunique then 'unique ' else '' end
                || regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', '') as definition,
            obj_description(c.oid, 'pg_class') as comment
        from ours t
        join pg_index i on i.indrelid = t.oid
        join pg_class c on c.oid = i.indexrelid
        where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
        order by t.schema collate "C", t.relation collate "C", c.relname collate "C"
        """;

    private const string SelectTriggers = "-- Dictionary.Triggers\n" + Ours + """

        select t.schema, t.relation as table, g.tgname::text as name,
            regexp_replace(pg_get_triggerdef(g.oid, true), '^CREATE TRIGGER \S+ ', '') as definition,
            obj_description(g.oid, 'pg_trigger') as comment
        from ours t
        join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
        order by t.schema collate "C", t.relation collate "C", g.tgname collate "C"
        """;

    private const string SelectReferences = "-- Dictionary.References\n" + Ours + """

        select t.schema, t.relation as table, o.schema as targetschema, o.relation as targettable,
            (select string_agg(a.attname, ', ' order by u.position)
                from unnest(k.conkey) with ordinality as u (attnum, position)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum) as columns
        from ours t
        join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
        join ours o on o.oid = k.confrelid
        order by t.schema collate "C", t.relation collate "C", k.conname collate "C"
        """;

    private const string SelectFunctions = """
        -- Dictionary.Functions
        select n.nspname::text as schema, p.proname || '(' || pg_get_function_arguments(p.oid) || ')' as signature,
            coalesce(pg_get_function_result(p.oid), 'procedure') as result, obj_description(p.oid, 'pg_proc') as comment
        from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
        where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
            and not exists (select from pg_depend d
                where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
        order by n.nspname collate "C", p.proname collate "C", pg_get_function_arguments(p.oid) collate "C"
        """;

    public static async Task<Catalog> ReadAsync(NpgsqlConnection connection) => new(
        [.. await connection.QueryAsync<SchemaRow>(SelectSchemas)],
        [.. await connection.QueryAsync<TableRow>(SelectTables)],
        [.. await connection.QueryAsync<ColumnRow>(SelectColumns)],
        [.. await connection.QueryAsync<PartRow>(SelectConstraints)],
        [.. await connection.QueryAsync<PartRow>(SelectIndexes)],
        [.. await connection.QueryAsync<PartRow>(SelectTriggers)],
        [.. await connection.QueryAsync<ReferenceRow>(SelectReferences)],
        [.. await connection.QueryAsync<FunctionRow>(SelectFunctions)]);
}
