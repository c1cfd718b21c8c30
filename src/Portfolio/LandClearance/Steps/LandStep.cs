namespace Portfolio.LandClearance.Steps;

/// <summary>A step of land clearance as a province goes through it.</summary>
/// <param name="Code">Stable code (<c>notice</c>, <c>inventory</c>, …).</param>
/// <param name="Position">Order.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="AfterStep">Step whose end starts the limit; null = it has no limit, or starts everything.</param>
/// <param name="LimitValue">Longest time it may take; null = none is set.</param>
/// <param name="LimitUnit"><c>day</c>, <c>working_day</c>, <c>month</c>; null with the value.</param>
/// <param name="LawParameter">Parameter of the law the limit of the document was taken from; null = of none, or no limit.</param>
/// <param name="SourceDocument">Where step and limit are taken from, unless the province ruled.</param>
/// <param name="Verified">Whether a primary text was read of that.</param>
/// <param name="Ruled">Whether the province ruled otherwise on the limit.</param>
public sealed record LandStep(
    string Code, int Position, string Name, string NameEn, string? AfterStep, int? LimitValue, string? LimitUnit, string? LawParameter,
    string SourceDocument, bool Verified, bool Ruled)
{
    /// <summary>The step that begins everything: its day starts the validity of the notice of recovery.</summary>
    public const string Notice = "notice";
}

/// <summary>Where a package stands with a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="DoneOn">Day on which it was done; null = not yet.</param>
/// <param name="DueOn">Day by which it is to be done, or was; null = it has no limit, or the step before is not done.</param>
/// <param name="LateDays">Days by which it is late, or was done late; 0 = in time.</param>
public sealed record StepState(LandStep Step, DateOnly? DoneOn, DateOnly? DueOn, int LateDays)
{
    /// <summary>Whether it is past its limit and not done.</summary>
    public bool IsOverdue => DoneOn is null && LateDays > 0;
}
