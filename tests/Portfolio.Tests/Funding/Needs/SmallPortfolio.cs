using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Needs;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Funding.Needs;

/// <summary>One plan, one programme with known envelopes, and as many projects as a test needs.</summary>
internal sealed class SmallPortfolio : IAsyncDisposable
{
    private readonly TestDatabase database;

    private SmallPortfolio(TestDatabase database)
    {
        this.database = database;
        Access = new PortfolioDatabase(database.ConnectionString);
        Needs = new NeedService(Access);
    }

    public PortfolioDatabase Access { get; }

    public NeedService Needs { get; }

    public static async Task<SmallPortfolio> CreateAsync(long? state, long? other, int projects)
    {
        var portfolio = new SmallPortfolio(await TestDatabase.CreateAsync());
        await using var connection = await portfolio.database.OpenAsync();
        await using var command = new NpgsqlCommand("""
            insert into directory.province values ('xx', 'Tỉnh thử', 'Test province');
            insert into funding.source (code, source_class, name, name_en, position) values
                ('s1', 'state', 'Nguồn 1', 'Source 1', 1), ('s2', 'state', 'Nguồn 2', 'Source 2', 2), ('o1', 'other', 'Nguồn 3', 'Source 3', 3);
            insert into plans.plan (code, province_code, kind, name, short_name, period_from, period_to, position, source_file, source_section, source_item)
            values ('p', 'xx', 'infrastructure', 'Kế hoạch', 'Kế hoạch', 2026, 2030, 1, 'f', 's', 'i');
            insert into plans.programme (plan_id, code, name, short_name, position, source_file, source_section, source_item)
            select id, c.code, 'Chương trình ' || c.code, c.code, 1, 'f', 's', 'i' from plans.plan, (values ('a'), ('b')) c (code);
            """, connection);
        await command.ExecuteNonQueryAsync();
        await using var rows = new NpgsqlCommand("""
            insert into funding.envelope (programme_id, source_class, amount)
            select id, c.class, c.amount from plans.programme, (values ('state', @state::bigint), ('other', @other::bigint)) c (class, amount);
            insert into projects.project (code, plan_id, programme_id, kind, sector, name, source_file, source_section, source_item)
            select upper(g.code) || '-' || n, g.plan_id, g.id, 'construction', 'road', 'Dự án ' || n, 'f', 's', 'i'
            from plans.programme g, generate_series(1, @projects) n;
            """, connection);
        rows.Parameters.AddWithValue("state", NpgsqlTypes.NpgsqlDbType.Bigint, (object?)state ?? DBNull.Value);
        rows.Parameters.AddWithValue("other", NpgsqlTypes.NpgsqlDbType.Bigint, (object?)other ?? DBNull.Value);
        rows.Parameters.AddWithValue("projects", projects);
        await rows.ExecuteNonQueryAsync();
        return portfolio;
    }

    public async Task<long> NumberAsync(string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await database.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Opens a session of the account that owns the database.</summary>
    public Task<NpgsqlConnection> OpenAsOwnerAsync() => database.OpenAsOwnerAsync();

    /// <summary>Runs statements as the account that owns the database and may switch triggers off.</summary>
    public async Task AsOwnerAsync(string sql)
    {
        await using var connection = await database.OpenAsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Rows in which a kept sum differs from the lines it is made of, or an envelope from its parts.</summary>
    public Task<long> BrokenSumsAsync() => NumberAsync("""
        select (select count(*) from funding.envelope e
                where e.itemised <> coalesce((select sum(amount) from funding.need_line l
                        where l.programme_id = e.programme_id and l.source_class = e.source_class), 0)
                    or (e.amount is not null and e.itemised + e.unitemised <> e.amount) or e.itemised > e.amount or e.itemised < 0)
            + (select count(*) from (select project_id, source_code, sum(amount) as amount from funding.need_line group by 1, 2) l
                full join funding.need n using (project_id, source_code)
                where coalesce(n.amount, 0) <> coalesce(l.amount, 0))
            + (select count(*) from (select project_id,
                        coalesce(sum(amount) filter (where source_class = 'state'), 0) as state,
                        coalesce(sum(amount) filter (where source_class = 'other'), 0) as other, max(id) as version
                    from funding.need_line group by 1) l
                full join funding.project_need p using (project_id)
                where p.state is distinct from l.state or p.other is distinct from l.other or p.version is distinct from l.version)
        """);

    public async ValueTask DisposeAsync()
    {
        await Access.DisposeAsync();
        await database.DisposeAsync();
    }
}
