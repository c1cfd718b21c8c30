using FluentValidation;
using Portfolio.Files;

namespace Portfolio.LandClearance.Obstacles;

/// <summary>What holds land or work up.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Package">Package it holds up; null = the work as such.</param>
/// <param name="Title">What it is.</param>
/// <param name="Location">Where; blank = not said.</param>
/// <param name="MustAct">Code of the body that must act.</param>
/// <param name="Since">Since when; null = not said, which is refused.</param>
/// <param name="DueOn">By when it is to be solved; null = no day is set.</param>
public sealed record ReportObstacle(string Project, long? Package, string Title, string? Location, string MustAct, DateOnly? Since, DateOnly? DueOn);

/// <summary>An answer in the thread of an obstacle.</summary>
/// <param name="Obstacle">Obstacle.</param>
/// <param name="Text">What is said.</param>
/// <param name="File">File to attach; null = none.</param>
public sealed record AnswerObstacle(long Obstacle, string Text, NewFile? File = null);

/// <summary>The end of an obstacle.</summary>
/// <param name="Obstacle">Obstacle.</param>
/// <param name="Version">Version that was seen; null = whatever it is.</param>
/// <param name="Note">How it was solved.</param>
public sealed record CloseObstacle(long Obstacle, long? Version, string Note);

/// <summary>An obstacle that was written.</summary>
/// <param name="Id">Key.</param>
/// <param name="Version">Version it has now.</param>
public sealed record ObstacleReceipt(long Id, long Version);

internal sealed class ReportObstacleValidator : AbstractValidator<ReportObstacle>
{
    public const int LongestTitle = 300;

    public ReportObstacleValidator()
    {
        RuleFor(o => o.Project).NotEmpty().WithErrorCode("project.code_missing");
        RuleFor(o => o.Title).Must(t => !string.IsNullOrWhiteSpace(t)).WithErrorCode("obstacle.title_missing");
        RuleFor(o => o.Title).MaximumLength(LongestTitle).WithErrorCode("validation.too_long");
        RuleFor(o => o.Location).MaximumLength(LongestTitle).WithErrorCode("validation.too_long");
        RuleFor(o => o.MustAct).NotEmpty().WithErrorCode("obstacle.body_missing");
        RuleFor(o => o.Since).NotNull().WithErrorCode("date.missing");
        RuleFor(o => o.DueOn).Must((obstacle, due) => due is null || obstacle.Since is null || due >= obstacle.Since).WithErrorCode("obstacle.due_before_since");
    }
}

internal sealed class AnswerObstacleValidator : AbstractValidator<AnswerObstacle>
{
    public const int LongestText = 4000;

    public AnswerObstacleValidator()
    {
        RuleFor(a => a.Text).Must(t => !string.IsNullOrWhiteSpace(t)).WithErrorCode("obstacle.text_missing");
        RuleFor(a => a.Text).MaximumLength(LongestText).WithErrorCode("validation.too_long");
    }
}

internal sealed class CloseObstacleValidator : AbstractValidator<CloseObstacle>
{
    public const int LongestNote = 1000;

    public CloseObstacleValidator()
    {
        RuleFor(c => c.Note).Must(n => !string.IsNullOrWhiteSpace(n)).WithErrorCode("obstacle.note_missing");
        RuleFor(c => c.Note).MaximumLength(LongestNote).WithErrorCode("validation.too_long");
    }
}
