using System.Diagnostics;
using Npgsql;

namespace Portfolio.Benchmarks;

/// <summary>
/// Gives the projects of a <see cref="LargePortfolio"/> capital: ceilings and an approved decision for each plan, with a line for
/// each project, source and year; a payment a month of this year out of each source of each project; and for each plan a paper that
/// is being worked on and some payments that wait. All of it goes through the triggers that everybody's lines go through.
/// </summary>
internal static class LargeLedger
{
    private const string FillSql = """
        set work_mem = '256MB';
        create temporary table source (code, source_class) as
            values ('ngan-sach-tinh', 'state'), ('ngan-sach-trung-uong', 'state'), ('doanh-nghiep', 'other');
        create temporary table given_plan as select id, code, row_number() over (order by id) as place from plans.plan where code ~ '^p\d+-plan-\d$';
        analyze source, given_plan;

        insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, recorded_by)
        select p.id, s.code, s.source_class, y, 1000000000000000, 'benchmark' from given_plan p, source s, generate_series(2026, 2030) y;

        do $$
        declare
            p record;
            paper bigint;
        begin
            for p in select id, code from given_plan order by place loop
                insert into funding.decision
                    (plan_id, kind, name, status, number, decided_on, signer, created_by, approved_by, approved_at, approved_xact)
                values (p.id, 'allocation', 'Giao vốn trung hạn', 'approved', '01/QĐ', '2026-01-05', 'Chủ tịch', 'benchmark', 'benchmark', now(),
                    pg_current_xact_id())
                returning id into paper;
                insert into funding.allocation_line (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount)
                select paper, x.plan_id, x.programme_id, x.id, s.code, s.source_class, y, 'allocated', 160000000 + x.id % 1000 * 10000
                from projects.project x, source s, generate_series(2026, 2030) y
                where x.plan_id = p.id;

                insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number,
                    status, entered_by, entered_at, decided_by, decided_at, confirmed_xact)
                select x.id, x.plan_id, x.programme_id, s.code, s.source_class, 2026, d.day, 10000000 + x.id % 1000 * 1000, 'CT-' || m,
                    'confirmed', 'benchmark', d.day, 'benchmark', d.day, pg_current_xact_id()
                from projects.project x, source s, generate_series(1, 11) m
                    cross join lateral (select make_date(2026, m, 1) + (x.id % 20)::int) d (day)
                where x.plan_id = p.id;
                insert into funding.payment_line (payment_id, plan_id, programme_id, project_id, source_code, source_class, year, paid_on, amount)
                select id, plan_id, programme_id, project_id, source_code, source_class, year, paid_on, amount
                from funding.payment where plan_id = p.id and status = 'confirmed' order by id;

                insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number, entered_by)
                select x.id, x.plan_id, x.programme_id, s.code, s.source_class, 2026, '2026-11-20', 5000000, 'CT-12', 'benchmark'
                from projects.project x, source s
                where x.plan_id = p.id and x.id % 25 = 0;

                insert into funding.decision (plan_id, kind, name, created_by) values (p.id, 'adjustment', 'Điều chỉnh năm 2027', 'benchmark') returning id into paper;
                insert into funding.draft_line (decision_id, project_id, source_code, year, amount, reason, changed_by)
                select paper, x.id, s.code, 2027, case when x.id % 2 = 0 then 1000000 else -1000000 end, 'Theo tiến độ', 'benchmark'
                from projects.project x, source s
                where x.plan_id = p.id;
            end loop;
        end $$;
        """;

    /// <param name="connectionString">Of the owner of a database that holds a large portfolio.</param>
    public static async Task FillAsync(string connectionString)
    {
        var start = Stopwatch.GetTimestamp();
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await RunAsync(connection, FillSql);
        await RunAsync(connection, "vacuum analyze");
        await using var count = new NpgsqlCommand("""
            select (select count(*) from funding.need_line), (select count(*) from funding.allocation_line), (select count(*) from funding.payment_line)
            """, connection);
        await using var reader = await count.ExecuteReaderAsync();
        await reader.ReadAsync();
        Console.WriteLine(
            $"{reader.GetInt64(0) + reader.GetInt64(1) + reader.GetInt64(2):#,##0} money lines ({reader.GetInt64(0):#,##0} of needs, {reader.GetInt64(1):#,##0} of decisions, "
            + $"{reader.GetInt64(2):#,##0} of payments), filled in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
