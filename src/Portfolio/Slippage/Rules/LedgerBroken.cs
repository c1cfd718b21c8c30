namespace Portfolio.Slippage.Rules;

/// <summary>The proof of the ledger has found a difference.</summary>
internal static class LedgerBroken
{
    // A sum of money that is wrong is told whatever anybody rules: there is no limit to it.
    private const string Found = """
        found as materialized (
            select 0::bigint as subject_id, null::bigint as project_id, null::bigint as body_id, 'red' as severity,
                (c.started_at at time zone 'Asia/Ho_Chi_Minh')::date as since, null::date as until, c.faults::numeric as measure, null::numeric as bound, null::bigint as amount,
                null::date as amber_on, null::date as red_on
            from (select started_at, faults from funding.ledger_check order by id desc limit 1) c
            where c.faults > 0
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
