using Dapper;
using Npgsql;

namespace Portfolio.Milestones.Illustrative;

/// <summary>Switches confirmation on for demonstration, where a province has not ruled itself, and off again.</summary>
internal static class IllustrativeRules
{
    private const string RuleSql = """
        -- Milestones.RuleIllustrative
        insert into milestones.province_rule (province_code, confirms, changed_by)
        select r.code, true, @By from unnest(@Provinces::text[]) as r (code)
        on conflict (province_code) do nothing
        """;

    // What an officer reported meanwhile waits on: the rule goes with the last of it.
    private const string UnruleSql = """
        -- Milestones.UnruleIllustrative
        delete from milestones.province_rule r
        where r.changed_by = @By
            and not exists (select 1 from milestones.milestone m where m.reported_on is not null and m.met_on is null and m.dropped_on is null)
        """;

    private const string ConfirmsSql = """
        -- Milestones.IllustrativeConfirms
        select r.province_code from milestones.province_rule r where r.confirms
        """;

    /// <summary>Switches confirmation on.</summary>
    /// <returns>Provinces that confirm now.</returns>
    public static async Task<IReadOnlySet<string>> SetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string[] provinces, string by, CancellationToken ct)
    {
        await connection.ExecuteAsync(new CommandDefinition(RuleSql, new { Provinces = provinces, By = by }, transaction, cancellationToken: ct));
        return (await connection.QueryAsync<string>(new CommandDefinition(ConfirmsSql, null, transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Takes the ruling back where it still is that of the demonstration.</summary>
    public static Task WithdrawAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string by, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(UnruleSql, new { By = by }, transaction, cancellationToken: ct));
}
