using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Jobs;

/// <summary>
/// One run of a job at a time, on however many nodes, for schedulers that do not see to it themselves. The turn is held by the connection, so that of a
/// killed node goes with it.
/// </summary>
public sealed class JobTurns(PortfolioDatabase database)
{
    private const string TakeSql = """
        -- Jobs.TakeTurn
        select pg_try_advisory_lock(20261135, hashtext(@Job))
        """;

    private const string LeaveSql = """
        -- Jobs.LeaveTurn
        select pg_advisory_unlock(20261135, hashtext(@Job))
        """;

    /// <summary>Takes the turn of a job; whoever has it gives it back by disposing it.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="job">Id of the job.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Null where another run has it.</returns>
    public async Task<IAsyncDisposable?> TakeAsync(Actor actor, string job, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        var connection = await database.OpenAsync(ct);
        try
        {
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(TakeSql, new { Job = job }, cancellationToken: ct)))
                return new Turn(connection, job);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    private sealed class Turn(NpgsqlConnection connection, string job) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // The connection goes back to its pool, and would keep the lock there.
            await connection.ExecuteAsync(new CommandDefinition(LeaveSql, new { Job = job }));
            await connection.DisposeAsync();
        }
    }
}
