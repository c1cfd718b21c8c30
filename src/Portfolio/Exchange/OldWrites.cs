using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Exchange;

/// <summary>Forgets the keys of writes that nobody sends again.</summary>
public sealed class OldWrites(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>How long a key is kept; a caller that has not heard by then looks for itself.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string ForgetSql = """
        -- Exchange.ForgetWrites
        delete from exchange.idempotent_write where written_at < @Before
        """;

    /// <summary>Forgets them.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Number of keys.</returns>
    public async Task<int> ForgetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            ForgetSql, new { Before = clock.GetUtcNow().UtcDateTime - Kept }, commandTimeout: 0, cancellationToken: ct));
    }
}
