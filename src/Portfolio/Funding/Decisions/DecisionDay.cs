using System.Globalization;
using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Closing;
using Portfolio.Plans;

namespace Portfolio.Funding.Decisions;

/// <summary>
/// The days a decision can bear. An approval is kept for ever and the next ones must not be dated before it, so a slip of the pen (year
/// 0026) is caught here.
/// </summary>
internal static class DecisionDay
{
    /// <summary>Capital of the first year is decided in the year before; one more for papers that were long on their way.</summary>
    private const int YearsAhead = 2;

    /// <exception cref="ValidationFailedException">
    /// The day is ahead (<c>capital.decided_ahead</c>), long before the plan (<c>capital.decided_too_early</c>), or, of a closing, not
    /// after the settlement of its year (<c>capital.decided_unsettled</c>).
    /// </exception>
    public static async Task DemandAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DecisionState state, PlanRow plan, DateOnly day, DateOnly today, CancellationToken ct)
    {
        if (day > today)
            throw Refused("capital.decided_ahead", new Dictionary<string, object?> { ["today"] = today });
        var earliest = new DateOnly(plan.PeriodFrom - YearsAhead, 1, 1);
        if (day < earliest)
            throw Refused("capital.decided_too_early", new Dictionary<string, object?> { ["earliest"] = earliest });
        if (state is { Kind: DecisionKind.Closing, ClosesYear: { } year }
            && await YearRules.SettledOnAsync(connection, transaction, year, ct) is var settled && day <= settled)
            throw Refused(
                "capital.decided_unsettled", new Dictionary<string, object?> { ["year"] = year.ToString(CultureInfo.InvariantCulture), ["settled"] = settled });
    }

    private static ValidationFailedException Refused(string code, Dictionary<string, object?> arguments) =>
        new([new FieldFailure(nameof(ApproveDecision.DecidedOn), code, arguments)]);
}
