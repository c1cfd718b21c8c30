using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Terms;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Funding.Terms;

/// <summary>Total investment, size, priority and first year with capital of a project; the finance department establishes them here.</summary>
internal sealed class ProjectModel(TermsService service, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? TotalInvestment { get; set; }

    [BindProperty]
    public string? SizeGroup { get; set; }

    [BindProperty]
    public string? Priority { get; set; }

    [BindProperty]
    public string? FirstFundedYear { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Version the form was filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public ProjectTerms Terms { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MaySet => actors.Current.May(Permission.AllocateCapital, Place.In(Terms.Place.Province));

    public bool MayViewHistory => actors.Current.May(Permission.ViewHistory, Terms.Place);

    /// <summary>Priorities that can be chosen; one that the law does not know any more stays with the project it was set for.</summary>
    public IEnumerable<string> Choices =>
        Terms.Priorities.Select(p => p.Priority).Concat(Terms.Set.Priority is { } set ? [set] : []).Distinct(StringComparer.Ordinal);

    /// <summary>A priority in words, with its rank.</summary>
    public string Say(string priority) => Terms.Priorities.FirstOrDefault(p => p.Priority == priority) is { } known
        ? $"{known.Rank}. {texts["priority." + priority].Value}"
        : texts["terms.priority_unknown", texts["priority." + priority].Value].Value;

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Terms = await service.GetAsync(actors.Current, code, ct);
        TotalInvestment = Terms.Set.TotalInvestment is { } total ? VndText.Dong(total) : null;
        FirstFundedYear = Terms.Set.FirstFundedYear?.ToString(CultureInfo.InvariantCulture);
        (SizeGroup, Priority, Reason, Version) = (Terms.Set.SizeGroup, Terms.Set.Priority, Terms.Reason, Terms.Version);
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.AllocateCapital);
        Terms = await service.GetAsync(actors.Current, code, ct);
        actors.Current.Demand(Permission.AllocateCapital, Place.In(Terms.Place.Province));
        if (VndText.TryParse(TotalInvestment, out var total) is { } unread)
            Faults.Add(nameof(TotalInvestment), unread);
        int? first = null;
        if (Blank(FirstFundedYear) is { } typed)
        {
            if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                first = year;
            else
                Faults.Add(nameof(FirstFundedYear), "terms.first_year_unreadable");
        }
        if (!Faults.Any && await Faults.TryAsync(() => SaveAsync(code, string.IsNullOrWhiteSpace(TotalInvestment) ? null : total, first, ct)))
        {
            Notice = texts["terms.saved"].Value;
            return Redirect(Request.Path);
        }
        // Whoever saves again does it knowing what somebody else has set meanwhile: it stands above the form.
        if (Faults.Stale)
        {
            Terms = await service.GetAsync(actors.Current, code, ct);
            Version = Terms.Version;
            ModelState.Remove(nameof(Version));
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private Task SaveAsync(string code, Vnd? total, int? first, CancellationToken ct) => service.SetAsync(
        actors.Current, new SetTerms(code, Version, new FundingTerms(total, Blank(SizeGroup), Blank(Priority), first), Reason), ct);

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
