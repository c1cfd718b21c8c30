using Portfolio.Reporting.Work;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Work;

/// <summary>An item of the list, with what is typed of it.</summary>
/// <param name="Item">What waits.</param>
/// <param name="At">Its place in the list.</param>
/// <param name="Today">Business date.</param>
/// <param name="Here">Address of the list.</param>
internal sealed record WorkRow(WorkItem Item, int At, DateOnly Today, string Here)
{
    /// <summary>What was typed and refused; null = nothing was.</summary>
    public WorkForm? Form { get; init; }

    /// <summary>What is wrong with it.</summary>
    public FormFaults? Faults { get; init; }

    /// <summary>How it stands now, where somebody else spoke of it meanwhile.</summary>
    public OpenMilestone? Present { get; init; }

    /// <summary>What was just saved of it; null = nothing.</summary>
    public SaidNotice? Notice { get; init; }

    /// <summary>Whether it is updated here.</summary>
    public bool Tells => Item is { Kind: WorkKind.Late or WorkKind.Due, Revision: not null };

    /// <summary>A milestone that stands in no list, as an item.</summary>
    public static WorkItem Of(OpenMilestone milestone, DateOnly today) => new()
    {
        Kind = milestone.PlannedOn < today ? WorkKind.Late : WorkKind.Due,
        ProjectCode = milestone.ProjectCode,
        ProjectName = milestone.ProjectName,
        Code = milestone.Code,
        Name = milestone.Name,
        On = milestone.PlannedOn,
        OnText = milestone.PlannedText,
        Days = milestone.PlannedOn is { } on ? today.DayNumber - on.DayNumber : null,
        ExpectedOn = milestone.ExpectedOn,
        StatedText = milestone.StatedText,
        Percent = milestone.Percent,
        Revision = milestone.Revision,
    };
}
