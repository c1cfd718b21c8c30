using FluentValidation;
using Portfolio.Common;

namespace Portfolio.LandClearance.Packages;

/// <summary>What is said of a package beside its counters.</summary>
/// <param name="Section">Section of the work within the commune; blank = the whole.</param>
/// <param name="LandUse"><c>agricultural</c> or <c>other</c>.</param>
/// <param name="Planned">Planned hand-over, as people write dates; blank = not planned.</param>
public sealed record PackageFacts(string? Section, string? LandUse, string? Planned);

/// <summary>Land to be cleared for a project in a commune.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Commune">Code of the commune.</param>
/// <param name="Facts">Section, land use, plan.</param>
/// <param name="Figures">Counters as they stand.</param>
public sealed record CreatePackage(string Project, string Commune, PackageFacts Facts, LandFigures Figures);

/// <summary>A package as it shall be; its counters stay.</summary>
/// <param name="Id">Package.</param>
/// <param name="Version">Version the change is based on; null = whatever it is.</param>
/// <param name="Facts">Section, land use, plan.</param>
/// <param name="Reason">Why; demanded where a plan moves.</param>
public sealed record EditPackage(long Id, long? Version, PackageFacts Facts, string? Reason);

/// <summary>News of a package.</summary>
/// <param name="Id">Package.</param>
/// <param name="Version">Version the news is based on; null = whatever it is.</param>
/// <param name="Figures">Counters that change, with their new values; the others stay.</param>
/// <param name="Reason">Why; demanded where what was counted becomes less.</param>
/// <param name="HandedOver">Day on which all of it was handed over; null = as it is.</param>
/// <param name="Expected">Day for which the hand-over is expected; null = as it is.</param>
public sealed record UpdatePackage(
    long Id, long? Version, IReadOnlyDictionary<LandFigure, long> Figures, string? Reason = null, DayChange? HandedOver = null, DayChange? Expected = null);

/// <summary>A day as it shall be.</summary>
/// <param name="On">The day; null = none.</param>
public sealed record DayChange(DateOnly? On);

/// <summary>A package that was written.</summary>
/// <param name="Id">Key.</param>
/// <param name="Code">Code within its project.</param>
/// <param name="Version">Version it has now.</param>
public sealed record PackageReceipt(long Id, string Code, long Version);

internal sealed class PackageFactsValidator : AbstractValidator<PackageFacts>
{
    public const int LongestSection = 200;

    private static readonly string[] LandUses = ["agricultural", "other"];

    public PackageFactsValidator()
    {
        RuleFor(f => f.Section).MaximumLength(LongestSection).WithErrorCode("validation.too_long");
        RuleFor(f => f.Section).Must(SafeText.IsOneLine).WithErrorCode("validation.control_characters");
        RuleFor(f => f.LandUse).Must(LandUses.Contains).WithErrorCode("land.land_use_missing");
        RuleFor(f => f.Planned).Custom((text, context) =>
        {
            if (DueDateText.TryParse(text, out _) is { } fault)
                context.AddFailure(new FluentValidation.Results.ValidationFailure(context.PropertyPath, fault) { ErrorCode = fault, FormattedMessagePlaceholderValues = [] });
        });
    }
}
