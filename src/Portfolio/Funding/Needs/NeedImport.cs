using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Funding.Needs;

/// <summary>
/// Posts the needs that are made up for demonstration. The ledger is append-only, so they are brought to other amounts, or
/// taken back, by further lines. What officers have entered is never touched, and goes before.
/// </summary>
internal static class NeedImport
{
    // Nobody gives capital to these projects meanwhile.
    private const string HoldSql = """
        -- Funding.Needs.HoldIllustrative
        select 1 from funding.project_need where illustrative order by project_id for no key update
        """;

    // Before programmes and envelopes change, so that nothing illustrative stands in the way of an official correction. Capital
    // that officers have given for such a need keeps it from falling further.
    private const string GiveWaySql = """
        -- Funding.Needs.GiveWay
        with wanted as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (project_id bigint, programme_id bigint, source_code text, amount bigint)
        )
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, reason, recorded_by)
        select n.project_id, n.programme_id, n.source_code, n.source_class, greatest(coalesce(w.amount, 0), n.allocated) - n.amount, 'illustrative',
            @Reason, @RecordedBy
        from funding.need n
        left join wanted w on w.project_id = n.project_id and w.programme_id = n.programme_id and w.source_code = n.source_code
        where n.figure_basis = 'illustrative' and greatest(coalesce(w.amount, 0), n.allocated) < n.amount
            and (@All or not exists (select 1 from funding.need_line l
                where l.project_id = n.project_id and l.figure_basis <> 'illustrative'))
        returning project_id, source_code as source, amount
        """;

    // Only into projects without any other figure; and per envelope all or nothing, where officers have left the room for it.
    private const string FillSql = """
        -- Funding.Needs.Fill
        with wanted as materialized (
            select r.* from jsonb_to_recordset(cast(@Rows as jsonb)) as r
                (project_id bigint, programme_id bigint, source_code text, amount bigint)
        ), missing as (
            select w.project_id, w.programme_id, w.source_code, s.source_class, w.amount - coalesce(n.amount, 0) as amount
            from wanted w
            join funding.source s on s.code = w.source_code
            left join funding.need n on n.project_id = w.project_id and n.source_code = w.source_code
            where w.amount > coalesce(n.amount, 0)
                and not exists (select 1 from funding.need_line l
                    where l.project_id = w.project_id and l.figure_basis <> 'illustrative')
        ), summed as (
            select m.*, sum(m.amount) over (partition by m.programme_id, m.source_class) as asked
            from missing m
        )
        insert into funding.need_line (project_id, programme_id, source_code, source_class, amount, figure_basis, reason, recorded_by)
        select m.project_id, m.programme_id, m.source_code, m.source_class, m.amount, 'illustrative', @Reason, @RecordedBy
        from summed m
        join funding.envelope e on e.programme_id = m.programme_id and e.source_class = m.source_class
        where m.asked <= e.unitemised
        returning project_id, source_code as source, amount
        """;

    private const string InForceSql = """
        -- Funding.Needs.InForce
        select project_id, source_code as source, amount from funding.need where project_id = any(@ProjectIds)
        """;

    /// <summary>Lowers illustrative needs to the wanted amounts; what is not wanted, or not in this programme, goes to zero.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction.</param>
    /// <param name="wanted">The amounts as they shall be.</param>
    /// <param name="all">Also in projects where officers have entered needs from other sources: the demonstration ends.</param>
    /// <param name="reason">Why, for the history.</param>
    /// <param name="recordedBy">Who, for the history.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The lines posted.</returns>
    public static async Task<IReadOnlyList<PostedLine>> GiveWayAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<IllustrativeNeed> wanted, bool all, string reason,
        string recordedBy, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(HoldSql, null, transaction, cancellationToken: ct));
        return await ListAsync(
            connection, transaction, GiveWaySql,
            new { Rows = Import.Rows(wanted), All = all, Reason = reason, RecordedBy = recordedBy }, ct);
    }

    /// <summary>Raises illustrative needs to the wanted amounts, as far as officers have left room.</summary>
    /// <returns>The lines posted.</returns>
    public static Task<IReadOnlyList<PostedLine>> FillAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<IllustrativeNeed> wanted, string reason,
        string recordedBy, CancellationToken ct) =>
        ListAsync(
            connection, transaction, FillSql, new { Rows = Import.Rows(wanted), Reason = reason, RecordedBy = recordedBy }, ct);

    /// <summary>The needs in force of these projects.</summary>
    public static Task<IReadOnlyList<PostedLine>> InForceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projectIds, CancellationToken ct) =>
        ListAsync(connection, transaction, InForceSql, new { ProjectIds = projectIds }, ct);

    private static async Task<IReadOnlyList<PostedLine>> ListAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, object parameters, CancellationToken ct) =>
        [.. await connection.QueryAsync<PostedLine>(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct))];
}

/// <summary>A need made up for demonstration, as it shall be.</summary>
internal sealed record IllustrativeNeed(long ProjectId, long ProgrammeId, string SourceCode, Vnd Amount);

/// <summary>A line of the ledger, or a need in force.</summary>
internal sealed record PostedLine(long ProjectId, string Source, Vnd Amount);
