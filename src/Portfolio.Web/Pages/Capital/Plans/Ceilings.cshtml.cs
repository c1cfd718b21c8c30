using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Ceilings;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Capital.Plans;

/// <summary>The ceilings of a plan, and what is kept back of them. What was typed stays until it is accepted.</summary>
internal sealed class CeilingsModel(CeilingService service, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    private const int LongestReason = 500;

    /// <summary>Whether there are fields to type into.</summary>
    [FromQuery(Name = "edit")]
    public bool Edit { get; set; }

    [BindProperty]
    public CeilingForm Form { get; set; } = new();

    /// <summary>Version of the ceilings that the form was filled from.</summary>
    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public string? Source { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    /// <summary>Whether the form of a contingency was sent and refused.</summary>
    public bool Keeping { get; private set; }

    [TempData]
    public string? Notice { get; set; }

    public PlanCeilings Ceilings { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>Cells that somebody else changed while the form was open, as they were when it was filled.</summary>
    public Dictionary<string, Vnd?> Others { get; } = new(StringComparer.Ordinal);

    public bool MayChange => actors.Current.May(Permission.AllocateCapital, Place.In(Ceilings.Province));

    public bool Illustrative => Ceilings.Sources.Any(s => s.Years.Any(y => y.Illustrative));

    /// <summary>Sources with anything to show.</summary>
    public IEnumerable<SourceCeilings> Shown => Ceilings.Sources.Where(s => s.Years.Any(y => y.Ceiling is not null || y.Allocated > Vnd.Zero));

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Edit &= MayChange;
        foreach (var (key, year) in Cells())
            Form.Take(key, year);
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        var version = await BeginAsync(code, ct);
        // A form that lost fields on its way must not take a ceiling for gone.
        if (version is null || Cells().Any(cell => !Form.Amounts.ContainsKey(cell.Key)))
            return BadRequest();
        Edit = true;
        var edits = Read();
        if (!Faults.Any && await Faults.TryAsync(() => service.SetAsync(actors.Current, new SetCeilings(code, version, edits, Reason()), ct)))
            return Done(code, "capital.ceilings_saved");
        await MergeAsync(code, ct);
        return Refused();
    }

    /// <summary>Keeps a part of a source's ceilings back under a name.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string code, CancellationToken ct)
    {
        Keeping = true;
        var version = await BeginAsync(code, ct);
        if (version is null)
            return BadRequest();
        if (VndText.TryParse(Amount, out var amount) is { } unread)
            Faults.Add(nameof(Amount), unread);
        if (!Faults.Any && await Faults.TryAsync(() => service.KeepAsync(actors.Current, new KeepContingency(code, version, Source ?? "", Name ?? "", amount), ct)))
            return Done(code, "capital.contingency_saved");
        await LoadAsync(code, ct);
        return Refused();
    }

    /// <summary>Whether a rule refuses just this cell; the sentence stands above the form.</summary>
    public bool IsRefused(string source, int year) => Faults.Broken.Any(rule =>
        rule.Arguments.GetValueOrDefault("source") as string == source
        && rule.Arguments.GetValueOrDefault("year") as string == year.ToString(CultureInfo.InvariantCulture));

    private List<CeilingEdit> Read()
    {
        if (Form.Reason is { Length: > LongestReason })
            Faults.Add(new FieldFailure("Reason", "validation.too_long", new Dictionary<string, object?> { ["MaxLength"] = LongestReason }));
        var edits = new List<CeilingEdit>();
        foreach (var source in Ceilings.Sources)
            foreach (var year in source.Years)
            {
                if (Form.Read(CeilingForm.Key(source, year), out var ceiling) is { } fault)
                    Faults.Add(CeilingForm.Key(source, year), fault);
                edits.Add(new CeilingEdit(source.Source, year.Year, ceiling));
            }
        return edits;
    }

    /// <summary>
    /// Brings the form onto the present ceilings: what the officer did not touch takes the present one, what he typed stays, and every
    /// field that somebody else changed says so.
    /// </summary>
    private async Task MergeAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        foreach (var (key, year) in Cells())
        {
            var was = Form.Was(key);
            var touched = Form.Read(key, out var typed) is not null || typed != was;
            if (was != year.Ceiling)
                Others[key] = was;
            if (touched)
                Form.Settle(key, year);
            else
                Form.Take(key, year);
        }
    }

    private IEnumerable<(string Key, YearCeiling Year)> Cells() =>
        Ceilings.Sources.SelectMany(source => source.Years.Select(year => (CeilingForm.Key(source, year), year)));

    /// <summary>The version that the form was filled from; null where the form lost it.</summary>
    private async Task<long?> BeginAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.AllocateCapital);
        await LoadAsync(code, ct);
        actors.Current.Demand(Permission.AllocateCapital, Place.In(Ceilings.Province));
        return long.TryParse(Version, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private string? Reason() => string.IsNullOrWhiteSpace(Form.Reason) ? null : Form.Reason.Trim();

    private RedirectResult Done(string code, string notice)
    {
        Notice = texts[notice].Value;
        return Redirect($"/plans/{Uri.EscapeDataString(code)}/capital/ceilings");
    }

    private PageResult Refused()
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, CancellationToken ct) => Ceilings = await service.GetAsync(actors.Current, code, ct);
}
