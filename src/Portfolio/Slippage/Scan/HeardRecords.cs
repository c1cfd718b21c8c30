using Dapper;
using Npgsql;

namespace Portfolio.Slippage.Scan;

/// <summary>When the owners of projects last spoke of them.</summary>
internal static class HeardRecords
{
    // The word of a project is that of an account bound to a body that owns or leads it, or to one above that body. Somebody of no body, and the
    // program itself, speak for nobody: what a department confirms or loads must not hide that the owner is silent. A token speaks as its account
    // does. Answers to a warning are none: acknowledging clears nothing. What the demonstration makes up is read by the rule as it stands.
    // Only what came in since the last scan is read, and for a day before its end, for what was being written then; all of it until a word is kept.
    // The moment is read first: the statement is then planned for how little that is.
    private const string SinceSql = """
        -- Slippage.HeardSince
        select coalesce(case when exists (select 1 from slippage.project_state s where s.heard_on is not null)
            then (select max(k.finished_at) - interval '1 day' from slippage.scan k) end, '1900-01-01')
        """;

    private const string HearSql = """
        -- Slippage.Hear
        with recursive said as materialized (
            select e.project_id, e.entered_account as account_id, e.entered_on as said_on
            from milestones.date_entry e
            where e.entered_account is not null and e.entered_at >= @Since
            union
            select e.project_id, e.entered_account, e.entered_on
            from milestones.remark e
            where e.entered_account is not null and e.entered_at >= @Since
            union
            select e.project_id, e.entered_account, e.entered_on
            from land_clearance.entry e
            where e.entered_account is not null and e.entered_at >= @Since
            union
            select k.project_id, e.entered_account, (e.entered_at at time zone 'Asia/Ho_Chi_Minh')::date
            from land_clearance.package_step e
            join land_clearance.package k on k.id = e.package_id
            where e.entered_account is not null and e.entered_at >= @Since
            union
            select e.project_id, e.created_account, (e.created_at at time zone 'Asia/Ho_Chi_Minh')::date
            from land_clearance.obstacle e
            where e.created_account is not null and e.created_at >= @Since
            union
            select o.project_id, e.entered_account, e.entered_on
            from land_clearance.answer e
            join land_clearance.obstacle o on o.id = e.obstacle_id
            where e.entered_account is not null and e.entered_at >= @Since
            union
            select e.project_id, e.entered_account, (e.entered_at at time zone 'Asia/Ho_Chi_Minh')::date
            from funding.payment e
            where e.entered_account is not null and e.entered_at >= @Since
        ), speaker (account_id, body_id) as (
            select b.account_id, b.body_id from accounts.account_body b where b.account_id in (select s.account_id from said s)
            union
            select k.account_id, b.id from speaker k join directory.body b on b.parent_id = k.body_id
        ), heard as (
            select s.project_id, max(s.said_on) as heard_on
            from said s
            where exists (select 1 from speaker k
                join projects.project_body r on r.body_id = k.body_id and r.role in ('owner', 'lead')
                where k.account_id = s.account_id and r.project_id = s.project_id)
            group by s.project_id
        )
        update slippage.project_state p
        set heard_on = h.heard_on
        from heard h
        where p.project_id = h.project_id and (p.heard_on is null or p.heard_on < h.heard_on)
        """;

    /// <summary>Keeps what was said of projects since the last scan; a word that is older than the one that is kept changes nothing.</summary>
    public static async Task HearAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        var since = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition(SinceSql, null, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(HearSql, new { Since = since }, transaction, commandTimeout: 0, cancellationToken: ct));
    }
}
