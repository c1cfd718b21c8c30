using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Milestones.Plan;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>Milestones are added: those of the standard set that are lacking, with dates that may be changed, and free ones.</summary>
internal sealed class NewModel(
    ScheduleReports reports, StandardSetReports sets, MilestonePlans plans, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public List<SetRow> Rows { get; set; } = [];

    [BindProperty]
    public NewMilestoneForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    public ScheduleReport Report { get; private set; } = null!;

    public IReadOnlyList<StandardKind> Kinds { get; private set; } = [];

    /// <summary>Which form was sent: set, free; null = none yet.</summary>
    public string? Sent { get; private set; }

    public FormFaults Faults { get; } = new(errors);

    public IReadOnlyList<StandardKind> Missing => [.. Kinds.Where(k => k.InSet && !k.Present)];

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Suggest();
    }

    public async Task<IActionResult> OnPostSetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Sent = "set";
        List<int> chosen = [.. Enumerable.Range(0, Rows.Count).Where(i => Rows[i].Chosen)];
        foreach (var i in chosen.Where(i => !string.IsNullOrWhiteSpace(Rows[i].Weight) && Whole.Of(Rows[i].Weight) is null))
            Faults.Add(Rows[i].Field("Weight"), "milestones.weight_outside");
        if (chosen.Count == 0)
            Faults.Say(texts["schedule.none_chosen"].Value);
        var request = new AddStandardSet(code, [.. chosen.Select(i => new KindDate(Rows[i].Kind, Rows[i].Planned, Whole.Of(Rows[i].Weight)))]);
        return await DoneAsync(code, () => plans.AddStandardSetAsync(actors.Current, request, ct), Named, ct);

        // The service counts what was chosen.
        string Named(string field) => field.Split('[', ']', '.') is ["Dates", var row, "", var name]
            ? Rows[chosen[int.Parse(row, CultureInfo.InvariantCulture)]].Field(name) : field;
    }

    public async Task<IActionResult> OnPostAddAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Sent = "free";
        var request = Form.Request(code, Faults);
        return await DoneAsync(code, () => plans.AddAsync(actors.Current, request!, ct), Form.FieldOf, ct);
    }

    private async Task<IActionResult> DoneAsync(string code, Func<Task> work, Func<string, string> named, CancellationToken ct)
    {
        if (!Faults.Any && await Faults.TryAsync(work, named))
        {
            Notice = texts["schedule.said_added"].Value;
            return Redirect($"/projects/{Uri.EscapeDataString(code)}/schedule");
        }
        if (Sent == "set")
            await KeepAsync(code, ct);
        else
            Suggest();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateMilestones);
        Report = await reports.GetAsync(actors.Current, code, ct);
        actors.Current.Demand(Permission.UpdateMilestones, new Place(Report.Project.ProvinceCode, Report.Project.Bodies));
        Kinds = await sets.GetAsync(actors.Current, code, ct);
    }

    // Somebody may have added some meanwhile: what was typed for those goes, whatever else was typed stays.
    private async Task KeepAsync(string code, CancellationToken ct)
    {
        Kinds = await sets.GetAsync(actors.Current, code, ct);
        var lacking = Missing.Select(k => k.Code).ToHashSet();
        foreach (var gone in Rows.Where(r => !lacking.Contains(r.Kind)))
            if (Faults.Of(gone.Field("Kind")) is { } fault)
                Faults.Say($"{Named(gone.Kind)}: {fault}");
        if (Rows.RemoveAll(r => !lacking.Contains(r.Kind)) > 0)
            ModelState.Clear();
    }

    private string Named(string kind) => Kinds.FirstOrDefault(k => k.Code == kind) is { } known ? Display.Name(known.Name, known.NameEn) : kind;

    private void Suggest() => Rows =
    [
        .. Missing.Select(k => new SetRow { Kind = k.Code, Chosen = k.Suggested is not null, Planned = k.Suggested, Weight = k.Weight.ToString(CultureInfo.InvariantCulture) }),
    ];
}
