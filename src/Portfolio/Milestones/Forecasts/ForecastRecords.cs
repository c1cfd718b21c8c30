using Dapper;
using Npgsql;
using Portfolio.LandClearance;

namespace Portfolio.Milestones.Forecasts;

/// <summary>Reads what forecasts rest on and keeps what they say, for any number of projects at once.</summary>
internal static class ForecastRecords
{
    private const string MakeStatesSql = """
        -- Milestones.MakeStates
        insert into milestones.project_state (project_id, plan_id, physical_percent, open_late, computed_on)
        select m.project_id, max(m.plan_id), 0, 0, '-infinity'
        from milestones.milestone m
        where m.project_id = any(@Ids) and not exists (select 1 from milestones.project_state s where s.project_id = m.project_id)
        group by m.project_id
        order by m.project_id
        on conflict (project_id) do nothing
        """;

    private const string MakeStatesOfSql = """
        -- Milestones.MakeStatesOf
        insert into milestones.project_state (project_id, plan_id, physical_percent, open_late, computed_on)
        select i.project_id, i.plan_id, 0, 0, '-infinity'
        from unnest(@Ids::bigint[], @Plans::bigint[]) as i (project_id, plan_id)
        where not exists (select 1 from milestones.project_state s where s.project_id = i.project_id)
        order by i.project_id
        on conflict (project_id) do nothing
        """;

    private const string LockSql = """
        -- Milestones.LockStates
        select project_id from milestones.project_state where project_id = any(@Ids) order by project_id for no key update
        """;

    private const string LockFreeSql = """
        -- Milestones.LockFreeStates
        select project_id from milestones.project_state where project_id = any(@Ids) order by project_id for no key update skip locked
        """;

    private const string MilestonesSql = """
        -- Milestones.ForecastMilestones
        select m.project_id, m.id, m.kind_code, m.weight, m.percent, m.baseline_on, m.planned_on, m.stated_on, m.met_on, m.reported_on
        from milestones.milestone m
        where m.project_id = any(@Ids) and m.dropped_on is null
        order by m.project_id, m.id
        """;

    private const string DependenciesSql = """
        -- Milestones.ForecastDependencies
        select d.project_id, d.milestone_id, d.predecessor_id, d.lag_days
        from milestones.dependency d
        where d.project_id = any(@Ids)
        """;

    private const string BlocksSql = """
        -- Milestones.ForecastBlocks
        select b.project_id, b.milestone_id, b.package_id, b.lag_days
        from milestones.land_block b
        where b.project_id = any(@Ids)
        """;

    // What is as it was is not written: a second run on the same day writes nothing.
    private const string KeepSql = """
        -- Milestones.KeepForecasts
        insert into milestones.forecast as f (milestone_id, project_id, expected_on, cause, driver_id, package_id, days_pushed)
        select e.milestone_id, e.project_id, e.expected_on, e.cause, e.driver_id, e.package_id, e.days_pushed
        from unnest(@Milestones::bigint[], @Projects::bigint[], @Days::date[], @Causes::text[], @Drivers::bigint[], @Packages::bigint[], @Pushed::int[])
            as e (milestone_id, project_id, expected_on, cause, driver_id, package_id, days_pushed)
        left join milestones.forecast k on k.milestone_id = e.milestone_id
        where k.milestone_id is null
            or (k.expected_on, k.cause, k.driver_id, k.package_id, k.days_pushed)
                is distinct from (e.expected_on, e.cause, e.driver_id, e.package_id, e.days_pushed)
        order by e.milestone_id
        on conflict (milestone_id) do update set expected_on = excluded.expected_on, cause = excluded.cause, driver_id = excluded.driver_id,
            package_id = excluded.package_id, days_pushed = excluded.days_pushed
        """;

    private const string ForgetSql = """
        -- Milestones.ForgetForecasts
        delete from milestones.forecast f
        where f.project_id = any(@Ids) and not exists (select 1 from unnest(@Milestones::bigint[]) k (id) where k.id = f.milestone_id)
        """;

    private const string KeepStatesSql = """
        -- Milestones.KeepStates
        update milestones.project_state s
        set physical_percent = e.physical_percent, finish_id = e.finish_id, finish_baseline_on = e.baseline_on, finish_planned_on = e.planned_on,
            finish_expected_on = e.expected_on, open_late = e.open_late, computed_on = @Today
        from unnest(@Ids::bigint[], @Percents::numeric[], @Finishes::bigint[], @Baselines::date[], @Planned::date[], @Expected::date[], @Late::int[])
            as e (project_id, physical_percent, finish_id, baseline_on, planned_on, expected_on, open_late)
        where s.project_id = e.project_id
            and (s.physical_percent, s.finish_id, s.finish_baseline_on, s.finish_planned_on, s.finish_expected_on, s.open_late, s.computed_on)
                is distinct from (e.physical_percent, e.finish_id, e.baseline_on, e.planned_on, e.expected_on, e.open_late, @Today)
        """;

