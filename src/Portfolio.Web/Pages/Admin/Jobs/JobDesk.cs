using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Jobs;
using Portfolio.Web.Scheduling;

namespace Portfolio.Web.Pages.Admin.Jobs;

/// <summary>Brings together what the schedule, the history and the scheduler say of jobs.</summary>
internal sealed class JobDesk(JobList list, JobHistory history, IJobScheduler scheduler)
{
    /// <summary>Whether this node takes part in running jobs.</summary>
    public bool IsOn => scheduler.IsOn;

    /// <summary>Every job.</summary>
    public Task<IReadOnlyList<JobView>> AllAsync(Actor actor, CancellationToken ct) => ViewAsync(actor, list.Jobs, JobHistory.Latest, ct);

    /// <summary>One job with its last runs.</summary>
    /// <exception cref="NotFoundException">There is none of that id.</exception>
    public async Task<JobView> FindAsync(Actor actor, string id, CancellationToken ct) =>
        (await ViewAsync(actor, list.Find(id) is { } job ? [job] : [], JobHistory.Listed, ct)).SingleOrDefault() ?? throw new NotFoundException("job", id);

    private async Task<IReadOnlyList<JobView>> ViewAsync(Actor actor, IReadOnlyList<ScheduledJob> jobs, int most, CancellationToken ct)
    {
        var standing = await history.StandingAsync(actor, [.. jobs.Select(job => job.Id)], most, ct);
        var plans = await scheduler.PlansAsync(ct);
        return
        [
            .. jobs.Select(job => new JobView(
                job, [.. standing.Runs[job.Id]], standing.Pauses.GetValueOrDefault(job.Id), plans.GetValueOrDefault(job.Id))),
        ];
    }
}
