using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Funding.Terms;

/// <summary>What the finance department establishes of a project. What it leaves open is as documents say.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Version">Version the change is based on; null = whatever is in force.</param>
/// <param name="Terms">Total investment, size, priority and first year with capital as they shall be.</param>
/// <param name="Reason">On what it rests: the decision that approves the total investment, say.</param>
public sealed record SetTerms(string Project, long? Version, FundingTerms Terms, string? Reason);

internal sealed class SetTermsValidator : AbstractValidator<SetTerms>
{
    public const int LongestReason = 500;

    private static readonly string[] Groups = ["national", "a", "b", "c"];

    public SetTermsValidator()
    {
        RuleFor(r => r.Project).NotEmpty().WithErrorCode("project.code_missing");
        RuleFor(r => r.Terms.TotalInvestment).Must(a => a is null || a > Vnd.Zero).WithErrorCode("terms.investment_not_positive").OverridePropertyName("TotalInvestment");
        RuleFor(r => r.Terms.TotalInvestment).Must(a => a is null || a.Value.Dong <= VndText.Largest).WithErrorCode("money.too_large").OverridePropertyName("TotalInvestment");
        RuleFor(r => r.Terms.SizeGroup).Must(g => g is null || Groups.Contains(g)).WithErrorCode("validation.unknown_value").OverridePropertyName("SizeGroup");
        RuleFor(r => r.Reason).NotEmpty().WithErrorCode("terms.reason_missing");
        RuleFor(r => r.Reason).MaximumLength(LongestReason).WithErrorCode("validation.too_long");
    }
}
