using Dapper;
using Npgsql;
using Portfolio.Reporting.Warnings;

namespace Portfolio.Notifications.Warnings;

/// <summary>Who was told what, so that nobody is told twice.</summary>
internal static class ToldRecords
{
    // One run at a time, however many nodes there are: both would find the same warnings due.
    private const string LockSql = """
        -- Notifications.LockWarningMails
        select pg_advisory_xact_lock(20261122, 37)
        """;

    // What was told as a reminder is told for the first time once it is a warning.
    private const string TellSql = """
        -- Notifications.Tell
        insert into notifications.told (episode_id, account_id, severity, step, told_on, first_on)
        select d.episode_id, d.account_id, d.severity, d.step, @Today, @Today
        from unnest(@Episodes::bigint[], @Accounts::bigint[], @Severities::text[], @Steps::integer[]) as d (episode_id, account_id, severity, step)
        on conflict (episode_id, account_id) do update set severity = excluded.severity, step = excluded.step, told_on = excluded.told_on,
            first_on = case when told.severity = 'notice' and excluded.severity <> 'notice' then excluded.told_on else told.first_on end
        """;

    private const string CloseSql = """
        -- Notifications.CloseTold
        delete from notifications.told t
        using unnest(@Episodes::bigint[], @Accounts::bigint[]) as d (episode_id, account_id)
        where t.episode_id = d.episode_id and t.account_id = d.account_id
        """;

    private const string QueuedSql = """
        -- Notifications.QueuedMails
        select key from notifications.mail where key = any(@Keys)
        """;

    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, commandTimeout: 0, cancellationToken: ct));

    /// <summary>Forgets what nobody is to be told of any more.</summary>
    public static async Task ForgetAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken ct)
    {
        var old = await DueWarnings.OldNewsAsync(connection, transaction, today, ct);
        await CloseAsync(connection, transaction, [.. old.Select(o => o.EpisodeId)], [.. old.Select(o => o.AccountId)], ct);
    }

    /// <summary>Those of the keys under which a mail was queued before.</summary>
    public static async Task<IReadOnlySet<string>> QueuedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<string> keys, CancellationToken ct) =>
        (await connection.QueryAsync<string>(new CommandDefinition(QueuedSql, new { Keys = keys.ToArray() }, transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Keeps what was told; of what has ended nothing is kept.</summary>
    public static async Task KeepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DueWarning> told, DateOnly today, CancellationToken ct)
    {
        var (ended, open) = (told.Where(w => w.Part == "resolved").ToList(), told.Where(w => w.Part != "resolved").ToList());
        await connection.ExecuteAsync(new CommandDefinition(TellSql, new
        {
            Today = today,
            Episodes = open.Select(w => w.Id).ToArray(),
            Accounts = open.Select(w => w.AccountId).ToArray(),
            Severities = open.Select(w => w.Severity).ToArray(),
            Steps = open.Select(w => w.Step).ToArray(),
        }, transaction, commandTimeout: 0, cancellationToken: ct));
        await CloseAsync(connection, transaction, [.. ended.Select(w => w.Id)], [.. ended.Select(w => w.AccountId)], ct);
    }

    private static Task CloseAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] episodes, long[] accounts, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(CloseSql, new { Episodes = episodes, Accounts = accounts }, transaction, commandTimeout: 0, cancellationToken: ct));
}
