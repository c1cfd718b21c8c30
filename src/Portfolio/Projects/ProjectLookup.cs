using Dapper;
using Npgsql;

namespace Portfolio.Projects;

/// <summary>What other areas need to know of a project before they write.</summary>
internal static class ProjectLookup
{
    private const string FindSql = """
        -- Projects.Find
        select p.id, p.code, p.name, p.plan_id, p.programme_id,
            array(select b.body_id from projects.project_body b where b.project_id = p.id and b.role in ('owner', 'lead')) as bodies
        from projects.project p
        where p.code = @Code
        """;

    private const string FindManySql = """
        -- Projects.FindMany
        select p.id, p.code, p.name, p.plan_id, p.programme_id,
            array(select b.body_id from projects.project_body b where b.project_id = p.id and b.role in ('owner', 'lead')) as bodies
        from projects.project p
        where p.code = any(@Codes) or p.id = any(@Ids)
        """;

    private const string OfPlanSql = """
        -- Projects.OfPlan
        select p.id, p.code, p.kind, p.stage, p.size_group, p.period_from, p.period_to, p.total_investment
        from projects.project p
        where p.plan_id = @PlanId
        """;

    /// <summary>What planning needs to know of every project of a plan.</summary>
    public static async Task<IReadOnlyList<ProjectFacts>> OfPlanAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long planId, CancellationToken ct) =>
        [.. await connection.QueryAsync<ProjectFacts>(new CommandDefinition(OfPlanSql, new { PlanId = planId }, transaction, cancellationToken: ct))];

    /// <summary>The projects of these codes or ids; unknown ones are left out.</summary>
    public static async Task<IReadOnlyList<ProjectRow>> FindManyAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string[] codes, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<ProjectRow>(new CommandDefinition(
            FindManySql, new { Codes = codes, Ids = ids }, transaction, cancellationToken: ct))];

    public static Task<ProjectRow?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string code, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<ProjectRow?>(
            new CommandDefinition(FindSql, new { Code = code }, transaction, cancellationToken: ct));
}

// Not by constructor: Dapper matches no array there.
internal sealed record ProjectRow
{
    public long Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public long PlanId { get; init; }

    public long ProgrammeId { get; init; }

    /// <summary>The bodies that answer for the project: its owner and its leading bodies, not those that coordinate.</summary>
    public required long[] Bodies { get; init; }
}

/// <summary>Kind, stage, size and years of a project.</summary>
internal sealed record ProjectFacts(
    long Id, string Code, string Kind, string? Stage, string? SizeGroup, int? PeriodFrom, int? PeriodTo, Common.Vnd? TotalInvestment);
