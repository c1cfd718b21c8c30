using FluentValidation;

namespace Portfolio.Funding.Decisions;

/// <summary>The approval of a submitted paper, as the signed decision states it.</summary>
/// <param name="Id">Paper.</param>
/// <param name="Version">Version of the paper that was approved; null = as it is now.</param>
/// <param name="Number">Number of the decision.</param>
/// <param name="DecidedOn">Its date.</param>
/// <param name="Signer">Title of who signed it.</param>
public sealed record ApproveDecision(long Id, long? Version, string Number, DateOnly? DecidedOn, string Signer);

internal sealed class ApproveDecisionValidator : AbstractValidator<ApproveDecision>
{
    public ApproveDecisionValidator()
    {
        RuleFor(r => r.Number).Must(number => !string.IsNullOrWhiteSpace(number)).WithErrorCode("capital.number_missing");
        RuleFor(r => r.Number).MaximumLength(DecisionLimits.LongestNumber).WithErrorCode("validation.too_long");
        RuleFor(r => r.DecidedOn).NotNull().WithErrorCode("date.missing");
        RuleFor(r => r.Signer).Must(signer => !string.IsNullOrWhiteSpace(signer)).WithErrorCode("capital.signer_missing");
        RuleFor(r => r.Signer).MaximumLength(DecisionLimits.LongestSigner).WithErrorCode("validation.too_long");
    }
}
