using Portfolio.Jobs;
using Quartz;

namespace Portfolio.Web.Scheduling;

/// <summary>What pages see of Quartz. Everything goes through the store, so that it is one for all nodes.</summary>
internal sealed class QuartzJobs(ISchedulerFactory factory, JobList list) : IJobScheduler
{
    public bool IsOn => true;

    public IReadOnlyList<string> Jobs { get; } = [.. list.Jobs.Select(job => job.Id)];

    public async Task<IReadOnlyDictionary<string, JobPlan>> PlansAsync(CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        var triggers = await scheduler.QueryTriggers(new TriggerQuery { Take = PagedQuery.All }, ct);
        return triggers.Items.GroupBy(trigger => trigger.JobKey.Name).ToDictionary(job => job.Key, job => new JobPlan(
            job.FirstOrDefault(trigger => trigger.Key.Group == QuartzPlan.Group)?.NextFireTimeUtc,
            job.Any(trigger => trigger.Key.Group != QuartzPlan.Group && trigger.State == TriggerState.Normal)));
    }

    public async Task RunNowAsync(string job, string requestedBy, CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        await scheduler.TriggerJob(QuartzPlan.KeyOf(job), new JobDataMap { [QuartzJob.RequestedBy] = requestedBy }, ct);
    }
}
