using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Funding.Drafts;

/// <summary>How much a paper draws on a contingency.</summary>
/// <param name="DecisionId">Paper, an adjustment.</param>
/// <param name="Version">Version of the paper it was read in; null = whatever it is.</param>
/// <param name="Contingency">Key of the contingency.</param>
/// <param name="Amount">Whole đồng; nought = nothing.</param>
public sealed record DrawContingency(long DecisionId, long? Version, long Contingency, Vnd Amount);

internal sealed class DrawContingencyValidator : AbstractValidator<DrawContingency>
{
    public DrawContingencyValidator()
    {
        RuleFor(r => r.Amount).Must(a => a >= Vnd.Zero).WithErrorCode("money.negative");
        RuleFor(r => r.Amount).Must(a => a.Dong <= VndText.Largest).WithErrorCode("money.too_large");
    }
}
