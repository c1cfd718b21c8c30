using FluentValidation;
using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Funding.Ceilings;

/// <summary>A part of a source's ceilings that is kept back under a name (dự phòng).</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="Version">Version of the plan's ceilings the change is based on; null = whatever is there.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Name">Its name; an existing name changes the amount.</param>
/// <param name="Amount">Whole đồng.</param>
public sealed record KeepContingency(string PlanCode, long? Version, string Source, string Name, Vnd Amount);

internal sealed class KeepContingencyValidator : AbstractValidator<KeepContingency>
{
    public KeepContingencyValidator()
    {
        RuleFor(r => r.PlanCode).NotEmpty().WithErrorCode("plan.code_missing");
        RuleFor(r => r.Source).NotEmpty().WithErrorCode("needs.source_missing");
        RuleFor(r => r.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("capital.name_missing");
        RuleFor(r => r.Name).MaximumLength(DecisionLimits.LongestName).WithErrorCode("validation.too_long");
        RuleFor(r => r.Amount).Must(a => a >= Vnd.Zero).WithErrorCode("money.negative");
        RuleFor(r => r.Amount).Must(a => a.Dong <= VndText.Largest).WithErrorCode("money.too_large");
    }
}
