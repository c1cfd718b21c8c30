using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Colours;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>The colour of a project: what its warnings give, what people state, and what they stated before.</summary>
internal sealed class ColourModel(ColourReports reports, ColourService colours, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>What the form says where nothing is to be stated: blank means that nobody chose.</summary>
    public const string None = "none";

    /// <summary>Colours one can state.</summary>
    public static IReadOnlyList<string> Choices { get; } = ["green", "amber", "red"];

    [BindProperty]
    public string? Colour { get; set; }

    [BindProperty]
    public string? Until { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public ColourReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayState => actors.Current.May(Permission.UpdateMilestones, Report.Place);

    public async Task OnGetAsync(string code, CancellationToken ct) => Report = await reports.GetAsync(actors.Current, code, ct);

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateMilestones);
        var until = Day();
        if (string.IsNullOrWhiteSpace(Colour))
            Faults.Add("Colour", "slippage.colour_missing");
        if (!Faults.Any && await Faults.TryAsync(
            () => colours.StateAsync(actors.Current, new StateColour(code, Colour == None ? null : Colour, until, TypedText.Plain(Reason)), ct)))
        {
            Notice = texts["colour.said"].Value;
            return Redirect(Request.Path);
        }
        Report = await reports.GetAsync(actors.Current, code, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private DateOnly? Day()
    {
        if (string.IsNullOrWhiteSpace(Until))
            return null;
        if (DateText.TryParse(Until, out var day) is { } fault)
            Faults.Add("Until", fault);
        return day;
    }
}
