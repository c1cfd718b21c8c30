using Npgsql;
using Portfolio.Common;

namespace Portfolio.Slippage;

/// <summary>Brings the usual limits of rules to what the seed file says; what provinces have ruled stays.</summary>
internal static class RuleImport
{
    // The file's order is the order in which rules and their limits are shown.
    private const string MergeSql = """
        -- Slippage.ImportRules
        with seed as materialized (
            select r.*, row_number() over () as position
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r (rule text, name text, value integer, unit text)
        ), rules as (
            insert into slippage.rule as t (code, position)
            select s.rule, min(s.position) from seed s group by s.rule
            on conflict (code) do update set position = excluded.position where t.position <> excluded.position
            returning 1
        ), changed as (
            update slippage.rule_limit t
            set value = s.value, unit = s.unit, position = s.position
            from seed s
            where t.rule_code = s.rule and t.name = s.name and (t.value, t.unit, t.position) is distinct from (s.value, s.unit, s.position)
            returning 1
        ), added as (
            insert into slippage.rule_limit (rule_code, name, value, unit, position)
            select s.rule, s.name, s.value, s.unit, s.position
            from seed s
            where not exists (select 1 from slippage.rule_limit t where t.rule_code = s.rule and t.name = s.name)
            returning 1
        )
        select null::bigint as plan_id, (select count(*)::int from added) as inserted, (select count(*)::int from changed) as updated, 0 as deleted
        """;

    /// <summary>Merges the limits. A limit that the program needs is never taken out.</summary>
    public static Task<IReadOnlyList<ImportCount>> MergeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<RuleLimitSeed> rows, CancellationToken ct) =>
        Import.MergeAsync(connection, transaction, MergeSql, rows, null, ct);
}

/// <summary>A limit as the seed file has it.</summary>
internal sealed record RuleLimitSeed(string Rule, string Name, int Value, string Unit);
