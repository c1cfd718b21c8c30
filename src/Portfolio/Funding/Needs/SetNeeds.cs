using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Funding.Needs;

/// <summary>The needs of a project as they shall be from now on. A source that is not named has no need.</summary>
/// <param name="ProjectCode">Project.</param>
/// <param name="Version">Version of the needs the change is based on; null = whatever is in force.</param>
/// <param name="Needs">Amount per source code.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record SetNeeds(string ProjectCode, long? Version, IReadOnlyList<SourceAmount> Needs, string? Reason);

/// <summary>An amount from a source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Amount">Whole đồng.</param>
public sealed record SourceAmount(string Source, Vnd Amount);

internal sealed class SetNeedsValidator : AbstractValidator<SetNeeds>
{
    public const int LongestReason = 500;

    public SetNeedsValidator()
    {
        RuleFor(r => r.ProjectCode).NotEmpty().WithErrorCode("project.code_missing");
        RuleFor(r => r.Reason).MaximumLength(LongestReason).WithErrorCode("validation.too_long");
        RuleFor(r => r.Needs).NotNull().WithErrorCode("needs.missing");
        RuleForEach(r => r.Needs).ChildRules(need =>
        {
            need.RuleFor(n => n.Source).NotEmpty().WithErrorCode("needs.source_missing");
            need.RuleFor(n => n.Amount).Must(a => a >= Vnd.Zero).WithErrorCode("money.negative");
            need.RuleFor(n => n.Amount).Must(a => a.Dong <= VndText.Largest).WithErrorCode("money.too_large");
        });
        RuleFor(r => r.Needs)
            .Must(needs => needs.Select(n => n.Source).Distinct(StringComparer.Ordinal).Count() == needs.Count)
            .WithErrorCode("needs.source_twice")
            .When(r => r.Needs is not null);
    }
}
