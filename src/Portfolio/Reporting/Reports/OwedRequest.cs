using FluentValidation;

namespace Portfolio.Reporting.Reports;

/// <summary>Which reports to show.</summary>
/// <param name="Body">Code of the body that reports; null = all.</param>
/// <param name="State">One of <see cref="States"/>; null = all.</param>
/// <param name="Number">Page, from 1.</param>
public sealed record OwedRequest(string? Body, string? State, int Number)
{
    /// <summary>Overdue, still to come, handed in: the order in which they are shown.</summary>
    public static IReadOnlyList<string> States { get; } = ["late", "due", "in"];
}

internal sealed class OwedRequestValidator : AbstractValidator<OwedRequest>
{
    private const int LongestCode = 200;

    public OwedRequestValidator()
    {
        RuleFor(r => r.State).Must(s => s is null || OwedRequest.States.Contains(s)).WithErrorCode("validation.unknown_value").OverridePropertyName("state");
        RuleFor(r => r.Body).MaximumLength(LongestCode).WithErrorCode("validation.too_long").OverridePropertyName("body");
    }
}
