using FluentValidation;

namespace Portfolio.Audit;

/// <summary>Which events of the trail; what is null filters nothing.</summary>
public sealed record AuditFilter
{
    /// <summary>Value of <see cref="Province"/> for what belongs to no province.</summary>
    public const string NoProvince = "none";

    /// <summary>First business day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last business day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Part of the actor's name, with or without accents.</summary>
    public string? Actor { get; init; }

    /// <summary>Kind of record (<c>project</c>).</summary>
    public string? SubjectType { get; init; }

    /// <summary>Code of the record.</summary>
    public string? SubjectCode { get; init; }

    /// <summary>What was done (<c>funding.needs_set</c>).</summary>
    public string? Kind { get; init; }

    /// <summary>Code of a province, or <see cref="NoProvince"/>.</summary>
    public string? Province { get; init; }
}

/// <summary>What the trail can be filtered by.</summary>
/// <param name="Kinds">Kinds of events there are.</param>
/// <param name="SubjectTypes">Kinds of records they concern.</param>
public sealed record AuditChoices(IReadOnlyList<string> Kinds, IReadOnlyList<string> SubjectTypes);

internal sealed class AuditFilterValidator : AbstractValidator<AuditFilter>
{
    public const int LongestText = 200;

    public AuditFilterValidator()
    {
        RuleFor(f => f.Actor).MaximumLength(LongestText).WithErrorCode("validation.too_long").OverridePropertyName("actor");
        RuleFor(f => f.SubjectCode).MaximumLength(LongestText).WithErrorCode("validation.too_long").OverridePropertyName("subject");
    }
}
