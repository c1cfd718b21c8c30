using FluentValidation;
using Portfolio.Common;
using Portfolio.Files;

namespace Portfolio.Funding.Payments;

/// <summary>A payment to enter.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year whose capital is paid out.</param>
/// <param name="PaidOn">Day of the payment; null = not said, which is refused.</param>
/// <param name="Amount">Whole đồng, more than nought.</param>
/// <param name="DocumentNumber">Number of the payment document.</param>
/// <param name="Note">Note; null = none.</param>
/// <param name="File">File to attach; null = none, and in a correction the one that is attached stays.</param>
/// <param name="DropFile">Whether a correction takes the attached file off.</param>
public sealed record EnterPayment(
    string Project, string Source, int Year, DateOnly? PaidOn, Vnd Amount, string DocumentNumber, string? Note = null, NewFile? File = null,
    bool DropFile = false);

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
