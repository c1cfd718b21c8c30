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

    private const string HoldSql = """
        -- Projects.HoldProjects
        select 1 from projects.project p where p.id = any(@Ids) order by p.id for share
        """;

    private const string OfPlanSql = """
        -- Projects.OfPlan
        select p.id, p.code, p.kind, p.stage, p.size_group, p.period_from, p.period_to, p.total_investment
        from projects.project p
        where p.plan_id = @PlanId
        """;

    private const string FactsSql = """
        -- Projects.Facts
        select p.id, p.code, p.kind, p.stage, p.size_group, p.period_from, p.period_to, p.total_investment
        from projects.project p
        where p.id = @Id
        """;

    private const string PeriodSql = """
        -- Projects.Period
        select make_date(p.period_from, 1, 1) as first, make_date(p.period_to, 12, 31) as last from projects.project p where p.id = @Id
        """;

    /// <summary>Whether one of <c>@Bodies</c> answers for a project of the plan <c>k.plan_id</c>.</summary>
    public const string AnyOf = """
        (exists (select 1 from projects.project_body b join projects.project p on p.id = b.project_id
            where b.body_id = any(@Bodies) and b.role in ('owner', 'lead') and p.plan_id = k.plan_id))
        """;

    private const string AnyOfSql = $"""
        -- Projects.AnyOf
        select {AnyOf} from (select @PlanId::bigint as plan_id) k
        """;

    private const string CommunesSql = """
        -- Projects.CommunesOf
        select c.commune_id from projects.project_commune c where c.project_id = @Id
        """;

    /// <summary>Keys of the communes in which a project lies, as far as documents name any.</summary>
    public static async Task<IReadOnlyList<long>> CommunesAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(CommunesSql, new { Id = id }, transaction, cancellationToken: ct))];

    /// <summary>What documents say of kind, stage, size and years of a project, which exists.</summary>
    public static Task<ProjectFacts> FactsAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        connection.QuerySingleAsync<ProjectFacts>(new CommandDefinition(FactsSql, new { Id = id }, transaction, cancellationToken: ct));

    /// <summary>Whether one of these bodies answers for a project of the plan.</summary>
    public static Task<bool> AnyOfAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long planId, IEnumerable<long> bodies, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            AnyOfSql, new { PlanId = planId, Bodies = bodies.ToArray() }, transaction, cancellationToken: ct));

    /// <summary>Keeps these projects as they are until the end of the transaction.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(HoldSql, new { Ids = ids }, transaction, commandTimeout: 0, cancellationToken: ct));

    /// <summary>What planning needs to know of every project of a plan.</summary>
    public static async Task<IReadOnlyList<ProjectFacts>> OfPlanAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long planId, CancellationToken ct) =>
        [.. await connection.QueryAsync<ProjectFacts>(new CommandDefinition(OfPlanSql, new { PlanId = planId }, transaction, cancellationToken: ct))];

    /// <summary>First and last day of the years of the work, as far as a document tells.</summary>
    public static Task<(DateOnly? First, DateOnly? Last)> PeriodAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        connection.QuerySingleAsync<(DateOnly?, DateOnly?)>(new CommandDefinition(PeriodSql, new { Id = id }, transaction, cancellationToken: ct));

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
