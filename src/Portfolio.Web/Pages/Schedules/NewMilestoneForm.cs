using System.Globalization;
using Portfolio.Milestones.Plan;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>A milestone of one's own, as it is typed.</summary>
internal sealed class NewMilestoneForm
{
    /// <summary>How many predecessors the form has room for.</summary>
    public const int Rooms = 3;

    public string? Name { get; set; }

    public string? Kind { get; set; }

    public string? Planned { get; set; }

    public string? Weight { get; set; }

    /// <summary>What it waits for; blank ones count for nothing.</summary>
    public List<WaitForm> After { get; set; } = [];

    /// <summary>Land it waits for; blank = none.</summary>
    public WaitForm Land { get; set; } = new();

    /// <summary>The milestone; null when something cannot be read, which then stands in the faults.</summary>
    public AddMilestone? Request(string project, FormFaults faults)
    {
        var weight = Whole.Of(Weight);
        if (weight is null && !string.IsNullOrWhiteSpace(Weight))
            faults.Add(nameof(Weight), "milestones.weight_outside");
        var after = After.Select((a, i) => (a.Of, Lag: a.Days(faults, FormattableString.Invariant($"After[{i}].LagDays")))).Where(a => !string.IsNullOrEmpty(a.Of)).ToList();
        var lag = Land.Days(faults, "Land[0].LagDays");
        return faults.Any ? null : new AddMilestone(project, Name, Planned, string.IsNullOrEmpty(Kind) ? null : Kind, weight ?? 1)
        {
            After = [.. after.Select(a => (a.Of!, a.Lag))],
            Land = long.TryParse(Land.Of, NumberStyles.None, CultureInfo.InvariantCulture, out var package) ? [(package, lag)] : [],
        };
    }
}

/// <summary>Something that is waited for.</summary>
internal sealed class WaitForm
{
    /// <summary>Code of a milestone, or key of a land package; blank = nothing.</summary>
    public string? Of { get; set; }

    /// <summary>Days in between at least; blank = none.</summary>
    public string? Lag { get; set; }

    /// <summary>The days; what cannot be read stands in the faults.</summary>
    public int Days(FormFaults faults, string field)
    {
        if (string.IsNullOrEmpty(Of) || string.IsNullOrWhiteSpace(Lag))
            return 0;
        if (Whole.Of(Lag) is { } days)
            return days;
        faults.Add(field, "milestones.lag_outside");
        return 0;
    }
}

/// <summary>A milestone of the standard set, as it is typed.</summary>
internal sealed class SetRow
{
    public string Kind { get; set; } = "";

    public bool Chosen { get; set; }

    public string? Planned { get; set; }

    public string? Weight { get; set; }
}
