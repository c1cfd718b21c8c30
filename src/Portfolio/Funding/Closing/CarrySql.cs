namespace Portfolio.Funding.Closing;

/// <summary>
/// What was carried into a year is spent first, as long as the law lets it be spent: pieces of statements that reckon with that.
/// </summary>
internal static class CarrySql
{
    /// <summary>
    /// The payments <c>p</c> of the cell <c>k (project_id, source_code, year)</c>, each with the one <c>o</c> that it takes back: the
    /// end of a statement, conditions may follow.
    /// </summary>
    public const string Payments = """
        from funding.payment p
        left join funding.payment o on o.id = p.reverses
        where p.project_id = k.project_id and p.source_code = k.source_code and p.year = k.year
        """;

    /// <summary>Of these, what was paid until the day <c>k.carry_over</c>, đồng; a reversal counts on the day of what it takes back.</summary>
    public const string InTime = "coalesce(sum(p.amount) filter (where coalesce(o.paid_on, p.paid_on) <= k.carry_over), 0)::bigint";

    /// <summary>Of that, what was confirmed before the year was closed, đồng.</summary>
    public const string InTimeBefore = """
        (coalesce(sum(p.amount) filter (where coalesce(o.paid_on, p.paid_on) <= k.carry_over
                and exists (select 1 from funding.payment_line l where l.payment_id = p.id and not l.after_closing)), 0)::bigint)
        """;

    /// <summary>
    /// Joins to <c>funding.allocation a</c> the most that can be carried over out of it, <c>m.most</c>, đồng: what is left of the capital
    /// that was given for the year itself; nought where there is none. <c>@CarryOver</c> is the last day for what was carried into the year.
    /// </summary>
    public const string Most = $"""
        left join lateral (select a.project_id, a.source_code, a.year, @CarryOver::date as carry_over) k on a.carried_in > 0
        left join lateral (
            select {InTime} as amount
        {Payments}
                and p.status = 'confirmed'
        ) t on a.carried_in > 0
        cross join lateral (
            select greatest(0, least(a.payable - a.paid, a.allocated - (a.paid - least(a.carried_in, coalesce(t.amount, 0))))) as most
        ) m
        """;
}