    /// <summary>Keeps everybody else from forecasting these projects until the end of the transaction.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(MakeStatesSql, new { Ids = projects }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(LockSql, new { Ids = projects }, transaction, cancellationToken: ct));
    }

    /// <summary>The same of projects that may have no milestones yet.</summary>
    public static async Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, long[] plans, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(MakeStatesOfSql, new { Ids = projects, Plans = plans }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(LockSql, new { Ids = projects }, transaction, cancellationToken: ct));
    }

    /// <summary>The same of those that nobody holds: whoever holds a project writes its forecast himself, of the same day.</summary>
    /// <returns>The projects that are locked now.</returns>
    public static async Task<long[]> LockFreeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(MakeStatesSql, new { Ids = projects }, transaction, commandTimeout: 0, cancellationToken: ct));
        return [.. await connection.QueryAsync<long>(new CommandDefinition(LockFreeSql, new { Ids = projects }, transaction, cancellationToken: ct))];
    }

    /// <summary>What the forecasts of these projects rest on; those without milestones are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, ForecastWork>> WorkAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long[] projects, CancellationToken ct)
    {
        var ids = new { Ids = projects };
        var milestones = await connection.QueryAsync<MilestoneRow>(new CommandDefinition(MilestonesSql, ids, transaction, cancellationToken: ct));
        var dependencies = (await connection.QueryAsync<DependencyRow>(new CommandDefinition(DependenciesSql, ids, transaction, cancellationToken: ct)))
            .ToLookup(d => d.ProjectId, d => new Dependency(d.MilestoneId, d.PredecessorId, d.LagDays));
        var blocks = (await connection.QueryAsync<BlockRow>(new CommandDefinition(BlocksSql, ids, transaction, cancellationToken: ct))).ToList();
        var handOvers = blocks.Count == 0 ? [] : await PackageLookup.HandOversAsync(connection, transaction, projects, ct);
        var land = blocks.ToLookup(b => b.ProjectId, b => new LandBlock(
            b.MilestoneId, b.PackageId, b.LagDays, handOvers[b.PackageId].HandedOverOn, handOvers[b.PackageId].ExpectedOn));
        return milestones.GroupBy(m => m.ProjectId).ToDictionary(
            g => g.Key, g => new ForecastWork([.. g.Select(m => m.Milestone)], [.. dependencies[g.Key]], [.. land[g.Key]]));
    }

    /// <summary>Keeps the forecasts of these projects, and takes out what they no longer have.</summary>
    public static async Task KeepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<ProjectForecast> forecasts, DateOnly today, CancellationToken ct)
    {
        var rows = forecasts.SelectMany(f => f.Expected.Select(e => (f.ProjectId, Expected: e))).ToList();
        long[] milestones = [.. rows.Select(r => r.Expected.MilestoneId)];
        await connection.ExecuteAsync(new CommandDefinition(KeepSql, new
        {
            Milestones = milestones,
            Projects = rows.Select(r => r.ProjectId).ToArray(),
            Days = rows.Select(r => r.Expected.ExpectedOn).ToArray(),
            Causes = rows.Select(r => CodeOf(r.Expected.Cause)).ToArray(),
            Drivers = rows.Select(r => r.Expected.DriverId).ToArray(),
            Packages = rows.Select(r => r.Expected.PackageId).ToArray(),
            Pushed = rows.Select(r => r.Expected.DaysPushed).ToArray(),
        }, transaction, commandTimeout: 0, cancellationToken: ct));
        long[] projects = [.. forecasts.Select(f => f.ProjectId)];
        await connection.ExecuteAsync(new CommandDefinition(
            ForgetSql, new { Ids = projects, Milestones = milestones }, transaction, commandTimeout: 0, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(KeepStatesSql, new
        {
            Ids = projects,
            Percents = forecasts.Select(f => f.Standing.PhysicalPercent).ToArray(),
            Finishes = forecasts.Select(f => f.Standing.FinishId).ToArray(),
            Baselines = forecasts.Select(f => f.Standing.FinishBaselineOn).ToArray(),
            Planned = forecasts.Select(f => f.Standing.FinishPlannedOn).ToArray(),
            Expected = forecasts.Select(f => f.Standing.FinishExpectedOn).ToArray(),
            Late = forecasts.Select(f => f.Standing.OpenLate).ToArray(),
            Today = today,
        }, transaction, commandTimeout: 0, cancellationToken: ct));
    }

    private static string CodeOf(ForecastCause cause) => cause switch
    {
        ForecastCause.Met => "met",
        ForecastCause.Plan => "plan",
        ForecastCause.Today => "today",
        ForecastCause.Predecessor => "predecessor",
        ForecastCause.Land => "land",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };

    private sealed record MilestoneRow(
        long ProjectId, long Id, string KindCode, int Weight, int Percent, DateOnly? BaselineOn, DateOnly? PlannedOn, DateOnly? StatedOn, DateOnly? MetOn,
        DateOnly? ReportedOn)
    {
        public ForecastMilestone Milestone => new(Id, KindCode, Weight, Percent, BaselineOn, PlannedOn, StatedOn, MetOn, ReportedOn);
    }

    private sealed record DependencyRow(long ProjectId, long MilestoneId, long PredecessorId, int LagDays);

    private sealed record BlockRow(long ProjectId, long MilestoneId, long PackageId, int LagDays);
}

/// <summary>The forecast of a project.</summary>
/// <param name="ProjectId">Project.</param>
/// <param name="Expected">Its milestones.</param>
/// <param name="Standing">Where it stands.</param>
internal sealed record ProjectForecast(long ProjectId, IReadOnlyList<Expected> Expected, ProjectStanding Standing)
{
    public static ProjectForecast Of(long projectId, ForecastWork work, DateOnly today)
    {
        var expected = Forecaster.Compute(work, today);
        return new ProjectForecast(projectId, expected, ProjectStanding.Of(work, expected, today));
    }
}
