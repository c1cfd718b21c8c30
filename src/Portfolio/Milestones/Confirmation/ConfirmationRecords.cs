using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.Milestones.Confirmation;

/// <summary>What provinces have ruled on confirmation, and what waits for it.</summary>
internal static class ConfirmationRecords
{
    private const string ConfirmingSql = """
        -- Milestones.Confirming
        select r.province_code from milestones.province_rule r where r.confirms
        """;

    // Who reports "done" comes before or after a ruling, not between: what is reported under the old one is there when it ends.
    private const string HoldSql = """
        -- Milestones.HoldConfirming
        select r.province_code from milestones.province_rule r where r.confirms order by r.province_code for share
        """;

    private const string SetSql = """
        -- Milestones.SetRule
        insert into milestones.province_rule as r (province_code, confirms, changed_by)
        values (@Province, @Confirms, @By)
        on conflict (province_code) do update set confirms = excluded.confirms, changed_by = excluded.changed_by, changed_at = now()
            where r.confirms <> excluded.confirms and (@Revision::bigint is null or (extract(epoch from r.changed_at) * 1000000)::bigint = @Revision)
        """;

    private const string RevisionSql = """
        -- Milestones.RuleRevision
        select (extract(epoch from r.changed_at) * 1000000)::bigint from milestones.province_rule r where r.province_code = @Province
        """;

    private const string WaitingSql = """
        -- Milestones.Waiting
        select distinct m.project_id from milestones.milestone m
        where m.plan_id = any(@Plans) and m.reported_on is not null and m.met_on is null
        order by m.project_id
        """;

    private const string ReleaseSql = """
        -- Milestones.ReleaseWaiting
        insert into milestones.date_entry (milestone_id, project_id, field, now_on, note, entered_by, entered_account, entered_on)
        select m.id, m.project_id, 'met', m.reported_on, @Note, @Name, @AccountId, @Today
        from milestones.milestone m
        where m.project_id = any(@Projects) and m.reported_on is not null and m.met_on is null
        order by m.id
        """;

    /// <summary>Provinces in which the construction department confirms.</summary>
    public static async Task<IReadOnlySet<string>> ConfirmingAsync(NpgsqlConnection connection, CancellationToken ct) =>
        (await connection.QueryAsync<string>(new CommandDefinition(ConfirmingSql, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);

    /// <summary>The same; it stays so until the end of the transaction.</summary>
    public static async Task<IReadOnlySet<string>> HoldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        (await connection.QueryAsync<string>(new CommandDefinition(HoldSql, null, transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);

    /// <summary>Rules, unless somebody else ruled since the version that was read.</summary>
    /// <returns>Whether that changed anything.</returns>
    public static async Task<bool> SetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SwitchConfirmation request, string by, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            SetSql, new { request.Province, request.Confirms, request.Revision, By = by }, transaction, cancellationToken: ct)) > 0;

    /// <summary>Version of the ruling of a province: the moment it was made, in microseconds; 0 = there is none.</summary>
    public static async Task<long> RevisionAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string province, CancellationToken ct) =>
        await connection.ExecuteScalarAsync<long?>(new CommandDefinition(RevisionSql, new { Province = province }, transaction, cancellationToken: ct)) ?? 0;

    /// <summary>The projects of these plans with milestones that wait.</summary>
    public static async Task<long[]> WaitingAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] plans, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(WaitingSql, new { Plans = plans }, transaction, cancellationToken: ct))];

    /// <summary>What waits in these projects counts as met on the day that was reported.</summary>
    public static Task ReleaseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long[] projects, string? note, DateOnly today, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            ReleaseSql, new { Projects = projects, Note = note, actor.Name, actor.AccountId, Today = today }, transaction, cancellationToken: ct));
}
