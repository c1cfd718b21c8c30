using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.LandClearance.Steps;

/// <summary>A province rules on the limits of its steps. What is ruled counts at once, for every package, and no seed file overwrites it.</summary>
public sealed class LimitRulings(PortfolioDatabase database)
{
    /// <summary>Longest limit.</summary>
    public const int Longest = 3650;

    /// <summary>Units of limits.</summary>
    public static readonly IReadOnlyList<string> Units = ["day", "working_day", "month"];

    private const int LongestReason = 2000;

    /// <summary>Rules on the limit of a step.</summary>
    /// <param name="actor">Who rules; needs <see cref="Permission.ManageLandSteps"/> in the province.</param>
    /// <param name="ruling">The limit, and why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">The province has no such step.</exception>
    /// <exception cref="StaleException"><c>land.step_stale</c>: somebody ruled on it since it was read.</exception>
    /// <exception cref="ValidationFailedException">The limit cannot be right, or the reason is missing.</exception>
    /// <exception cref="RuleException"><c>land.step_unstarted</c>: the step follows no other, so nothing starts a limit; <c>land.limit_same</c>: it is so already.</exception>
    public async Task<long> RuleAsync(Actor actor, RuleLimit ruling, CancellationToken ct)
    {
        actor.Demand(Permission.ManageLandSteps);
        actor.Demand(Permission.ManageLandSteps, Place.In(ruling.Province));
        var reason = Demand(ruling);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var before = await LimitRecords.LockAsync(connection, transaction, ruling.Province, ruling.Step, ct) ?? throw new NotFoundException("step", ruling.Step);
            Demand(ruling, before);
            var revision = await LimitRecords.RuleAsync(connection, transaction, actor, ruling, before, reason, ct);
            await WriteTrailAsync(connection, transaction, actor, ruling, before, reason, ct);
            return revision;
        }, ct);
    }

    private static string Demand(RuleLimit ruling)
    {
        List<FieldFailure> faults = [];
        if (ruling.Value is < 1 or > Longest)
            faults.Add(Fault("Value", "land.limit_outside"));
        if (ruling.Value is not null && !Units.Contains(ruling.Unit))
            faults.Add(Fault("Unit", "land.limit_unit_unknown"));
        var reason = SafeText.OrNull(ruling.Reason);
        if (reason is null)
            faults.Add(Fault("Reason", "milestones.note_missing"));
        else if (reason.Length > LongestReason)
            faults.Add(Fault("Reason", "milestones.note_long"));
        return faults.Count > 0 ? throw new ValidationFailedException(faults) : reason!;
    }

    private static void Demand(RuleLimit ruling, StepLimit before)
    {
        if (ruling.Revision is { } seen && seen != before.Revision)
            throw new StaleException("land.step_stale");
        if (before.AfterStep is null && ruling.Value is not null)
            throw new RuleException("land.step_unstarted", new Dictionary<string, object?>());
        if ((before.LimitValue, before.LimitUnit) == (ruling.Value, ruling.UnitInForce))
            throw new RuleException("land.limit_same", new Dictionary<string, object?>());
    }

    private static Task WriteTrailAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, RuleLimit ruling, StepLimit before, string reason, CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, actor, "land.limit_ruled", "province",
            [
                new AuditChange(
                    ruling.Province, ruling.Province, new { step = before.Name, limit = Words(before.LimitValue, before.LimitUnit) },
                    new { step = before.Name, limit = Words(ruling.Value, ruling.UnitInForce) }),
            ], reason, ct);

    private static string? Words(int? value, string? unit) => value is null ? null : FormattableString.Invariant($"{value} {unit}");

    private static FieldFailure Fault(string field, string code) => new(field, code, new Dictionary<string, object?> { ["most"] = LongestReason });
}

/// <summary>The limit of a step, as a province rules.</summary>
/// <param name="Province">Province.</param>
/// <param name="Step">Code of the step.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
/// <param name="Value">Longest time, 1 to 3650; null = none.</param>
/// <param name="Unit">One of <see cref="LimitRulings.Units"/>; does not matter without a value.</param>
/// <param name="Reason">Decision and reason.</param>
public sealed record RuleLimit(string Province, string Step, long? Revision, int? Value, string? Unit, string? Reason)
{
    internal string? UnitInForce => Value is null ? null : Unit;
}
