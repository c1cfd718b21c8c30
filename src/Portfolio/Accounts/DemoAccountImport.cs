using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Accounts;

/// <summary>
/// Brings the accounts of the demonstration to what the seeds say. One that is no longer wanted is deactivated and its sessions
/// end; what real people have is never touched, not even where it bears the same name.
/// </summary>
internal static class DemoAccountImport
{
    private const string MergeSql = """
        -- Accounts.ImportDemo
        with seed as materialized (
            select r.*, upper(r.user_name) as user_key
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r (user_name text, display_name text, role text, province text)
        ), changed as (
            update accounts.account a
            set display_name = s.display_name, role = s.role, province_code = s.province, active = true
            from seed s
            where a.user_key = s.user_key and a.demo
                and (a.display_name, a.role, a.province_code, a.active) is distinct from (s.display_name, s.role, s.province, true)
            returning 1
        ), added as (
            insert into accounts.account (user_name, user_key, display_name, role, province_code, demo, security_stamp, concurrency_stamp)
            select s.user_name, s.user_key, s.display_name, s.role, s.province, true, gen_random_uuid()::text, gen_random_uuid()::text
            from seed s
            where not exists (select 1 from accounts.account a where a.user_key = s.user_key or a.email_key = s.user_key)
            returning 1
        ), removed as (
            update accounts.account a
            set active = false
            where a.demo and a.active and not exists (select 1 from seed s where s.user_key = a.user_key)
            returning a.id
        ), ended as (
            update accounts.session s set ended_at = now()
            where s.ended_at is null and s.account_id in (select id from removed)
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted,
            (select count(*)::int from changed) as updated, (select count(*)::int from removed) as deleted
        """;

    private const string BindSql = """
        -- Accounts.BindDemo
        with wanted as materialized (
            select a.id as account_id, b.id as body_id
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r (user_name text, bodies jsonb)
            join accounts.account a on a.user_key = upper(r.user_name) and a.demo
            cross join jsonb_array_elements_text(r.bodies) as c (code)
            join unnest(@Codes::text[], @Ids::bigint[]) as b (code, id) on b.code = c.code
        ), unbound as (
            delete from accounts.account_body x
            using accounts.account a
            where a.id = x.account_id and a.demo
                and not exists (select 1 from wanted w where w.account_id = x.account_id and w.body_id = x.body_id)
        )
        insert into accounts.account_body (account_id, body_id)
        select account_id, body_id from wanted
        on conflict do nothing
        """;

    /// <summary>Merges the accounts; an empty list ends the demonstration.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction.</param>
    /// <param name="rows">The accounts as they shall be.</param>
    /// <param name="bodies">Ids of the bodies by code.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<IReadOnlyList<ImportCount>> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<DemoAccountSeed> rows, CodeIds bodies, CancellationToken ct)
    {
        var counts = await Import.MergeAsync(connection, transaction, MergeSql, rows, null, ct);
        await connection.ExecuteAsync(new CommandDefinition(
            BindSql, new { Rows = Import.Rows(rows), bodies.Codes, bodies.Ids }, transaction, cancellationToken: ct));
        return counts;
    }
}

/// <summary>An account of the demonstration as the seeds have it.</summary>
internal sealed record DemoAccountSeed(string UserName, string DisplayName, string Role, string? Province, IReadOnlyList<string> Bodies);
