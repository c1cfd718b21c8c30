using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Api;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>"Ai đã dời ngày này": every change of a date of a project, and how far planned dates moved, by reason.</summary>
internal sealed class MovesModel(ScheduleReports schedules, DateMoves moves, ActorSource actors) : PageModel
{
    /// <summary>Dates one can narrow to.</summary>
    public static readonly string[] Fields = ["planned", "baseline", "stated", "reported", "met", "confirmed", "dropped"];

    [FromQuery(Name = "milestone")]
    public string? Milestone { get; set; }

    [FromQuery(Name = "field")]
    public string? Field { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public ScheduleReport Schedule { get; private set; } = null!;

    public DateMoveReport Report { get; private set; } = null!;

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Milestone = QueryText.Clean("milestone", Milestone);
        Field = QueryText.Clean("field", Field);
        Schedule = await schedules.GetAsync(actors.Current, code, ct);
        actors.Current.Demand(Permission.ViewHistory, new Place(Schedule.Project.ProvinceCode, Schedule.Project.Bodies));
        Report = await moves.GetAsync(actors.Current, code, Milestone, Field, Number, ct);
    }
}
