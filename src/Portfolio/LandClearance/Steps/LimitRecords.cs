using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.LandClearance.Steps;

/// <summary>Reads and writes the limits of steps.</summary>
internal static class LimitRecords
{
    private const string LockSql = """
        -- LandClearance.LockStep
        select s.name, s.limit_value, s.limit_unit, s.after_step, s.revision
        from land_clearance.step s
        where s.province_code = @Province and s.code = @Step
        for update
        """;

    // Source and whether a primary text was read are those of the document, whatever the province rules. A limit that is that of the
    // document again is no ruling any more: later corrections of the document reach it.
    private const string RuleSql = """
        -- LandClearance.RuleLimit
        with ruled as (
            insert into land_clearance.limit_ruling (province_code, step_code, was_value, was_unit, now_value, now_unit, reason, entered_by, entered_account)
            values (@Province, @Step, @WasValue, @WasUnit, @Value, @Unit, @Reason, @By, @Account)
        )
        update land_clearance.step
        set limit_value = @Value, limit_unit = @Unit,
            ruled_at = case when (@Value::int, @Unit::text) is distinct from (document_value, document_unit) then now() end,
            revision = nextval('land_clearance.revision')
        where province_code = @Province and code = @Step
        returning revision
        """;

    /// <summary>A step as it stands until the end of the transaction; null = there is none.</summary>
    public static Task<StepLimit?> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string province, string step, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<StepLimit>(new CommandDefinition(LockSql, new { Province = province, Step = step }, transaction, cancellationToken: ct));

    /// <summary>Writes a ruling and what follows from it.</summary>
    /// <returns>The new version of the step.</returns>
    public static Task<long> RuleAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, RuleLimit ruling, StepLimit before, string reason, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(RuleSql, new
        {
            ruling.Province,
            ruling.Step,
            WasValue = before.LimitValue,
            WasUnit = before.LimitUnit,
            ruling.Value,
            Unit = ruling.UnitInForce,
            Reason = reason,
            By = actor.Name,
            Account = actor.AccountId,
        }, transaction, cancellationToken: ct));
}

/// <summary>The limit of a step before it changes.</summary>
internal sealed record StepLimit(string Name, int? LimitValue, string? LimitUnit, string? AfterStep, long Revision);
