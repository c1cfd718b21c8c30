using Dapper;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Reporting.Dashboard;

/// <summary>
/// Eighteen plans of three provinces, so that some share the share of all plans they are counted in, each with two programmes, one
/// of which states no envelope for one class in every third plan.
/// </summary>
internal static class ManyPlans
{
    private const string Sql = """
        insert into directory.province values ('xx', 'Tỉnh x', 'Province x'), ('yy', 'Tỉnh y', 'Province y'), ('zz', 'Tỉnh z', 'Province z');
        insert into funding.source (code, source_class, name, name_en, position) values
            ('s1', 'state', 'Nguồn 1', 'Source 1', 1), ('o1', 'other', 'Nguồn 2', 'Source 2', 2);
        insert into milestones.kind (code, name, name_en, position) values ('other', 'Khác', 'Other', 1);
        insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
        select 'p' || n, (array['xx', 'yy', 'zz'])[1 + n % 3], 'infrastructure', 'Kế hoạch ' || n, 'Kế hoạch ' || n, 2026, 2030, n, 'f', 's', 'i'
        from generate_series(1, 18) n;
        insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
        select id, g, 'Chương trình ' || g, g, 1, 'f', 's', 'i' from plans.plan, (values ('a'), ('b')) v (g);
        insert into funding.envelope (programme_id, source_class, amount)
        select g.id, c, case when g.code = 'a' or c = 'state' or g.plan_id % 3 > 0 then 1000000000000 + g.id end
        from plans.programme g, (values ('state'), ('other')) v (c);
        """;

    /// <summary>A database with these plans and nothing in them.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync();
        await FillAsync(database);
        return database;
    }

    /// <summary>Puts the plans into a database.</summary>
    public static async Task FillAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await connection.ExecuteAsync(Sql);
    }
}
