using FluentValidation;

namespace Portfolio.LandClearance.Steps;

/// <summary>A step of a package as it stands.</summary>
/// <param name="Package">Package.</param>
/// <param name="Version">Version of the package it is based on; null = whatever it is.</param>
/// <param name="Step">Code of the step.</param>
/// <param name="DoneOn">Day on which it was done; null = it is not done.</param>
/// <param name="Note">Note; demanded where a day that was said changes.</param>
public sealed record MarkStep(long Package, long? Version, string Step, DateOnly? DoneOn, string? Note);

internal sealed class MarkStepValidator : AbstractValidator<MarkStep>
{
    public const int LongestNote = 1000;

    public MarkStepValidator()
    {
        RuleFor(m => m.Step).NotEmpty().WithErrorCode("land.step_unknown");
        RuleFor(m => m.Note).MaximumLength(LongestNote).WithErrorCode("validation.too_long");
    }
}
