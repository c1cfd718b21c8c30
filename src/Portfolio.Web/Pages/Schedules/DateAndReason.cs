using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>A date as people write it, with the reason why it moves.</summary>
/// <param name="Field">Field of the form that holds the date: Forecast or Planned.</param>
/// <param name="Form">What is typed.</param>
/// <param name="Faults">What is wrong with it; null = nothing was sent.</param>
internal sealed record DateAndReason(string Field, MilestoneForm Form, FormFaults? Faults)
{
    /// <summary>The date as it was typed.</summary>
    public string? Date => Field == nameof(MilestoneForm.Forecast) ? Form.Forecast : Form.Planned;
}

/// <summary>A step that needs nothing but a reason.</summary>
/// <param name="Address">Where it is sent.</param>
/// <param name="Name">What it is called in the texts: rebaseline, drop, restore, undo.</param>
/// <param name="Form">What is typed.</param>
/// <param name="ReturnUrl">Where one goes back to.</param>
/// <param name="Faults">What is wrong with it; null = nothing was sent.</param>
internal sealed record ReasonFold(string Address, string Name, MilestoneForm Form, string? ReturnUrl, FormFaults? Faults);
