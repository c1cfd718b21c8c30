using FluentValidation;
using Portfolio.Funding.Payments;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Which payments to list; every part that is null lets all pass.</summary>
public sealed record PaymentFilter
{
    /// <summary>One of <see cref="PaymentStatus"/>.</summary>
    public string? Status { get; init; }

    /// <summary>Code of the source.</summary>
    public string? Source { get; init; }

    /// <summary>Budget year.</summary>
    public int? Year { get; init; }

    /// <summary>Code of the province.</summary>
    public string? Province { get; init; }

    /// <summary>Code of the plan.</summary>
    public string? Plan { get; init; }

    /// <summary>Code of a body that owns or leads the project.</summary>
    public string? Body { get; init; }

    /// <summary>Code of the project.</summary>
    public string? Project { get; init; }

    /// <summary>Every status, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
        [PaymentStatus.Entered, PaymentStatus.Confirmed, PaymentStatus.Returned, PaymentStatus.Withdrawn];
}

internal sealed class PaymentFilterValidator : AbstractValidator<PaymentFilter>
{
    public PaymentFilterValidator() =>
        RuleFor(f => f.Status).Must(s => s is null || PaymentFilter.Statuses.Contains(s)).WithErrorCode("validation.unknown_value").OverridePropertyName("status");
}
