namespace Portfolio.Slippage.Rules;

/// <summary>The proof of the ledger has found a difference.</summary>
internal static class LedgerBroken
{
    private const string Found = $"""
        given as materialized (
            {RuleSql.Given}
        ), l as materialized (
            select g.province_code, max(g.value) filter (where g.name = 'on') as switched_on
            from given g
            group by g.province_code
        ), found as materialized (
            select 0::bigint as subject_id, null::bigint as project_id, null::bigint as body_id, 'red' as severity,
                (c.started_at at time zone 'Asia/Ho_Chi_Minh')::date as since, null::date as until, c.faults::numeric as measure, null::numeric as bound, null::bigint as amount,
                null::date as amber_on, null::date as red_on
            from (select started_at, faults from funding.ledger_check order by id desc limit 1) c
            where c.faults > 0 and exists (select 1 from l where l.switched_on = 1)
        )
        """;

    private const string Sql = $"""
        -- Slippage.LedgerBroken
        with
        {Found}
        {RuleSql.Merge}
        """;

    private const string CountSql = $"""
        -- Slippage.LedgerBrokenTried
        with
        {Found}
        {RuleSql.Count}
        """;

    public static Rule Rule { get; } = new("ledger.broken", "ledger", Sql, CountSql, OfAnyDay: false);
}
