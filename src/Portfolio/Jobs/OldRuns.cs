using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Jobs;

/// <summary>Forgets runs that are older than a year and a month.</summary>
public sealed class OldRuns(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>How long a run is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    private const string ForgetSql = """
        -- Jobs.Forget
        delete from jobs.run where started_at < @Before
        """;

    /// <summary>Forgets them.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Number of runs.</returns>
    public async Task<int> ForgetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            ForgetSql, new { Before = clock.GetUtcNow().UtcDateTime - Kept }, commandTimeout: 0, cancellationToken: ct));
    }
}
