using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Jobs;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Admin.Jobs;

/// <summary>One job: its last runs; run it now, pause it, resume it.</summary>
internal sealed class JobModel(JobDesk desk, JobControl control, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [FromRoute]
    public string Job { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Whether the form stood in the list of jobs, to which its answer leads back.</summary>
    [BindProperty]
    public bool FromList { get; set; }

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Whether a run was just asked for: between the store giving it to a server and its first note nothing else tells of it.</summary>
    [TempData]
    public bool Asked { get; set; }

    public bool IsBusy => Asked || View.IsBusy;

    public FormFaults Faults { get; } = new(errors);

    public JobView View { get; private set; } = null!;

    public bool IsOn => desk.IsOn;

    public async Task OnGetAsync(CancellationToken ct) => View = await desk.FindAsync(actors.Current, Job, ct);

    public Task<IActionResult> OnPostRunAsync(CancellationToken ct) =>
        DoAsync("jobs.run_noted", async () =>
        {
            await control.RunNowAsync(actors.Current, Job, ct);
            Asked = true;
        }, ct);

    public Task<IActionResult> OnPostPauseAsync(CancellationToken ct) =>
        DoAsync("jobs.pause_noted", () => control.PauseAsync(actors.Current, Job, Reason, ct), ct);

    public Task<IActionResult> OnPostResumeAsync(CancellationToken ct) =>
        DoAsync("jobs.resume_noted", () => control.ResumeAsync(actors.Current, Job, ct), ct);

    private async Task<IActionResult> DoAsync(string notice, Func<Task> work, CancellationToken ct)
    {
        var done = await Faults.TryAsync(work);
        await OnGetAsync(ct);
        if (done)
        {
            Notice = texts[notice, texts[View.Job.Description].Value].Value;
            return Redirect(FromList ? "/admin/jobs" : View.Url);
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
