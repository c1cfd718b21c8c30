using Portfolio.Accounts;

namespace Portfolio.Reporting.Work;

/// <summary>
/// From which day on something is somebody's work: the first limits of the rules of early warning, as each province has ruled on them, so that
/// what is asked for here is what is warned of there; but for silence, which here is that of everybody and at once, there that of the owner.
/// </summary>
internal static class WorkLimits
{
    /// <summary>
    /// <c>limits</c>: of the province within reach, or of each where there is none, the last day of what is due soon, the day since which nobody has
    /// spoken of what is stale, and the one since which nobody has answered what is forgotten.
    /// </summary>
    public const string Limits = """
        limits as materialized (
            select f.province_code,
                @Today::date + max(f.value) filter (where f.rule_code = 'milestone.due_soon' and f.name = 'first_days') as due_until,
                @Today::date - max(f.value) filter (where f.rule_code = 'update.stale' and f.name = 'amber_days') as stale_since,
                @Today::date - max(f.value) filter (where f.rule_code = 'land.obstacle_open' and f.name = 'amber_days') as unanswered_since
            from slippage.limit_in_force f
            where f.rule_code in ('milestone.due_soon', 'update.stale', 'land.obstacle_open') and (@Province::text is null or f.province_code = @Province)
            group by f.province_code
        )
        """;

    /// <summary>Joins the limits that hold for the project <c>x</c>. Within one province there is one row of them, and no project need be asked for its plan.</summary>
    public static string Join(Reach reach) => reach.Province is null
        ? "join plans.plan q on q.id = x.plan_id join limits l on l.province_code = q.province_code"
        : "cross join limits l";
}
