using Portfolio.Accounts;
using Portfolio.Jobs;
using Quartz;

namespace Portfolio.Web.Scheduling;

/// <summary>What Quartz runs: the job of the schedule that bears its name.</summary>
internal sealed class QuartzJob(IServiceProvider services, JobList list, JobRunner runner) : IJob
{
    /// <summary>Under this name stands who asked for a run.</summary>
    public const string RequestedBy = "requestedBy";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        // A node of an older program may still come upon a job that it does not know; the newer one will run it next time.
        if (list.Find(context.JobDetail.Key.Name) is not { } job)
            return;
        var call = new JobCall(
            job.Id, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, context.FireInstanceId,
            context.MergedJobDataMap.TryGetValue(RequestedBy, out var by) ? by as string : null);
        await runner.RunAsync(
            Actor.System with { CorrelationId = call.CorrelationId }, call, (run, ct) => job.RunAsync(services, run, ct), cancellationToken);
    }
}
