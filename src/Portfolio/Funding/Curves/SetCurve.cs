using FluentValidation;

namespace Portfolio.Funding.Curves;

/// <summary>The planned disbursement of a project in a year as it shall be.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Version">Version it was read in; null = whatever it is.</param>
/// <param name="Shares">Share of the year's capital to be paid out by the end of each month, basis points, the last one 10000; null = the default again.</param>
/// <param name="Reason">Why, for the history; null = none.</param>
public sealed record SetCurve(string Project, int Year, long? Version, IReadOnlyList<int>? Shares, string? Reason);

internal sealed class SetCurveValidator : AbstractValidator<SetCurve>
{
    public const int LongestReason = 500;

    private const int Months = 12;

    public SetCurveValidator()
    {
        RuleFor(c => c.Project).NotEmpty().WithErrorCode("project.code_missing");
        RuleFor(c => c.Reason).MaximumLength(LongestReason).WithErrorCode("validation.too_long");
        RuleFor(c => c.Shares).Must(s => s!.Count == Months).WithErrorCode("curve.twelve").When(c => c.Shares is not null);
        When(c => c.Shares?.Count == Months, () =>
        {
            RuleForEach(c => c.Shares).InclusiveBetween(0, DefaultCurve.Whole).WithErrorCode("curve.share_outside");
            RuleForEach(c => c.Shares).Must((curve, _, context) => Rises(curve.Shares!, (int)context.MessageFormatter.PlaceholderValues["CollectionIndex"]))
                .WithErrorCode("curve.falls");
            RuleFor(c => c.Shares).Must(s => s![^1] == DefaultCurve.Whole).WithErrorCode("curve.not_whole").OverridePropertyName("Shares[11]");
        });
    }

    private static bool Rises(IReadOnlyList<int> shares, int month) => month == 0 || shares[month] >= shares[month - 1];
}
