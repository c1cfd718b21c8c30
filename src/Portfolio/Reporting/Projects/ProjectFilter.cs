using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Reporting.Projects;

/// <summary>Which projects to list; every part that is null lets all pass.</summary>
public sealed record ProjectFilter
{
    /// <summary>Plan code.</summary>
    public string? Plan { get; init; }

    /// <summary>Programme code within its plan.</summary>
    public string? Programme { get; init; }

    /// <summary>Sector code.</summary>
    public string? Sector { get; init; }

    /// <summary>Kind code.</summary>
    public string? Kind { get; init; }

    /// <summary>Code of a body that owns, leads or coordinates.</summary>
    public string? Body { get; init; }

    /// <summary>Code of a commune in which the project lies.</summary>
    public string? Commune { get; init; }

    /// <summary>Stage code; <see cref="StageNotStated"/> for projects whose stage no document says.</summary>
    public string? Stage { get; init; }

    /// <summary>Words that code, name or places contain, with or without accents.</summary>
    public string? Text { get; init; }

    /// <summary>Value of <see cref="Stage"/> for projects without a stage.</summary>
    public const string StageNotStated = "none";

    /// <summary>The words of <see cref="Text"/> as patterns for LIKE, its own wildcards taken literally.</summary>
    internal string[] Patterns() =>
    [
        .. (Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => LikePattern.Containing(word)!),
    ];
}

/// <summary>Order of a project list.</summary>
public enum ProjectSort
{
    /// <summary>By code.</summary>
    Code,

    /// <summary>By name, in Vietnamese order.</summary>
    Name,

    /// <summary>By total need.</summary>
    Need,
}

/// <summary>One page of a project list.</summary>
/// <param name="Filter">Which projects.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Descending">Whether from the end.</param>
/// <param name="Number">Page, from 1.</param>
/// <param name="Size">Rows on a page, 1 to 200.</param>
public sealed record ProjectPageRequest(ProjectFilter Filter, ProjectSort Sort, bool Descending, int Number, int Size);

internal sealed class ProjectFilterValidator : AbstractValidator<ProjectFilter>
{
    public const int LongestText = 200;

    public ProjectFilterValidator()
    {
        RuleFor(f => f.Text).MaximumLength(LongestText).WithErrorCode("validation.too_long").OverridePropertyName("q");
        RuleFor(f => f.Sector).Must(s => s is null || ProjectCodes.Sectors.Contains(s)).WithErrorCode("validation.unknown_value").OverridePropertyName("sector");
        RuleFor(f => f.Kind).Must(k => k is null || ProjectCodes.Kinds.Contains(k)).WithErrorCode("validation.unknown_value").OverridePropertyName("kind");
        RuleFor(f => f.Stage).Must(s => s is null or ProjectFilter.StageNotStated || ProjectCodes.Stages.Contains(s)).WithErrorCode("validation.unknown_value").OverridePropertyName("stage");
    }
}
