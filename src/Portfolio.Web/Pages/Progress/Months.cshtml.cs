using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Progress;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Progress;

/// <summary>Heat table: milestones of a plan due, met and late, by body and month.</summary>
internal sealed class MonthsModel(MonthReports reports, PlanReports plans, ActorSource actors) : PageModel
{
    [FromQuery(Name = "plan")]
    public string? Plan { get; set; }

    [FromQuery(Name = "year")]
    public int? Year { get; set; }

    public MonthReport Report { get; private set; } = null!;

    public IReadOnlyList<PlanCard> Plans { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Plans = await plans.ListAsync(actors.Current, ct);
        if ((string.IsNullOrWhiteSpace(Plan) ? (Plans.Count > 0 ? Plans[0].Code : null) : Plan) is not { } plan)
            return RedirectToPage("Index");
        Report = await reports.YearAsync(actors.Current, plan, Year, ct);
        return Page();
    }

    /// <summary>What a number of the table is made of.</summary>
    /// <param name="body">Body; null = all; <see cref="DueRequest.Nobody"/>.</param>
    /// <param name="month">Month, 1 to 12; null = the whole year.</param>
    public string Address(string? body, int? month) =>
        $"/progress/due?plan={Uri.EscapeDataString(Report.PlanCode)}&year={Report.Year}" + (month is { } m ? $"&month={m}" : "") + (body is null ? "" : $"&body={Uri.EscapeDataString(body)}");

    /// <summary>How a cell is coloured: by what is late first, then by what is done, then by how much there is.</summary>
    public static string Heat(MonthCount count) => count switch
    {
        { Due: 0 } => "heat-none",
        { Late: > 0 } when count.Late * 2 > count.Due => "heat-late3",
        { Late: > 0 } when count.Late * 4 > count.Due => "heat-late2",
        { Late: > 0 } => "heat-late1",
        _ when count.Met == count.Due => "heat-met",
        { Met: > 0 } => "heat-part",
        { Due: > 4 } => "heat-due2",
        _ => "heat-due1",
    };
}
