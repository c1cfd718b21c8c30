using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Needs;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Projects;

/// <summary>Enters and corrects the needs of a project by source. What was typed stays on the form until it is accepted.</summary>
internal sealed class NeedsModel(NeedService needs, ActorSource actors, ErrorText errors) : PageModel
{
    public ProjectNeeds Needs { get; private set; } = null!;

    /// <summary>What was typed, by source code.</summary>
    [BindProperty]
    public Dictionary<string, string?> Amounts { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Version of the needs the form was filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>Faults by source code; the key "" holds what concerns the whole form.</summary>
    public Dictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether somebody else changed the needs while the form was open.</summary>
    public bool Stale { get; private set; }

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.EditNeeds);
        await LoadAsync(code, ct);
        Version = Needs.Version;
        Amounts = Needs.Sources.Where(s => s.Amount != Vnd.Zero).ToDictionary(s => s.Source, string? (s) => VndText.Dong(s.Amount));
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.EditNeeds);
        var request = new SetNeeds(code, Version, Read(), string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim());
        if (Faults.Count == 0)
        {
            try
            {
                var saved = await needs.SetAsync(actors.Current, request, ct);
                TempData["Saved"] = true;
                return Redirect("/projects/" + Uri.EscapeDataString(saved.ProjectCode));
            }
            catch (ValidationFailedException failure)
            {
                foreach (var fault in failure.Failures)
                    Faults.TryAdd(fault.Field == nameof(SetNeeds.Reason) ? "reason" : "", errors.Of(fault));
            }
            catch (StaleException failure)
            {
                Stale = true;
                Faults[""] = errors.Of(failure);
            }
            catch (RuleException failure)
            {
                Faults[""] = errors.Of(failure);
            }
        }
        await LoadAsync(code, ct);
        // Whoever reads the present figures beside his own may then save over them knowingly.
        if (Stale)
        {
            Version = Needs.Version;
            ModelState.Remove(nameof(Version));
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private List<SourceAmount> Read()
    {
        var read = new List<SourceAmount>();
        foreach (var (source, text) in Amounts)
        {
            if (VndText.TryParse(text, out var amount) is { } fault)
                Faults[source] = errors.Of(fault);
            else
                read.Add(new SourceAmount(source, amount));
        }
        return read;
    }

    private async Task LoadAsync(string code, CancellationToken ct) => Needs = await needs.GetAsync(actors.Current, code, ct);
}
