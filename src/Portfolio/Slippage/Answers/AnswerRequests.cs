using FluentValidation;

namespace Portfolio.Slippage.Answers;

/// <summary>"Known, expected to be put right by …".</summary>
/// <param name="Warning">Warning.</param>
/// <param name="ExpectedOn">Day by which it is expected to be put right; null = not said, which is refused.</param>
/// <param name="Note">What is done about it; blank = nothing said.</param>
public sealed record AcknowledgeWarning(long Warning, DateOnly? ExpectedOn, string? Note);

/// <summary>A remark to a warning.</summary>
/// <param name="Warning">Warning.</param>
/// <param name="Text">What is said.</param>
public sealed record SayToWarning(long Warning, string Text);

/// <summary>Tells a body to act.</summary>
/// <param name="Warning">Warning.</param>
/// <param name="Body">Code of the body.</param>
/// <param name="Note">What is asked of it; blank = that it acts.</param>
public sealed record AssignWarning(long Warning, string Body, string? Note);

internal sealed class AcknowledgeWarningValidator : AbstractValidator<AcknowledgeWarning>
{
    public AcknowledgeWarningValidator()
    {
        RuleFor(w => w.ExpectedOn).NotNull().WithErrorCode("date.missing");
        RuleFor(w => w.Note).MaximumLength(SayToWarningValidator.LongestText).WithErrorCode("validation.too_long");
    }
}

internal sealed class SayToWarningValidator : AbstractValidator<SayToWarning>
{
    public const int LongestText = 2000;

    public SayToWarningValidator()
    {
        RuleFor(w => w.Text).Must(t => !string.IsNullOrWhiteSpace(t)).WithErrorCode("warning.text_missing");
        RuleFor(w => w.Text).MaximumLength(LongestText).WithErrorCode("validation.too_long");
    }
}

internal sealed class AssignWarningValidator : AbstractValidator<AssignWarning>
{
    public AssignWarningValidator()
    {
        RuleFor(w => w.Body).NotEmpty().WithErrorCode("warning.body_missing");
        RuleFor(w => w.Note).MaximumLength(SayToWarningValidator.LongestText).WithErrorCode("validation.too_long");
    }
}
