using Dapper;
using Npgsql;
using Portfolio.Slippage.Rules;

namespace Portfolio.Slippage.Scan;

/// <summary>What a scan reads and writes besides the episodes of the rules.</summary>
internal static class ScanRecords
{
    // Chosen once: one scan at a time, however many nodes there are, which may use more memory than a page.
    private const string LockSql = """
        -- Slippage.ScanLock
        select pg_advisory_xact_lock(20260034), set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
        """;

    private const string LastSql = """
        -- Slippage.LastScan
        select max(s.scanned_on) from slippage.scan s
        """;

    internal const string StatesSql = """
        -- Slippage.ProjectStates
        with now as materialized (
            select x.id as project_id, x.programme_id, b.body_id, coalesce(k.amount, 0)::bigint as at_risk
            from projects.project x
            left join (
                select distinct on (r.project_id) r.project_id, r.body_id
                from projects.project_body r
                where r.role in ('owner', 'lead')
                order by r.project_id, r.role desc, r.body_id
            ) b on b.project_id = x.id
            left join (
                select a.project_id, sum(greatest(0, a.payable - a.paid)) as amount
                from funding.allocation a
                where a.year = @BudgetYear
                group by a.project_id
            ) k on k.project_id = x.id
        ), changed as (
            update slippage.project_state s
            set body_id = n.body_id, at_risk = n.at_risk, known_since = coalesce(s.known_since, @Today), stated = case when s.stated_until < @Today then null else s.stated end,
                stated_until = case when s.stated_until < @Today then null else s.stated_until end
            from now n
            where s.project_id = n.project_id and ((s.body_id, s.at_risk) is distinct from (n.body_id, n.at_risk) or s.known_since is null or s.stated_until < @Today)
            returning 1
        ), added as (
            insert into slippage.project_state (project_id, programme_id, body_id, at_risk, known_since)
            select n.project_id, n.programme_id, n.body_id, n.at_risk, @Today
            from now n
            where not exists (select 1 from slippage.project_state s where s.project_id = n.project_id)
            -- In order, so that nothing is written before all of it is found.
            order by n.project_id
            returning 1
        )
        select (select count(*) from changed) + (select count(*) from added)
        """;

    internal const string ColoursSql = """
        -- Slippage.Colours
        update slippage.project_state s
        set amber = n.amber, red = n.red
        from (
            select t.project_id, coalesce(c.amber, 0) as amber, coalesce(c.red, 0) as red
            from slippage.project_state t
            left join (
                select e.project_id, count(*) filter (where e.severity = 'amber')::integer as amber, count(*) filter (where e.severity = 'red')::integer as red
                from slippage.episode e
                where e.resolved_on is null and e.project_id is not null
                group by e.project_id
            ) c on c.project_id = t.project_id
        ) n
        where s.project_id = n.project_id and (s.amber, s.red) is distinct from (n.amber, n.red)
        """;

    private const string KeepSql = """
        -- Slippage.KeepScan
        insert into slippage.scan (scanned_on, started_at, finished_at, actor_name, opened, worsened, eased, resolved)
        values (@Today, @StartedAt, clock_timestamp(), @ActorName, @Opened, @Worsened, @Eased, @Resolved)
        """;

    /// <summary>Keeps every other scan from running until the end of the transaction.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, null, transaction, commandTimeout: 0, cancellationToken: ct));

    /// <summary>Business day of the last scan; null = none has run.</summary>
    public static Task<DateOnly?> LastAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct) =>
        connection.ExecuteScalarAsync<DateOnly?>(new CommandDefinition(LastSql, null, transaction, cancellationToken: ct));

    /// <summary>Writes anew who answers for projects and what is at risk; a milder colour that was stated ends with its last day.</summary>
    public static Task StatesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(StatesSql, new { Today = today, BudgetYear = JudgedYear.Of(today) }, transaction, commandTimeout: 0, cancellationToken: ct));

    /// <summary>Brings the episodes of a rule to what holds.</summary>
    public static Task<ScanCounts> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Rule rule, DateOnly today, DateOnly? lastScan, CancellationToken ct) =>
        connection.QuerySingleAsync<ScanCounts>(new CommandDefinition(rule.ScanSql, new
        {
            Rule = rule.Code,
            rule.SubjectType,
            Today = today,
            BudgetYear = JudgedYear.Of(today),
            LastScan = lastScan,
            Province = (string?)null,
            Names = Array.Empty<string>(),
            Values = Array.Empty<int>(),
        }, transaction, commandTimeout: 0, cancellationToken: ct));

    /// <summary>Counts the warnings of projects.</summary>
    public static Task ColoursAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(ColoursSql, null, transaction, commandTimeout: 0, cancellationToken: ct));

    /// <summary>Keeps that a scan has run.</summary>
    public static Task KeepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string actor, DateOnly today, DateTimeOffset started, ScanCounts counts, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            KeepSql, new { Today = today, StartedAt = started, ActorName = actor, counts.Opened, counts.Worsened, counts.Eased, counts.Resolved }, transaction, cancellationToken: ct));
}
