using System.Collections.Frozen;
using Npgsql;

namespace Portfolio.Common;

/// <summary>
/// What a refusal by a constraint of the database means. Services check the rules first, under locks, and name the figures;
/// the constraints are the last guard and know none, so their codes carry no arguments.
/// </summary>
internal static class ConstraintMapping
{
    /// <summary>Constraint name → code.</summary>
    internal static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["envelope_not_exceeded"] = "funding.envelope_full",
        ["need_stays_above_allocation"] = "capital.need_short",
        ["allocation_need_fk"] = "capital.need_short",
        ["project_capital_within_investment"] = "capital.investment_short",
        ["source_year_within_ceiling"] = "capital.ceiling_short",
        ["allocation_covers_paid"] = "capital.payable_short",
        ["allocation_not_negative"] = "capital.payable_short",
        ["adjustment_balanced"] = "capital.adjustment_unbalanced",
        ["contingency_not_exceeded"] = "capital.contingency_drawn_meanwhile",
        ["year_is_open"] = "capital.year_closed_meanwhile",
        ["decision_number_key"] = "capital.number_taken_meanwhile",
        ["decision_closing_key"] = "capital.year_being_closed",
        ["payment_reverses_key"] = "payments.reversed_already",
        ["draft_is_closed"] = "common.changed_meanwhile",
        ["decision_is_closed"] = "common.changed_meanwhile",
        ["payment_is_closed"] = "common.changed_meanwhile",
        ["account_user_key_key"] = "accounts.name_taken",
        ["account_email_key_key"] = "accounts.name_taken",
        ["body_code_key"] = "directory.code_taken",
        ["package_section_key"] = "land.section_taken",
        ["package_code_key"] = "common.changed_meanwhile",
        ["entry_follows"] = "common.changed_meanwhile",
        // The record was there when the request began: somebody removed or moved it since.
        ["need_line_project_id_fkey"] = "common.changed_meanwhile",
        ["need_line_source_fk"] = "common.changed_meanwhile",
        ["need_line_envelope_fk"] = "common.changed_meanwhile",
        ["need_project_fk"] = "common.changed_meanwhile",
        ["need_source_fk"] = "common.changed_meanwhile",
        ["project_need_project_id_fkey"] = "common.changed_meanwhile",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Runs a write; what a known constraint refuses becomes the rule it stands for, anything else stays a bug.</summary>
    /// <exception cref="RuleException">A known constraint refused the write.</exception>
    public static async Task GuardAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (PostgresException fault) when (fault.ConstraintName is { } name && Codes.TryGetValue(name, out var code))
        {
            throw new RuleException(code);
        }
    }
}
