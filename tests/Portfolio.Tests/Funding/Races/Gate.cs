using Dapper;
using Npgsql;
using Portfolio.Tests.Funding.Needs;

namespace Portfolio.Tests.Funding.Races;

/// <summary>
/// Stops one transaction at one place, so that what else happens meanwhile is no matter of luck: a trigger of the test waits there
/// until the gate is opened.
/// </summary>
internal sealed class Gate : IAsyncDisposable
{
    private const int Key = 20261122;

    private const string WaitingSql = """
        select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        """;

    private readonly NpgsqlConnection keeper;

    private Gate(NpgsqlConnection keeper) => this.keeper = keeper;

    /// <param name="portfolio">Database.</param>
    /// <param name="place">When the trigger waits: <c>before insert on audit.event</c> and the like.</param>
    /// <param name="condition">For which rows.</param>
    public static async Task<Gate> CloseAsync(SmallPortfolio portfolio, string place, string condition)
    {
        await portfolio.AsOwnerAsync($"""
            create function public.wait_at_gate() returns trigger language plpgsql as $$
            begin
                perform pg_advisory_xact_lock({Key});
                return new;
            end $$;
            create trigger gate {place} for each row when ({condition}) execute function public.wait_at_gate();
            """);
        var gate = new Gate(await portfolio.Access.OpenAsync(default));
        await gate.keeper.ExecuteAsync($"select pg_advisory_lock({Key})");
        return gate;
    }

    /// <summary>Waits until somebody stands at the gate.</summary>
    public async Task ReachedAsync()
    {
        for (var patience = 0; patience < 2000; patience++, await Task.Delay(5))
        {
            if (await keeper.ExecuteScalarAsync<long>(WaitingSql) == 1)
                return;
        }
        Assert.Fail("Nobody came to the gate.");
    }

    /// <summary>Waits until the other has either ended or run into a lock as well, and lets the one at the gate go on.</summary>
    public async Task OpenAsync(Task other)
    {
        while (!other.IsCompleted && await keeper.ExecuteScalarAsync<long>(WaitingSql) < 2)
            await Task.Delay(5);
        await keeper.ExecuteAsync($"select pg_advisory_unlock({Key})");
    }

    public ValueTask DisposeAsync() => keeper.DisposeAsync();
}
