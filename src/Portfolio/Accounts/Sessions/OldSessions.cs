using Dapper;
using Portfolio.Common;

namespace Portfolio.Accounts.Sessions;

/// <summary>Forgets sessions that ended long ago; that somebody signed in stays in the audit trail.</summary>
public sealed class OldSessions(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>How long an ended session stays on the list of its holder.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    private const string ForgetSql = """
        -- Accounts.ForgetSessions
        delete from accounts.session where expires_at < @Before
        """;

    /// <summary>Forgets them.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Number of sessions.</returns>
    public async Task<int> ForgetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            ForgetSql, new { Before = clock.GetUtcNow().UtcDateTime - Kept }, commandTimeout: 0, cancellationToken: ct));
    }
}
