using FluentValidation;

namespace Portfolio.Funding.Decisions;

/// <summary>A new name for a paper.</summary>
/// <param name="Id">Paper.</param>
/// <param name="Version">Version it was read in; null = whatever it is.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Reason">What it is for; null = not said.</param>
public sealed record RenameDecision(long Id, long? Version, string Name, string? Reason);

internal sealed class RenameDecisionValidator : AbstractValidator<RenameDecision>
{
    public RenameDecisionValidator()
    {
        RuleFor(r => r.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("capital.name_missing");
        RuleFor(r => r.Name).MaximumLength(DecisionLimits.LongestName).WithErrorCode("validation.too_long");
        RuleFor(r => r.Reason).MaximumLength(DecisionLimits.LongestReason).WithErrorCode("validation.too_long");
    }
}
