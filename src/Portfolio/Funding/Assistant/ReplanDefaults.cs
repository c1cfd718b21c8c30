using System.Globalization;
using Npgsql;
using Portfolio.Common;
using Portfolio.Directories;

namespace Portfolio.Funding.Assistant;

/// <summary>The thresholds of a replanning as the reference data have them; null where they name none.</summary>
/// <param name="BehindPoints"><c>disbursement.behind</c>, percentage points.</param>
/// <param name="DaysLate"><c>milestone.overdue</c>, days.</param>
/// <param name="SafetyPercent"><c>replan.safety_share</c>, percent.</param>
public sealed record ReplanDefaults(int? BehindPoints, int? DaysLate, int? SafetyPercent)
{
    private const string Behind = "disbursement.behind";
    private const string Overdue = "milestone.overdue";
    private const string Safety = "replan.safety_share";

    internal static async Task<ReplanDefaults> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly on, CancellationToken ct)
    {
        var known = await LawLookup.NamedAsync(connection, transaction, [Behind, Overdue, Safety], on, ct);
        return new ReplanDefaults(Value(known, Behind), Value(known, Overdue), Value(known, Safety));
    }

    /// <summary>The thresholds of a request; each says whether it is the parameter's or the officer's.</summary>
    /// <exception cref="ValidationFailedException"><c>capital.threshold_missing</c>: neither the request nor the reference data name it.</exception>
    internal ReplanThresholds For(ReplanYear request)
    {
        var safety = Of(nameof(request.SafetyPercent), request.SafetyPercent, SafetyPercent, Safety);
        return new ReplanThresholds(
            Of(nameof(request.BehindPoints), request.BehindPoints, BehindPoints, Behind),
            Of(nameof(request.DaysLate), request.DaysLate, DaysLate, Overdue),
            safety with { Value = safety.Value * 100 });
    }

    private static Threshold Of(string field, int? asked, int? known, string parameter) => (asked ?? known) is { } value
        ? new Threshold(value, value == known ? parameter : Threshold.Officer)
        : throw new ValidationFailedException([new FieldFailure(field, "capital.threshold_missing", new Dictionary<string, object?>())]);

    private static int? Value(IReadOnlyDictionary<string, string> known, string parameter) =>
        known.TryGetValue(parameter, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}

/// <summary>What whoever asks the assistant starts from.</summary>
/// <param name="ClosedTo">Last year of the plan that is closed; null while none is.</param>
/// <param name="Thresholds">Thresholds of a replanning.</param>
public sealed record AssistantDefaults(int? ClosedTo, ReplanDefaults Thresholds);
