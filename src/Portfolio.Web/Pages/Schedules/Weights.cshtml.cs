using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Milestones.Plan;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>What all milestones of a project weigh, saved at once.</summary>
internal sealed class WeightsModel(
    ScheduleReports reports, MilestoneWeights weights, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public List<WeightRow> Rows { get; set; } = [];

    [TempData]
    public string? Notice { get; set; }

    public ScheduleReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Sum of what stands in the form.</summary>
    public int Sum => Rows.Sum(r => Whole.Of(r.Weight) ?? 0);

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Rows = [.. Report.Milestones.Where(m => m.DroppedOn is null).Select(m => new WeightRow { Code = m.Code, Revision = m.Revision, Weight = m.Weight.ToString(CultureInfo.InvariantCulture) })];
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        foreach (var row in Rows.Where(r => Whole.Of(r.Weight) is null))
            Faults.Add(row.Field, "milestones.weight_outside");
        if (!Faults.Any && await Faults.TryAsync(() => weights.SetAsync(
            actors.Current, new SetWeights(code, [.. Rows.Select(r => new MilestoneWeight(r.Code ?? "", r.Revision, Whole.Of(r.Weight)!.Value))]), ct), Named))
        {
            Notice = texts["schedule.said_weights"].Value;
            return Redirect($"/projects/{Uri.EscapeDataString(code)}/schedule");
        }
        await AgainAsync(code, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();

        string Named(string field) => field.Split('[', ']') is ["Weights", var row, _] ? Rows[int.Parse(row, CultureInfo.InvariantCulture)].Field : field;
    }

    /// <summary>The milestone of a row; null when it is gone from the plan meanwhile.</summary>
    public ScheduleMilestone? Of(WeightRow row) => Report.Milestones.FirstOrDefault(m => m.Code == row.Code && m.DroppedOn is null);

    // What somebody else changed meanwhile stands beside what was typed, which is then based on it.
    private async Task AgainAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        ModelState.Clear();
        Rows.RemoveAll(r => Of(r) is null);
        foreach (var row in Rows)
            row.Revision = Of(row)!.Revision;
    }

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateMilestones);
        Report = await reports.GetAsync(actors.Current, code, ct);
        actors.Current.Demand(Permission.UpdateMilestones, new Place(Report.Project.ProvinceCode, Report.Project.Bodies));
    }
}

/// <summary>What a milestone weighs, as it is typed.</summary>
internal sealed class WeightRow
{
    /// <summary>Milestone; a blank one is none.</summary>
    public string? Code { get; set; }

    /// <summary>Its name among the faults: by what the row is of, for rows may go between typing and showing.</summary>
    public string Field => Code + ".Weight";

    /// <summary>Version it was read in.</summary>
    public long Revision { get; set; }

    public string? Weight { get; set; }
}
