using Portfolio.LandClearance.Packages;
using Portfolio.Reporting.Land;
using Portfolio.Web.Formatting;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Land;

/// <summary>What is typed of a package beside its counters.</summary>
internal sealed class PackageForm
{
    public string? Section { get; set; }

    public string? LandUse { get; set; }

    public string? Planned { get; set; }

    /// <summary>The form as a package stands.</summary>
    public static PackageForm Of(LandPackage package) => new() { Section = package.Section, LandUse = package.LandUse, Planned = package.Planned?.Text };

    /// <summary>As the service takes it.</summary>
    public PackageFacts Facts => new(TypedText.Plain(Section), LandUse, Planned);
}

/// <summary>The fields of a package on a page.</summary>
/// <param name="Form">What is typed.</param>
/// <param name="Faults">What is wrong with it.</param>
internal sealed record PackageFields(PackageForm Form, FormFaults Faults);
