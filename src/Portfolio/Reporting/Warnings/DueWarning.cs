using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Slippage;

namespace Portfolio.Reporting.Warnings;

/// <summary>A warning somebody is to be told of.</summary>
internal sealed record DueWarning
{
    public long AccountId { get; init; }

    public string Name { get; init; } = "";

    public string Address { get; init; } = "";

    public string? Province { get; init; }

    public string Language { get; init; } = "vi";

    /// <summary>Role of who is told; none where nobody in particular is.</summary>
    public Role Role { get; init; }

    /// <summary>0 = answers for the work, 1 = stands at the head of it, more = it was passed on to him.</summary>
    public int Level { get; init; }

    public int DigestMinute { get; init; }

    /// <summary><c>new</c>, <c>due</c> (a repeat), <c>escalated</c>, <c>reminder</c>, <c>resolved</c>.</summary>
    public string Part { get; init; } = "";

    public int Step { get; init; }

    /// <summary>Whether figures it looks at are made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    public long Id { get; init; }

    public string Rule { get; init; } = "";

    public string Severity { get; init; } = "";

    public string SubjectName { get; init; } = "";

    public string? StepName { get; init; }

    public string? StepNameEn { get; init; }

    public string? ProjectCode { get; init; }

    public string? ProjectName { get; init; }

    public DateOnly? Since { get; init; }

    public DateOnly? Until { get; init; }

    public decimal? Measure { get; init; }

    public decimal? Bound { get; init; }

    public long? Amount { get; init; }

    public string? BodyName { get; init; }

    public string? BodyNameEn { get; init; }

    public DateOnly OpenedOn { get; init; }

    public long AtRisk { get; init; }

    /// <summary>Whether who is told may answer it: whoever answers for the work, or stands at its head, in a role that answers.</summary>
    public bool MayAnswer =>
        Part is "new" or "due" or "escalated" && Level <= 1 && PermissionMatrix.Allows(Role, Permission.AnswerWarnings);

    public WarningFacts Facts => new(
        Rule, Severity, SubjectName, null, Since, Until, Measure, Bound, Amount is { } dong ? new Vnd(dong) : null, BodyName, BodyNameEn,
        ProjectCode is null ? null : new Vnd(AtRisk), StepName, StepNameEn);
}
