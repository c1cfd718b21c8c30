using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Plans;

/// <summary>What other areas need to know of a plan.</summary>
internal static class PlanLookup
{
    private const string FindSql = """
        -- Plans.FindPlan
        select id, code, short_name as name, province_code, period_from, period_to from plans.plan where code = @Code or id = @Id
        """;

    private const string ManySql = """
        -- Plans.FindPlans
        select id, code, short_name as name, province_code, period_from, period_to from plans.plan where id = any(@Ids)
        """;

    private const string AllSql = """
        -- Plans.AllPlans
        select id, code, short_name as name, province_code, period_from, period_to from plans.plan order by id
        """;

    // Whoever gives capital, or sets a bound to it, queues here plan by plan; readers and other writers pass.
    private const string LockSql = """
        -- Plans.LockPlans
        select 1 from plans.plan where id = any(@Ids) order by id for no key update
        """;

    private const string HoldSql = """
        -- Plans.HoldPlans
        select 1 from plans.plan where id = any(@Ids) order by id for share
        """;

    /// <summary>The plan of this code.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public static async Task<PlanRow> GetAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, string code, CancellationToken ct) =>
        await FindAsync(connection, transaction, code, null, ct) ?? throw new NotFoundException("plan", code);

    /// <summary>The plan of this key, which exists.</summary>
    public static async Task<PlanRow> GetAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        (await FindAsync(connection, transaction, null, id, ct))!;

    /// <summary>The plans of these keys, which exist.</summary>
    public static async Task<IReadOnlyDictionary<long, PlanRow>> GetManyAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IEnumerable<long> ids, CancellationToken ct) =>
        (await connection.QueryAsync<PlanRow>(new CommandDefinition(ManySql, new { Ids = ids.Distinct().ToArray() }, transaction, cancellationToken: ct)))
        .ToDictionary(p => p.Id);

    /// <summary>Every plan.</summary>
    public static async Task<IReadOnlyList<PlanRow>> AllAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct) =>
        [.. await connection.QueryAsync<PlanRow>(new CommandDefinition(AllSql, null, transaction, cancellationToken: ct))];

    /// <summary>Makes others who give capital of these plans, or set bounds to it, wait for the end of the transaction.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<long> ids, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockSql, new { Ids = ids.Distinct().ToArray() }, transaction, cancellationToken: ct));

    /// <summary>Keeps others from deciding on these plans, beside whoever else holds them, until the end of the transaction.</summary>
    public static Task HoldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<long> ids, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(HoldSql, new { Ids = ids.Distinct().ToArray() }, transaction, cancellationToken: ct));

    private static Task<PlanRow?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string? code, long? id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<PlanRow?>(new CommandDefinition(FindSql, new { Code = code, Id = id }, transaction, cancellationToken: ct));
}

/// <summary>A plan: its codes and its period, first and last year.</summary>
internal sealed record PlanRow(long Id, string Code, string Name, string ProvinceCode, int PeriodFrom, int PeriodTo);
