using Dapper;
using Npgsql;

namespace Portfolio.Tests.Funding.Kills;

/// <summary>The plan on which the officers of the worker work, and what is true of it.</summary>
internal static class Workplace
{
    public const int Officers = 4;

    private const string MakeSql = """
        insert into directory.province values ('xx', 'Tỉnh thử', 'Test province');
        insert into directory.law_parameter (parameter, valid_from, valid_to, value, unit, source_document, verified, note) values
            ('capital.year_end.payment', null, null, '12-31', 'month_day', 'x', false, 'x'),
            ('capital.year_end.settlement', null, null, '01-31', 'month_day_next_year', 'x', false, 'x'),
            ('capital.carry_over.latest', null, null, '12-31', 'month_day_next_year', 'x', false, 'x');
        insert into funding.source (code, source_class, name, name_en, position) values
            ('s1', 'state', 'Nguồn 1', 'Source 1', 1), ('o1', 'other', 'Nguồn 2', 'Source 2', 2);
        insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
        values ('p', 'xx', 'infrastructure', 'Kế hoạch', 'Kế hoạch', 2026, 2030, 1, 'f', 's', 'i');
        insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
        select id, 'a', 'Chương trình', 'a', 1, 'f', 's', 'i' from plans.plan;
        insert into funding.envelope (programme_id, source_class) select id, c from plans.programme, (values ('state'), ('other')) v (c);
        insert into projects.project (code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
        select o || '-' || n, g.plan_id, g.id, 'construction', 'road', 'Dự án ' || n, 'f', 's', 'i'
        from plans.programme g, generate_series(1, @Officers) o, generate_series(1, 3) n;
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select p.id, p.programme_id, s.code, s.source_class, 1000000, 'entered', 'test' from projects.project p, funding.source s;
        """;

    // Everything officers say they did, in the words of their deeds.
    private const string FactsSql = """
        select 'need ' || p.code as key, string_agg(n.source_code || '=' || n.amount, ';' order by n.source_code) as value
        from funding.need n join projects.project p on p.id = n.project_id group by p.code
        union all
        select 'ceiling ' || y.source_code || '/' || y.year, y.ceiling::text from funding.source_year y where y.ceiling is not null
        union all
        select 'paper ' || d.name,
            case when count(*) over (partition by d.name) > 1 then 'begun twice' else concat_ws(' ', d.status, d.number) || '|' || coalesce(l.lines, '') end
        from funding.decision d
        left join lateral (
            select string_agg(p.code || '/' || x.source_code || '/' || x.year || '=' || x.amount, ';' order by p.code, x.source_code, x.year) as lines
            from (
                select project_id, source_code, year, amount from funding.draft_line where decision_id = d.id and amount <> 0
                union all select project_id, source_code, year, amount from funding.allocation_line where decision_id = d.id
            ) x join projects.project p on p.id = x.project_id
        ) l on true
        union all
        select 'payment ' || p.document_number,
            case when count(*) filter (where p.reverses is null) > 1 then 'entered twice'
                else max(p.status) filter (where p.reverses is null) || ' ' || max(p.amount) || ', ' || count(l.id) || ' lines of ' || coalesce(sum(l.amount), 0) end
        from funding.payment p left join funding.payment_line l on l.payment_id = p.id
        group by p.document_number
        """;

    public static Task MakeAsync(NpgsqlConnection connection) => connection.ExecuteAsync(MakeSql, new { Officers });

    public static async Task<IReadOnlyDictionary<string, string>> FactsAsync(NpgsqlConnection connection) =>
        (await connection.QueryAsync<(string Key, string Value)>(FactsSql)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
}
