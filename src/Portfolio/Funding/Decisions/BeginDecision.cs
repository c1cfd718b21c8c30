using FluentValidation;

namespace Portfolio.Funding.Decisions;

/// <summary>A paper to begin.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="Kind"><see cref="DecisionKind.Allocation"/> or <see cref="DecisionKind.Adjustment"/>.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Reason">What it is for; null = not said.</param>
/// <param name="CopyFrom">Decision of the same plan whose lines it begins with; null = begins empty.</param>
public sealed record BeginDecision(string PlanCode, string Kind, string Name, string? Reason, long? CopyFrom);

internal sealed class BeginDecisionValidator : AbstractValidator<BeginDecision>
{
    public BeginDecisionValidator()
    {
        RuleFor(r => r.PlanCode).NotEmpty().WithErrorCode("plan.code_missing");
        RuleFor(r => r.Kind).Must(kind => kind is DecisionKind.Allocation or DecisionKind.Adjustment).WithErrorCode("capital.kind_unknown");
        RuleFor(r => r.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("capital.name_missing");
        RuleFor(r => r.Name).MaximumLength(DecisionLimits.LongestName).WithErrorCode("validation.too_long");
        RuleFor(r => r.Reason).MaximumLength(DecisionLimits.LongestReason).WithErrorCode("validation.too_long");
    }
}

internal static class DecisionLimits
{
    public const int LongestName = 200;

    public const int LongestReason = 1000;

    public const int LongestNumber = 100;

    public const int LongestSigner = 200;
}
