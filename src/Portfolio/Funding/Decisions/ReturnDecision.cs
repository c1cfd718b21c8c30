using FluentValidation;

namespace Portfolio.Funding.Decisions;

/// <summary>The return of a submitted paper.</summary>
/// <param name="Id">Paper.</param>
/// <param name="Version">Version it was read in; null = as it is now.</param>
/// <param name="Reason">What is to be mended.</param>
public sealed record ReturnDecision(long Id, long? Version, string Reason);

internal sealed class ReturnDecisionValidator : AbstractValidator<ReturnDecision>
{
    public ReturnDecisionValidator()
    {
        RuleFor(r => r.Reason).Must(reason => !string.IsNullOrWhiteSpace(reason)).WithErrorCode("capital.return_reason_missing");
        RuleFor(r => r.Reason).MaximumLength(DecisionLimits.LongestReason).WithErrorCode("validation.too_long");
    }
}
