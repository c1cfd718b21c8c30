using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Funding.Ceilings;

/// <summary>Ceilings as they shall be. What is not named stays.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="Version">Version of the plan's ceilings the change is based on; null = each cell tells for itself, or whatever is there.</param>
/// <param name="Ceilings">The ceilings, each source and year once.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record SetCeilings(string PlanCode, long? Version, IReadOnlyList<CeilingEdit> Ceilings, string? Reason);

/// <summary>The ceiling of a source in a year.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Ceiling">The most it can give, whole đồng; null = no ceiling is set.</param>
public sealed record CeilingEdit(string Source, int Year, Vnd? Ceiling);

internal sealed class SetCeilingsValidator : AbstractValidator<SetCeilings>
{
    public const int LongestReason = 500;

    public SetCeilingsValidator()
    {
        RuleFor(r => r.PlanCode).NotEmpty().WithErrorCode("plan.code_missing");
        RuleFor(r => r.Reason).MaximumLength(LongestReason).WithErrorCode("validation.too_long");
        RuleFor(r => r.Ceilings).NotNull().WithErrorCode("capital.lines_missing");
        RuleForEach(r => r.Ceilings).ChildRules(line =>
        {
            line.RuleFor(l => l.Source).NotEmpty().WithErrorCode("needs.source_missing");
            line.RuleFor(l => l.Ceiling).Must(a => a is null || a >= Vnd.Zero).WithErrorCode("money.negative");
            line.RuleFor(l => l.Ceiling).Must(a => a is null || a.Value.Dong <= VndText.Largest).WithErrorCode("money.too_large");
        });
        RuleFor(r => r.Ceilings)
            .Must(lines => lines.Select(l => (l.Source, l.Year)).Distinct().Count() == lines.Count)
            .WithErrorCode("capital.line_twice")
            .When(r => r.Ceilings is not null);
    }
}
