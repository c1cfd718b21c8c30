using Portfolio.Jobs;
using Portfolio.Web.Scheduling;

namespace Portfolio.Web.Pages.Admin.Jobs;

/// <summary>A job as its pages show it.</summary>
/// <param name="Job">The job.</param>
/// <param name="Runs">Its latest runs, newest first.</param>
/// <param name="Pause">Its pause; null = it runs by itself.</param>
/// <param name="Plan">When it runs next; null = the schedule of this node does not say.</param>
internal sealed record JobView(ScheduledJob Job, IReadOnlyList<JobRecord> Runs, JobPause? Pause, JobPlan? Plan)
{
    /// <summary>Whether something is about to change by itself.</summary>
    public bool IsBusy => Plan is { Waiting: true } || IsRunning;

    public bool IsRunning => Runs is [{ Result: JobResult.Running }, ..];

    public string Url => "/admin/jobs/" + Job.Id;
}
