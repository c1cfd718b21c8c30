using Portfolio.Reporting.Provinces;

namespace Portfolio.Web.Api;

/// <summary>Whether "done" on key milestones waits for confirmation.</summary>
/// <param name="Province">Code of the province.</param>
/// <param name="Confirms">Whether it waits.</param>
/// <param name="Waiting">Milestones that wait.</param>
internal sealed record ConfirmationDto(string Province, bool Confirms, int Waiting)
{
    public static ConfirmationDto Of(ProvinceRules rules) => new(rules.Code, rules.Confirms, rules.Waiting);
}

/// <summary>Whether "done" on key milestones waits for confirmation from now on.</summary>
/// <param name="Confirms">Whether it waits.</param>
/// <param name="Reason">Why.</param>
internal sealed record ConfirmationInputDto(bool Confirms, string Reason);

/// <summary>A step of land clearance.</summary>
/// <param name="Code">Code.</param>
/// <param name="Revision">Version, on which a ruling is based.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="LimitValue">Longest time; null = none.</param>
/// <param name="LimitUnit">day, working_day, month.</param>
/// <param name="Ruled">Whether the province ruled on it; else the limit is that of the documents.</param>
internal sealed record ProvinceStepDto(string Code, long Revision, string Name, string NameEn, int? LimitValue, string? LimitUnit, bool Ruled)
{
    public static ProvinceStepDto Of(ProvinceStep step) => new(step.Code, step.Revision, step.Name, step.NameEn, step.LimitValue, step.LimitUnit, step.Ruled);
}

/// <summary>A ruling on the limit of a step.</summary>
/// <param name="Reason">Decision and reason.</param>
/// <param name="Value">Longest time, 1 to 3650; null = none.</param>
/// <param name="Unit">day, working_day, month; null without a value.</param>
internal sealed record LimitDto(string Reason, int? Value = null, string? Unit = null);
