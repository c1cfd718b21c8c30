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

    private List<int> Filled => [.. Enumerable.Range(0, After.Count).Where(i => !string.IsNullOrEmpty(After[i].Of))];

    /// <summary>The milestone; null when something cannot be read, which then stands in the faults.</summary>
    public AddMilestone? Request(string project, FormFaults faults)
    {
        var weight = Whole.Of(Weight);
        if (weight is null && !string.IsNullOrWhiteSpace(Weight))
            faults.Add(nameof(Weight), "milestones.weight_outside");
        var after = Filled.Select(i => (Of: After[i].Of!, Lag: After[i].Days(faults, FormattableString.Invariant($"After[{i}].LagDays")))).ToList();
        var lag = Land.Days(faults, "Land[0].LagDays");
        return faults.Any ? null : new AddMilestone(project, Name, Planned, string.IsNullOrEmpty(Kind) ? null : Kind, weight ?? 1)
        {
            After = after,
            // What is no key is the key of no package.
            Land = string.IsNullOrEmpty(Land.Of) ? [] : [(long.TryParse(Land.Of, NumberStyles.None, CultureInfo.InvariantCulture, out var package) ? package : 0, lag)],
        };
    }

    /// <summary>Field of the form for a field of the request, which counts the rooms that are filled alone.</summary>
    public string FieldOf(string field) => field.Split('[', ']') is ["After", var row, var rest]
        ? FormattableString.Invariant($"After[{Filled[int.Parse(row, CultureInfo.InvariantCulture)]}]{rest}") : field;
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

    /// <summary>Name of one of its fields among the faults: by what the row is of, for rows may go between typing and showing.</summary>
    public string Field(string name) => $"{Kind}.{name}";

    public bool Chosen { get; set; }

    public string? Planned { get; set; }

    public string? Weight { get; set; }
}
