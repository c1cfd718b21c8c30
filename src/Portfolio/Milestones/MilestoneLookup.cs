using Dapper;
using Npgsql;

namespace Portfolio.Milestones;

/// <summary>What other areas need to know of milestones.</summary>
internal static class MilestoneLookup
{
    // Land: cleared when every milestone of that kind is met; late when one is due and is not.
    private const string OfPlanSql = $"""
        -- Milestones.OfPlan
        select m.project_id,
            {MilestoneSql.StartsOn} as starts_on,
            {MilestoneSql.FinishesOn} as finishes_on,
            count(*) filter (where m.kind_code = 'land_cleared')::int as land,
            count(*) filter (where m.kind_code = 'land_cleared' and m.met_on is null)::int as land_open,
            count(*) filter (where m.kind_code = 'land_cleared' and m.met_on is null and m.planned_on < @On)::int as land_late,
            coalesce(max(@On - m.planned_on) filter (where m.kind_code = 'land_cleared' and m.met_on is null and m.planned_on < @On), 0)::int as land_days_late,
            count(*) filter (where m.met_on is null and m.planned_on < @On)::int as late,
            coalesce(max(@On - m.planned_on) filter (where m.met_on is null and m.planned_on < @On), 0)::int as days_late
        from milestones.milestone m
        where m.plan_id = @PlanId and m.dropped_on is null
        group by m.project_id
        """;

    private const string WorkSql = $"""
        -- Milestones.Work
        select {MilestoneSql.StartsOn} as starts_on, {MilestoneSql.FinishesOn} as finishes_on
        from milestones.milestone m
        where m.project_id = @Id and m.dropped_on is null
        """;

    /// <summary>First and last day of the work of a project, as far as milestones tell.</summary>
    public static Task<(DateOnly? StartsOn, DateOnly? FinishesOn)> WorkAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long project, CancellationToken ct) =>
        connection.QuerySingleAsync<(DateOnly?, DateOnly?)>(new CommandDefinition(WorkSql, new { Id = project }, transaction, cancellationToken: ct));

    /// <summary>Of every project of a plan that has milestones: start, finish, land, and what is late on the day.</summary>
    public static async Task<IReadOnlyList<MilestoneFacts>> OfPlanAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long planId, DateOnly on, CancellationToken ct) =>
        [.. await connection.QueryAsync<MilestoneFacts>(new CommandDefinition(OfPlanSql, new { PlanId = planId, On = on }, transaction, cancellationToken: ct))];
}

/// <summary>Where the milestones of a project stand on a day.</summary>
internal sealed record MilestoneFacts
{
    public long ProjectId { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? FinishesOn { get; init; }

    /// <summary>Milestones of land clearance.</summary>
    public int Land { get; init; }

    /// <summary>Of these, not met.</summary>
    public int LandOpen { get; init; }

    /// <summary>Of these, due before the day.</summary>
    public int LandLate { get; init; }

    /// <summary>Days by which the worst of these is late.</summary>
    public int LandDaysLate { get; init; }

    /// <summary>Milestones of any kind that are due and not met.</summary>
    public int Late { get; init; }

    /// <summary>Days by which the worst is late.</summary>
    public int DaysLate { get; init; }
}
