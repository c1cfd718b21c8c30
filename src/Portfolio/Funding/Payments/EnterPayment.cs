using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Funding.Payments;

/// <summary>A payment to enter.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year whose capital is paid out.</param>
/// <param name="PaidOn">Day of the payment; null = not said, which is refused.</param>
/// <param name="Amount">Whole đồng, more than nought.</param>
/// <param name="DocumentNumber">Number of the payment document.</param>
/// <param name="Note">Note; null = none.</param>
/// <param name="FileId">Attached file; null = none.</param>
public sealed record EnterPayment(
    string Project, string Source, int Year, DateOnly? PaidOn, Vnd Amount, string DocumentNumber, string? Note = null, long? FileId = null);

internal sealed class EnterPaymentValidator : AbstractValidator<EnterPayment>
{
    public const int LongestDocument = 100;

    public const int LongestNote = 500;

    public EnterPaymentValidator()
    {
        RuleFor(p => p.Project).NotEmpty().WithErrorCode("project.code_missing");
        RuleFor(p => p.Source).NotEmpty().WithErrorCode("needs.source_missing");
        RuleFor(p => p.PaidOn).NotNull().WithErrorCode("date.missing");
        RuleFor(p => p.Amount).Must(a => a > Vnd.Zero).WithErrorCode("payments.amount_missing");
        RuleFor(p => p.Amount).Must(a => a.Dong <= VndText.Largest).WithErrorCode("money.too_large");
        RuleFor(p => p.DocumentNumber).Must(d => !string.IsNullOrWhiteSpace(d)).WithErrorCode("payments.document_missing");
        RuleFor(p => p.DocumentNumber).MaximumLength(LongestDocument).WithErrorCode("validation.too_long");
        RuleFor(p => p.Note).MaximumLength(LongestNote).WithErrorCode("validation.too_long");
    }
}
