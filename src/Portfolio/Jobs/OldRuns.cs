using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Jobs;

/// <summary>Forgets runs that are older than a year and a month, and earlier those that found nothing to do.</summary>
public sealed class OldRuns(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>How long a run is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    /// <summary>How long a run is kept that did nothing: a job that looks every minute would bury the others.</summary>
    public static readonly TimeSpan IdleKept = TimeSpan.FromDays(3);

    private const string ForgetSql = """
        -- Jobs.Forget
        delete from jobs.run
        where started_at < @Before or started_at < @IdleBefore and result = 'ok' and requested_by is null
            and not exists (select 1 from jsonb_each(counts) c where c.value <> '0')
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
            ForgetSql, new { Before = clock.GetUtcNow().UtcDateTime - Kept, IdleBefore = clock.GetUtcNow().UtcDateTime - IdleKept }, commandTimeout: 0,
            cancellationToken: ct));
    }
}
