using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Portfolio.Benchmarks;

/// <summary>
/// Fills a seeded database up to the scale the design asks for: 34 provinces with 160 more plans and 1.280 more programmes. Half of
/// the projects are spread evenly among them, the other half are of one plan; each has 10 milestones and 3 need lines.
/// </summary>
internal static class LargePortfolio
{
    private const string FillSql = """
        insert into directory.province
        select 'p' || n, 'Tỉnh ' || n, 'Province ' || n from generate_series(1, 32) n;

        insert into directory.commune (province_code, code, kind, name, source_file, source_section, source_item)
        select 'p' || p, 'p' || p || '-xa-' || c, 'xa', 'Xã ' || c, 'f', 's', 'i' from generate_series(1, 32) p, generate_series(1, 100) c;

        insert into directory.body (province_code, code, kind, name, source_file, source_section, source_item)
        select 'p' || p, 'p' || p || '-so-' || b, 'department', 'Sở ' || b, 'f', 's', 'i' from generate_series(1, 32) p, generate_series(1, 60) b;

        insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
        select 'p' || p || '-plan-' || k, 'p' || p, 'infrastructure', 'Kế hoạch ' || k, 'Kế hoạch ' || k, 2026, 2030, 100 + p, 'f', 's', 'i'
        from generate_series(1, 32) p, generate_series(1, 5) k;

        insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
        select l.id, 'g' || g, 'Chương trình ' || g, 'Chương trình ' || g, g, 'f', 's', 'i'
        from plans.plan l, generate_series(1, 8) g where l.code like 'p%plan%';

        insert into funding.envelope (programme_id, source_class, amount)
        select g.id, c, 1000000000000000 from plans.programme g, (values ('state'), ('other')) v (c) where g.code ~ '^g\d$';

        insert into projects.project (code, plan_id, programme_id, kind, sector, stage, stage_basis, name, places, period_from, period_to,
            source_file, source_section, source_item)
        select upper(g.plan_code) || '-' || g.code || '-' || lpad(n::text, 4, '0'), g.plan_id, g.id,
            (array['construction', 'planning', 'scheme', 'task'])[1 + v % 4],
            (array['road', 'urban', 'waste', 'water', 'housing', 'planning', 'airport', 'other'])[1 + v % 8],
            (array['preparation', 'land_clearance', 'procurement', 'construction', 'completion', 'settlement'])[1 + v % 6], 'entered',
            (array['Cải tạo, nâng cấp đường', 'Xây dựng cầu', 'Giải phóng mặt bằng khu', 'Hệ thống thoát nước'])[1 + v % 4] || ' số ' || n || ' ' || g.plan_code,
            'Xã ' || v % 100, 2026, 2027 + v % 4, 'f', 's', 'i'
        from (
                select g.id, g.plan_id, g.code, l.code as plan_code, (row_number() over (order by g.code, g.id))::int as place,
                    (count(*) over ())::int as programmes, (row_number() over (partition by l.id order by g.code))::int as place_in_plan,
                    (count(*) over (partition by l.id))::int as programmes_of_plan
                from plans.programme g join plans.plan l on l.id = g.plan_id where g.code ~ '^g\d$'
            ) g
            cross join lateral (select @Projects - count(*)::int from projects.project) w (wanted)
            cross join lateral (
                select (w.wanted / 2 - g.place + g.programmes) / g.programmes + case when g.plan_code = 'p1-plan-1' then
                    (w.wanted - w.wanted / 2 - g.place_in_plan + g.programmes_of_plan) / g.programmes_of_plan else 0 end
            ) c (own)
            cross join lateral generate_series(1, c.own) n
            cross join lateral (select g.place + n) s (v);

        insert into projects.project_body (project_id, body_id, role, as_written, source_file, source_section, source_item)
        select x.id, b.id, r.role, 'w', 'f', 's', 'i'
        from projects.project x join plans.plan l on l.id = x.plan_id
            cross join lateral (values ('lead', x.id % 60 + 1), ('coordinating', x.id % 59 + 1)) r (role, number)
            join directory.body b on b.code = l.province_code || '-so-' || r.number
        where l.code like 'p%plan%';

        insert into projects.project_commune
        select x.id, c.id from projects.project x join plans.plan l on l.id = x.plan_id
            join directory.commune c on c.code = l.province_code || '-xa-' || (x.id % 100 + 1)
        where l.code like 'p%plan%';

        insert into milestones.milestone (project_id, plan_id, code, kind_code, name, planned_on, planned_precision, planned_text,
            document_on, document_precision, document_text, baseline_on, baseline_precision, baseline_text, met_on,
            source_file, source_section, source_item)
        select x.id, x.plan_id, 'm' || n, 'other', 'Mốc ' || n, d.day, 'day', 'ngày', d.day, 'day', 'ngày', d.day, 'day', 'ngày',
            case when n <= 2 and x.id % 5 <> 0 then current_date - 300 + n * 100 end, 'f', 's', 'i'
        from projects.project x, generate_series(1, 10) n, lateral (select current_date - 400 + n * 150 + (x.id % 90)::int) d (day)
        where x.source_file = 'f';

        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, recorded_by)
        select x.id, x.programme_id, s.code, s.source_class, 1000000000 + x.id * 1000, 'entered', 'benchmark'
        from projects.project x, (values ('ngan-sach-tinh', 'state'), ('ngan-sach-trung-uong', 'state'), ('doanh-nghiep', 'other')) s (code, source_class)
        where x.source_file = 'f';

        insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code, before, after)
        select 'guest', 'Finance', 'funding.needs_set', 'project', x.code, null, '{}' from projects.project x, generate_series(1, 3) n;

        analyze;
        """;

    /// <param name="connectionString">Of the owner of the database.</param>
    /// <param name="projects">Projects there shall be, those of the seeds among them.</param>
    public static async Task FillAsync(string connectionString, int projects)
    {
        var start = Stopwatch.GetTimestamp();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(FillSql.Replace("@Projects", projects.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), connection) { CommandTimeout = 1800 };
        await command.ExecuteNonQueryAsync();
        await using var count = new NpgsqlCommand("""
            select (select count(*) from projects.project), (select count(*) from milestones.milestone), (select count(*) from funding.need_line)
            """, connection);
        await using var reader = await count.ExecuteReaderAsync();
        await reader.ReadAsync();
        Console.WriteLine(
            $"{reader.GetInt64(0):#,##0} projects, {reader.GetInt64(1):#,##0} milestones, {reader.GetInt64(2):#,##0} need lines, filled in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
    }
}
