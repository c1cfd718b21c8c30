using FluentValidation;
using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Funding.Assistant;

/// <summary>Asks for a proposal of what is still to be given.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="Name">What the paper is to be called.</param>
/// <param name="FromYear">First year that may get capital; earlier years stay as they are.</param>
/// <param name="Minimum">Least that a project gets in a year in which it gets anything, whole đồng; nought = no minimum.</param>
public sealed record Propose(string PlanCode, string Name, int FromYear, Vnd Minimum);

/// <summary>Asks for an adjustment of the capital of a budget year.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="Name">What the paper is to be called.</param>
/// <param name="On">Day from which on, today or before; its year is the budget year.</param>
/// <param name="BehindPoints">Percentage points behind the planned curve from which on a project cannot spend.</param>
/// <param name="DaysLate">Days by which land or a milestone may be late before its project cannot spend.</param>
/// <param name="SafetyPercent">Share of what a project is not expected to spend that stays with it, percent.</param>
/// <remarks>A threshold that is null is the one of the reference data, <see cref="ReplanDefaults"/>.</remarks>
public sealed record ReplanYear(string PlanCode, string Name, DateOnly? On, int? BehindPoints = null, int? DaysLate = null, int? SafetyPercent = null);

internal sealed class ProposeValidator : AbstractValidator<Propose>
{
    public ProposeValidator()
    {
        RuleFor(r => r.PlanCode).NotEmpty().WithErrorCode("plan.code_missing");
        RuleFor(r => r.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("capital.name_missing");
        RuleFor(r => r.Name).MaximumLength(DecisionLimits.LongestName).WithErrorCode("validation.too_long");
        RuleFor(r => r.Minimum).Must(a => a >= Vnd.Zero).WithErrorCode("money.negative");
        RuleFor(r => r.Minimum).Must(a => a.Dong <= VndText.Largest).WithErrorCode("money.too_large");
    }
}

internal sealed class ReplanValidator : AbstractValidator<ReplanYear>
{
    public ReplanValidator()
    {
        RuleFor(r => r.PlanCode).NotEmpty().WithErrorCode("plan.code_missing");
        RuleFor(r => r.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("capital.name_missing");
        RuleFor(r => r.Name).MaximumLength(DecisionLimits.LongestName).WithErrorCode("validation.too_long");
        RuleFor(r => r.On).NotNull().WithErrorCode("date.missing");
        RuleFor(r => r.BehindPoints).InclusiveBetween(1, 100).WithErrorCode("capital.threshold_absurd");
        RuleFor(r => r.DaysLate).InclusiveBetween(0, 3650).WithErrorCode("capital.threshold_absurd");
        RuleFor(r => r.SafetyPercent).InclusiveBetween(0, 100).WithErrorCode("capital.threshold_absurd");
    }
}
