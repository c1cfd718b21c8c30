using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Files;
using Portfolio.LandClearance.Obstacles;
using Portfolio.Reporting.Land;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Land;

/// <summary>One obstacle and its thread: who must act answers, whoever reported it closes it with how it was solved.</summary>
[TakesFiles]
internal sealed class ObstacleModel(
    ObstacleReports reports, ObstacleService obstacles, FileIntake intake, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public new IFormFile? File { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Version that was seen.</summary>
    [BindProperty]
    public long Version { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public ObstacleReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public bool MayAnswer => Report.Obstacle.ClosedOn is null && actors.Current.May(Permission.AnswerObstacles, Report.PlaceOfAnswers);

    public bool MayClose => Report.Obstacle.ClosedOn is null && actors.Current.May(Permission.UpdateLand, Report.Place);

    public async Task OnGetAsync(long id, CancellationToken ct)
    {
        Report = await reports.GetAsync(actors.Current, id, ct);
        Version = Report.Obstacle.Version;
    }

    public async Task<IActionResult> OnPostAnswerAsync(long id, CancellationToken ct)
    {
        actors.Current.Demand(Permission.AnswerObstacles);
        Report = await reports.GetAsync(actors.Current, id, ct);
        actors.Current.Demand(Permission.AnswerObstacles, Report.PlaceOfAnswers);
        NewFile? file = null;
        if (File is { } sent)
            await Faults.TryAsync(async () =>
            {
                await using var content = sent.OpenReadStream();
                file = await intake.ReadAsync(sent.FileName, content, ct);
            });
        return await DoneAsync(id, "obstacle.answered", () => obstacles.AnswerAsync(actors.Current, new AnswerObstacle(id, TypedText.Plain(Text) ?? "", file), ct), ct);
    }

    public async Task<IActionResult> OnPostCloseAsync(long id, CancellationToken ct)
    {
        actors.Current.Demand(Permission.UpdateLand);
        Report = await reports.GetAsync(actors.Current, id, ct);
        actors.Current.Demand(Permission.UpdateLand, Report.Place);
        return await DoneAsync(id, "obstacle.closed", () => obstacles.CloseAsync(actors.Current, new CloseObstacle(id, Version, TypedText.Plain(Note) ?? ""), ct), ct);
    }

    private async Task<IActionResult> DoneAsync(long id, string done, Func<Task> work, CancellationToken ct)
    {
        if (!Faults.Any && await Faults.TryAsync(work))
        {
            Notice = texts[done].Value;
            return Redirect(Request.Path);
        }
        // Somebody may have answered or closed it meanwhile: what is shown is what is there now, what was typed stays.
        Report = await reports.GetAsync(actors.Current, id, ct);
        Version = Report.Obstacle.Version;
        ModelState.Remove(nameof(Version));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
