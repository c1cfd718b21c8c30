using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Milestones.Forecasts;

/// <summary>Keeps the forecasts of projects.</summary>
public sealed class ForecastService(PortfolioDatabase database, BusinessCalendar calendar)
{
    // Large enough that round trips do not count, small enough that nobody waits long for a project of it.
    private const int AtOnce = 1_000;

    private const string NextSql = """
        -- Milestones.NextProjects
        select distinct project_id from milestones.milestone where project_id > @After order by project_id limit @Limit
        """;

    /// <summary>Forecasts every project as of today; a second run on the same day changes nothing.</summary>
    /// <param name="actor">Needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="ct">Stops between two stretches of projects.</param>
    /// <returns>Number of projects.</returns>
    public async Task<int> RefreshAllAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        var today = calendar.Today;
        var (after, count) = (0L, 0);
        while (await NextAsync(after, ct) is { Length: > 0 } projects)
        {
            count += await database.TransactAsync(async (connection, transaction) =>
            {
                var free = await ForecastRecords.LockFreeAsync(connection, transaction, projects, ct);
                await RefreshLockedAsync(connection, transaction, free, today, ct);
                return free.Length;
            }, ct);
            after = projects[^1];
        }
        return count;
    }

    /// <summary>Forecasts projects within a transaction that has changed what their forecasts rest on.</summary>
    internal static async Task RefreshAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, DateOnly today, CancellationToken ct)
    {
        await ForecastRecords.LockAsync(connection, transaction, projects, ct);
        await RefreshLockedAsync(connection, transaction, projects, today, ct);
    }

    private static async Task RefreshLockedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, DateOnly today, CancellationToken ct)
    {
        var work = await ForecastRecords.WorkAsync(connection, transaction, projects, ct);
        // Also of projects that have lost their milestones: what they stood at is no more.
        await ForecastRecords.KeepAsync(
            connection, transaction, [.. projects.Select(id => ProjectForecast.Of(id, work.GetValueOrDefault(id, ForecastWork.Nothing), today))], today, ct);
    }

    private async Task<long[]> NextAsync(long after, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return [.. await connection.QueryAsync<long>(new CommandDefinition(NextSql, new { After = after, Limit = AtOnce }, cancellationToken: ct))];
    }
}
