using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Sources;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital;

/// <summary>One source of a plan.</summary>
internal sealed class SourceModel(SourceReports sources, ActorSource actors) : PageModel
{
    /// <summary>Code of the project after which the list goes on.</summary>
    [BindProperty(Name = "after", SupportsGet = true)]
    public string? After { get; set; }

    public SourceCapital Source { get; private set; } = null!;

    public async Task OnGetAsync(string code, string source, CancellationToken ct) =>
        Source = await sources.GetAsync(actors.Current, code, source, After, ct);
}
