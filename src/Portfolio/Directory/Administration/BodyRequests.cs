using System.Linq.Expressions;
using FluentValidation;
using Portfolio.Common;

namespace Portfolio.Directories.Administration;

/// <summary>What a body is called, and where it stands.</summary>
/// <param name="Kind">One of <see cref="BodyKinds.All"/>.</param>
/// <param name="Name">Official name in Vietnamese.</param>
/// <param name="NameEn">Name in English; null = none.</param>
/// <param name="ShortName">Short name used in tables; null = none.</param>
/// <param name="Commune">Code of the commune whose committee this is; null = it is no committee of a commune.</param>
/// <param name="Parent">Code of the body it stands under; null = under none.</param>
public sealed record BodyFields(string Kind, string Name, string? NameEn, string? ShortName, string? Commune, string? Parent);

/// <summary>A body to be entered.</summary>
/// <param name="Province">Code of its province, which never changes; null = a central body.</param>
/// <param name="Code">Its code, which never changes; null = it is made from the name.</param>
/// <param name="Fields">What it is called.</param>
public sealed record EnterBody(string? Province, string? Code, BodyFields Fields);

/// <summary>A body as it shall be.</summary>
/// <param name="Code">Which.</param>
/// <param name="Version">Version the change is based on; null = whatever is in force.</param>
/// <param name="Fields">What it is called; for a body that documents name, what they say.</param>
/// <param name="Active">Whether it still takes on work.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ChangeBody(string Code, string? Version, BodyFields Fields, bool Active, string? Reason);

/// <summary>Which bodies to list.</summary>
/// <param name="Text">Part of a name, with or without accents; null = all.</param>
/// <param name="Province">Code of a province; null = all.</param>
/// <param name="After">Code of the body after which the list goes on; null = from the start.</param>
public sealed record BodyFilter(string? Text, string? Province, string? After);

/// <summary>Kinds of bodies.</summary>
public static class BodyKinds
{
    /// <summary>The committee of a commune, which names its commune.</summary>
    public const string Commune = "commune";

    /// <summary>A central body, which belongs to no province.</summary>
    public const string Central = "central";

    /// <summary>Every kind.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["committee", "department", "pmu", Commune, "party", Central, "enterprise", "group", "other"];
}

internal sealed class EnterBodyValidator : AbstractValidator<EnterBody>
{
    public EnterBodyValidator()
    {
        this.AddShared(r => r.Fields);
        RuleFor(r => r.Fields.Kind).Must((request, kind) => kind == BodyKinds.Central == request.Province is null)
            .WithErrorCode("directory.central_without_province").OverridePropertyName("kind");
        RuleFor(r => r.Code).Must((request, code) => code is null || BodyCodes.IsSound(code, request.Province)).WithErrorCode("directory.code")
            .OverridePropertyName("code");
    }
}

internal sealed class ChangeBodyValidator : AbstractValidator<ChangeBody>
{
    private const int LongestReason = 500;

    public ChangeBodyValidator()
    {
        this.AddShared(r => r.Fields);
        RuleFor(r => r.Reason).MaximumLength(LongestReason).WithErrorCode("validation.too_long").OverridePropertyName("reason");
    }
}

/// <summary>What both requests demand.</summary>
internal static class BodyFieldRules
{
    private const int LongestName = 500;
    private const int LongestShortName = 60;

    public static void AddShared<T>(this AbstractValidator<T> validator, Expression<Func<T, BodyFields>> fields) =>
        validator.RuleFor(fields).SetValidator(new BodyFieldsValidator()).OverridePropertyName("");

    private sealed class BodyFieldsValidator : AbstractValidator<BodyFields>
    {
        public BodyFieldsValidator()
        {
            RuleFor(f => f.Kind).Must(BodyKinds.All.Contains).WithErrorCode("directory.kind").OverridePropertyName("kind");
            RuleFor(f => f.Name).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("validation.missing").OverridePropertyName("name");
            Line(f => f.Name, LongestName, "name");
            Line(f => f.NameEn, LongestName, "nameEn");
            Line(f => f.ShortName, LongestShortName, "shortName");
            RuleFor(f => f.Commune).Must((body, commune) => (body.Kind == BodyKinds.Commune) == commune is not null)
                .WithErrorCode("directory.commune_of_committee").OverridePropertyName("commune");
        }

        private void Line(Expression<Func<BodyFields, string?>> text, int longest, string name)
        {
            RuleFor(text).MaximumLength(longest).WithErrorCode("validation.too_long").OverridePropertyName(name);
            RuleFor(text).Must(SafeText.IsOneLine).WithErrorCode("validation.control_characters").OverridePropertyName(name);
        }
    }
}
