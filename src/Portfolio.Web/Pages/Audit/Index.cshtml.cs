using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Reporting.Places;
using Portfolio.Reporting.Trail;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Audit;

/// <summary>The audit trail for auditors, by filters that stand in the address; and the proof that it is whole.</summary>
internal sealed class IndexModel(
    AuditService audit, AuditChecks checks, TrailNames trail, PlaceReports places, ActorSource actors, ErrorText errors) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public AuditQuery Query { get; set; } = new();

    public Stretch<AuditEntry> List { get; private set; } = new([], null);

    public NameBook Names { get; private set; } = NameBook.Empty;

    public AuditChoices Choices { get; private set; } = new([], []);

    /// <summary>The provinces one may choose from; empty for who is bound to one.</summary>
    public IReadOnlyList<ProvinceRow> Provinces { get; private set; } = [];

    public AuditCheckRun? LastCheck { get; private set; }

    /// <summary>What is wrong with the filter, in words; the filter itself stays as it was typed.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ViewAudit);
        LastCheck = await checks.LatestAsync(actor, ct);
        Choices = await audit.ChoicesAsync(actor, ct);
        Provinces = actor.Reach.Province is null ? await places.ProvincesAsync(actor, ct) : [];
        try
        {
            List = await audit.ListAsync(actor, Query.ToFilter(), Query.Place, PageSize, ct);
            Names = await trail.OfAsync(actor, List.Items, ct);
        }
        catch (ValidationFailedException failure)
        {
            Faults = [.. failure.Failures.Select(errors.Of)];
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            await checks.RunAsync(actors.Current, [], ct);
            return Redirect(Query.Url(Query.Place));
        }
        catch (RuleException failure)
        {
            await OnGetAsync(ct);
            Faults = [.. Faults, errors.Of(failure)];
            Response.StatusCode = failure.Status;
            return Page();
        }
    }
}
