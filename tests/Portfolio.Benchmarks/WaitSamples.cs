using Dapper;
using Npgsql;

namespace Portfolio.Benchmarks;

/// <summary>Looks every few milliseconds at what the sessions of the program do: which statement, and what it waits for.</summary>
internal sealed class WaitSamples(string connectionString)
{
    private const string LookSql = """
        select case when state = 'active' then coalesce(substring(query from '-- (\S+)'), left(query, 20)) else 'between statements' end as what,
            case when state <> 'active' then 'the program' else coalesce(wait_event_type || ' ' || wait_event, 'processor') end as waits
        from pg_stat_activity where application_name = 'portfolio'
        """;

    private readonly Dictionary<(string What, string Waits), int> counts = [];

    public async Task TakeAsync(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(CancellationToken.None);
        while (!ct.IsCancellationRequested)
        {
            foreach (var row in await connection.QueryAsync<(string What, string Waits)>(LookSql))
                counts[row] = counts.GetValueOrDefault(row) + 1;
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public void Print()
    {
        double all = counts.Values.Sum();
        foreach (var (row, count) in counts.OrderByDescending(c => c.Value).Take(16))
            Console.WriteLine($"  {count / all,5:0.0%} {row.What,-34} {row.Waits}");
    }
}
