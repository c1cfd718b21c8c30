namespace Portfolio.Slippage.Rules;

/// <summary>
/// Pieces that all rules share. A rule says what it has found as of a day: subject_id, project_id, body_id (who must act, where it is not
/// whoever answers for the project), severity, since, until, measure, bound, amount, and amber_on and red_on: the days on which it passes
/// its limits by the calendar alone, empty where only today can tell.
/// </summary>
internal static class RuleSql
{
    /// <summary>Whether the project <c>x</c> is under way: nobody is urged about one that is suspended or cancelled.</summary>
    public const string UnderWay = "(x.stage is null or x.stage not in ('suspended', 'cancelled'))";

    /// <summary>Whether the milestone <c>m</c> counts as done on the day: also what is reported and waits for confirmation. Never null.</summary>
    public const string Done = "coalesce(m.met_on <= @Today or m.reported_on <= @Today, false)";

    /// <summary>Whether the milestone <c>m</c> is still to be done on the day: <see cref="Done"/> does not hold, and it is not dropped.</summary>
    public const string Open = """
        (m.dropped_on is null and (m.met_on is null or m.met_on > @Today) and (m.reported_on is null or m.reported_on > @Today))
        """;

    /// <summary>The limits of the rule in every province, or with those that are tried in one.</summary>
    public const string Given = """
        (select f.province_code, f.name, coalesce(o.value, f.value) as value
            from slippage.limit_in_force f
            left join unnest(@Names::text[], @Values::integer[]) o (name, value) on o.name = f.name
            where f.rule_code = @Rule and (@Province::text is null or f.province_code = @Province))
        """;

    /// <summary>Capital of the budget year by project.</summary>
    public const string Capital = """
        (select a.project_id, sum(a.payable)::bigint as payable, sum(a.paid)::bigint as paid
            from funding.allocation a
            where a.year = @BudgetYear
            group by a.project_id
            having sum(a.payable) > 0)
        """;

    /// <summary>
    /// Brings the episodes of the rule to what was found; what is as it was is not written. Days that passed since the last scan count as if a
    /// scan had run on each of them.
    /// </summary>
    public const string Merge = """
        , known as materialized (
            select e.id, e.subject_id, e.body_id, e.severity, e.since, e.until, e.measure, e.bound, e.amount, e.red_on
            from slippage.episode e
            where e.rule_code = @Rule and e.resolved_on is null
        ), opened as (
            insert into slippage.episode (rule_code, subject_type, subject_id, project_id, programme_id, body_id, severity, since, until, measure, bound, amount, opened_on, red_on)
            select @Rule, @SubjectType, f.subject_id, f.project_id, x.programme_id, f.body_id, f.severity, f.since, f.until, f.measure, f.bound, f.amount, d.opened_on,
                case when f.severity = 'red' then greatest(d.opened_on, least(@Today, greatest(coalesce(f.red_on, @Today), @LastScan::date + 1))) end
            from found f
            left join projects.project x on x.id = f.project_id
            cross join lateral (select least(@Today, greatest(coalesce(f.amber_on, @Today), @LastScan::date + 1)) as opened_on) d
            where not exists (select 1 from known k where k.subject_id = f.subject_id)
            order by f.subject_id
            returning 1
        ), changed as (
            update slippage.episode e
            set body_id = f.body_id, severity = f.severity, since = f.since, until = f.until, measure = f.measure, bound = f.bound, amount = f.amount,
                red_on = case when f.severity = 'red'
                    then coalesce(k.red_on, greatest(e.opened_on, least(@Today, greatest(coalesce(f.red_on, @Today), @LastScan::date + 1)))) end
            from known k
            join found f on f.subject_id = k.subject_id
            where e.id = k.id and (f.body_id, f.severity, f.since, f.until, f.measure, f.bound, f.amount)
                is distinct from (k.body_id, k.severity, k.since, k.until, k.measure, k.bound, k.amount)
            returning k.severity as was, e.severity as now
        ), resolved as (
            update slippage.episode e
            set resolved_on = greatest(e.opened_on, coalesce(e.red_on, e.opened_on), @Today)
            from known k
            where e.id = k.id and not exists (select 1 from found f where f.subject_id = k.subject_id)
            returning 1
        )
        select (select count(*) from opened)::int as opened,
            (select count(*) from changed where now = 'red' and was <> 'red')::int as worsened,
            (select count(*) from changed where was = 'red' and now <> 'red')::int as eased, (select count(*) from resolved)::int as resolved
        """;

    /// <summary>What would have been found.</summary>
    public const string Count = """
        select f.subject_id, f.project_id, f.severity from found f order by f.subject_id
        """;
}
