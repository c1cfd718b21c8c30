using FluentValidation;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Progress;

/// <summary>Which projects to draw, in which order.</summary>
/// <param name="Filter">Which projects.</param>
/// <param name="Slips">Which of these, by how they stand.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Number">Page, from 1.</param>
/// <param name="Size">Rows on a page, 1 to 200.</param>
public sealed record ProgressRequest(ProjectFilter Filter, Slips? Slips, ProgressSort Sort, int Number, int Size);

/// <summary>How a project slips.</summary>
public enum Slips
{
    /// <summary>Its finish is expected after its baseline.</summary>
    Finish,

    /// <summary>A milestone of it is past due and not met.</summary>
    Overdue,
}

/// <summary>Order of a drawn portfolio.</summary>
public enum ProgressSort
{
    /// <summary>Those whose finish slips most first.</summary>
    Late,

    /// <summary>By code.</summary>
    Code,

    /// <summary>Those with least physical progress first.</summary>
    Percent,
}

internal sealed class ProgressRequestValidator : AbstractValidator<ProgressRequest>
{
    public ProgressRequestValidator()
    {
        RuleFor(r => r.Filter).SetValidator(new ProjectFilterValidator());
        RuleFor(r => r.Slips).IsInEnum().WithErrorCode("validation.unknown_value").OverridePropertyName("slips");
        RuleFor(r => r.Sort).IsInEnum().WithErrorCode("validation.unknown_value").OverridePropertyName("sort");
    }
}
