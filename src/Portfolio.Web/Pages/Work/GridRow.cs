using Microsoft.AspNetCore.Mvc.ModelBinding;
using Portfolio.Files;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Work;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Pages.Schedules;

namespace Portfolio.Web.Pages.Work;

/// <summary>What is typed into a row of the grid: what is blank says nothing.</summary>
internal sealed class GridRow
{
    /// <summary>Value of <see cref="Decided"/> that gives up what was typed.</summary>
    public const string Theirs = "theirs";

    /// <summary>Project.</summary>
    public string Project { get; set => field = value ?? ""; } = "";

    /// <summary>Milestone.</summary>
    public string Milestone { get; set => field = value ?? ""; } = "";

    /// <summary>Version the row was filled from.</summary>
    public long Revision { get; set; }

    /// <summary>After a conflict: the version that is written over, or <see cref="Theirs"/>; null = there was none, or nobody has decided.</summary>
    public string? Decided { get; set; }

    /// <summary>Day on which it was done.</summary>
    public string? On { get; set; }

    /// <summary>When the owner expects it, as people write it.</summary>
    public string? Forecast { get; set; }

    /// <summary>Why, by its name or its code.</summary>
    public string? Reason { get; set; }

    /// <summary>How far it is.</summary>
    public string? Percent { get; set; }

    /// <summary>Note.</summary>
    public string? Note { get; set; }

    /// <summary>What is wrong with it; null = nothing was sent.</summary>
    [BindNever]
    public FormFaults? Faults { get; set; }

    /// <summary>Whether somebody else spoke of it meanwhile.</summary>
    [BindNever]
    public bool Stale { get; set; }

    /// <summary>How it stands now.</summary>
    [BindNever]
    public OpenMilestone? Now { get; set; }

    /// <summary>Whether anything is typed that is to be saved.</summary>
    public bool Says => Decided != Theirs && ((string?[])[On, Forecast, Reason, Percent, Note]).Any(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>What it says; null when it cannot be read, which then stands in its faults.</summary>
    /// <param name="faults">Where faults are noted.</param>
    /// <param name="reasons">Codes of reasons by the names under which they are shown.</param>
    /// <param name="intake">Takes files; a row has none.</param>
    /// <param name="ct">Cancels it.</param>
    public Task<IReadOnlyList<MilestoneUpdate>?> ReadAsync(FormFaults faults, IReadOnlyDictionary<string, string> reasons, FileIntake intake, CancellationToken ct)
    {
        Faults = faults;
        var reason = Reason?.Trim() ?? "";
        return new WorkForm
        {
            Project = Project,
            Milestone = Milestone,
            Said = new MilestoneForm
            {
                Revision = long.TryParse(Decided, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : Revision,
                On = On,
                Forecast = Forecast,
                ReasonCode = reasons.GetValueOrDefault(reason, reason),
                Percent = Percent,
                Note = Note,
            },
        }.ReadAsync(intake, faults, ct);
    }
}
