using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.Plans;

/// <summary>
/// Takes plans and programmes out that no seed file names any more, and tells what still refers to places and bodies. The
/// caller makes sure that no project and no money hangs on what is taken out.
/// </summary>
internal static class PlanRemoval
{
    private const string RemoveProgrammesSql = """
        -- Plans.RemoveProgrammes
        with removed as (
            delete from plans.programme where id = any(@Ids) returning plan_id
        )
        select plan_id, 0 as inserted, 0 as updated, count(*)::int as deleted from removed group by plan_id
        """;

    private const string RemovePlansSql = """
        -- Plans.RemovePlans
        with removed as (
            delete from plans.plan where id = any(@Ids) returning id
        )
        select id as plan_id, 0 as inserted, 0 as updated, 1 as deleted from removed
        """;

    private const string BodyUsesSql = """
        -- Plans.BodyUses
        select min(p.code) as code, u.body_id as id
        from (
            select issuer_id as body_id, id as plan_id from plans.plan
            union all select reporter_id, plan_id from plans.reporting_obligation
            union all select recipient_id, plan_id from plans.reporting_obligation
            union all select body_id, plan_id from plans.duty
            union all select body_id, plan_id from plans.report_duty where handed_in_on is not null
        ) u
        join plans.plan p on p.id = u.plan_id
        where u.body_id = any(@Ids)
        group by u.body_id
        """;

    private const string ProvinceUsesSql = """
        -- Plans.ProvinceUses
        select province_code from plans.plan where province_code = any(@Codes) group by province_code
        """;

    public static async Task<IReadOnlyList<ImportCount>> RemoveProgrammesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<ImportCount>(
            new CommandDefinition(RemoveProgrammesSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    public static async Task<IReadOnlyList<ImportCount>> RemovePlansAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<ImportCount>(
            new CommandDefinition(RemovePlansSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Of these bodies, the ones a plan refers to, each with the code of such a plan.</summary>
    public static async Task<IReadOnlyList<CodeId>> BodyUsesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<CodeId>(
            new CommandDefinition(BodyUsesSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Of these provinces, the ones that have a plan.</summary>
    public static async Task<IReadOnlyList<string>> ProvinceUsesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<string> codes, CancellationToken ct) =>
        [.. await connection.QueryAsync<string>(
            new CommandDefinition(ProvinceUsesSql, new { Codes = codes.ToArray() }, transaction, cancellationToken: ct))];
}
