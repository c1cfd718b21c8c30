namespace Portfolio.Milestones;

/// <summary>Parts of statements that ask when the work on site begins and ends; for the rows <c>m</c> of a project.</summary>
internal static class MilestoneSql
{
    /// <summary>
    /// Day on which the ground was broken, else the first day on which it is planned to be: work that begins "in 2027" may begin on
    /// its first day, although the milestone is not late before its last. Null where nothing closer than several years is said.
    /// </summary>
    public const string StartsOn = """
        (min(coalesce(m.met_on, case m.planned_precision
                when 'day' then m.planned_on
                when 'month' then date_trunc('month', m.planned_on)::date
                when 'quarter' then date_trunc('quarter', m.planned_on)::date
                when 'half_year' then (date_trunc('quarter', m.planned_on) - interval '3 months')::date
                when 'year' then date_trunc('year', m.planned_on)::date
            end)) filter (where m.kind_code = 'ground_broken'))
        """;

    /// <summary>Last day of the work, as it was or as it is planned.</summary>
    public const string FinishesOn = """
        (max(coalesce(m.met_on, m.planned_on)) filter (where m.kind_code in ('completed', 'in_operation')))
        """;
}
