using Dapper;
using Npgsql;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.Milestones.Links;

/// <summary>Reads and writes what milestones wait for.</summary>
internal static class LinkRecords
{
    private const string DependenciesSql = """
        -- Milestones.Dependencies
        select d.milestone_id, d.predecessor_id, d.lag_days from milestones.dependency d where d.project_id = @Project
        """;

    private const string SetSql = """
        -- Milestones.SetDependencies
        insert into milestones.dependency (milestone_id, predecessor_id, project_id, lag_days)
        select l.milestone_id, l.predecessor_id, @Project, l.lag_days
        from unnest(@Milestones::bigint[], @Predecessors::bigint[], @Lags::int[]) as l (milestone_id, predecessor_id, lag_days)
        on conflict (milestone_id, predecessor_id) do update set lag_days = excluded.lag_days
        """;

    private const string RemoveSql = """
        -- Milestones.RemoveDependency
        delete from milestones.dependency where milestone_id = @Milestone and predecessor_id = @Predecessor
        """;

    private const string BlocksSql = """
        -- Milestones.LandBlocks
        select b.package_id, b.lag_days from milestones.land_block b where b.milestone_id = @Milestone
        """;

    private const string SetLandSql = """
        -- Milestones.SetLandBlocks
        insert into milestones.land_block (milestone_id, package_id, project_id, lag_days)
        select @Milestone, l.package_id, @Project, l.lag_days
        from unnest(@Packages::bigint[], @Lags::int[]) as l (package_id, lag_days)
        on conflict (milestone_id, package_id) do update set lag_days = excluded.lag_days
        """;

    private const string RemoveLandSql = """
        -- Milestones.RemoveLandBlock
        delete from milestones.land_block where milestone_id = @Milestone and package_id = @Package
        """;

    public static async Task<IReadOnlyList<Dependency>> DependenciesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long project, CancellationToken ct) =>
        [.. await connection.QueryAsync<Dependency>(new CommandDefinition(DependenciesSql, new { Project = project }, transaction, cancellationToken: ct))];

    public static Task SetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long project, IReadOnlyList<Dependency> links, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(SetSql, new
        {
            Project = project,
            Milestones = links.Select(l => l.MilestoneId).ToArray(),
            Predecessors = links.Select(l => l.PredecessorId).ToArray(),
            Lags = links.Select(l => l.LagDays).ToArray(),
        }, transaction, cancellationToken: ct));

    public static Task<int> RemoveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long milestone, long predecessor, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            RemoveSql, new { Milestone = milestone, Predecessor = predecessor }, transaction, cancellationToken: ct));

    /// <summary>Lag after each land package that a milestone waits for.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> BlocksAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long milestone, CancellationToken ct) =>
        (await connection.QueryAsync<(long Package, int Lag)>(new CommandDefinition(BlocksSql, new { Milestone = milestone }, transaction, cancellationToken: ct)))
        .ToDictionary(b => b.Package, b => b.Lag);

    public static Task SetLandAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, MilestoneRow milestone, IReadOnlyList<(long Package, int LagDays)> land, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(SetLandSql, new
        {
            Milestone = milestone.Id,
            Project = milestone.ProjectId,
            Packages = land.Select(l => l.Package).ToArray(),
            Lags = land.Select(l => l.LagDays).ToArray(),
        }, transaction, cancellationToken: ct));

    public static Task<int> RemoveLandAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long milestone, long package, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(RemoveLandSql, new { Milestone = milestone, Package = package }, transaction, cancellationToken: ct));
}
