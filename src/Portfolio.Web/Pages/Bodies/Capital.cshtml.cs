using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Capital.Bodies;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Bodies;

/// <summary>The capital of a body.</summary>
internal sealed class CapitalModel(BodyCapitalReports bodies, ActorSource actors, NoticeWords words) : PageModel
{
    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    public BodyCapital Body { get; private set; } = null!;

    /// <summary>What was told, in words.</summary>
    public NoticeWords Words => words;

    public async Task OnGetAsync(string code, CancellationToken ct) => Body = await bodies.GetAsync(actors.Current, code, Number ?? 1, ct);
}
