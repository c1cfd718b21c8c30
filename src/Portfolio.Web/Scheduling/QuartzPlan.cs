using Portfolio.Common;
using Portfolio.Web.Hosting;
using Quartz;

namespace Portfolio.Web.Scheduling;

/// <summary>
/// Sets the store right at start: jobs that are new in the schedule come in, those that left it go, and what runs at another time now
/// runs at that. A trigger that has not changed is left alone: it knows what was missed while no node ran.
/// </summary>
internal sealed class QuartzPlan(ISchedulerFactory factory, JobList list) : IHostedService
{
    /// <summary>Group of the jobs and their triggers; what people ask for stands in groups of Quartz's own.</summary>
    public const string Group = "schedule";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await OpenAsync(cancellationToken);
        await RemoveAsync(scheduler, cancellationToken);
        foreach (var job in list.Jobs)
            await SetAsync(scheduler, job, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public static JobKey KeyOf(string job) => new(job, Group);

    private async Task<IScheduler> OpenAsync(CancellationToken ct)
    {
        try
        {
            return await factory.GetScheduler(ct);
        }
        catch (SchedulerException fault)
        {
            throw new StartupException(
                $"The scheduler cannot use its tables in the schema {SchedulerSwitch.Schema} ({fault.Message.Split('\n')[0].Trim()}): "
                + "start the program, or run the command migrate, once with ConnectionStrings:Owner; or switch the scheduler off with Scheduling:Enabled=false.");
        }
    }

    private async Task RemoveAsync(IScheduler scheduler, CancellationToken ct)
    {
        var known = await scheduler.QueryJobs(new JobQuery { Group = GroupMatcher<JobKey>.GroupEquals(Group), Take = PagedQuery.All }, ct);
        var gone = known.Items.Select(job => job.Key).Where(key => list.Find(key.Name) is null).ToList();
        if (gone.Count > 0)
            await scheduler.DeleteJobs(gone, ct);
    }

    private static async Task SetAsync(IScheduler scheduler, ScheduledJob job, CancellationToken ct)
    {
        var detail = JobBuilder.Create<QuartzJob>().WithIdentity(KeyOf(job.Id)).StoreDurably(true).DisallowConcurrentExecution(true).RequestRecovery(true).Build();
        await scheduler.AddJob(detail, AddJobOptions.Replacing, ct);
        var wanted = Trigger(job);
        var present = await scheduler.GetTrigger(wanted.Key, ct);
        if (present is ICronTrigger cron && cron.CronExpressionString == job.Cron && cron.TimeZone.Id == BusinessCalendar.Zone.Id)
            return;
        // Another node may be doing the same at this moment: either way the schedule's own trigger stands in the end.
        await scheduler.ScheduleTrigger(wanted, TriggerConflict.Replace, ct);
    }

    // Whatever was missed, once or often, is made up for by one run at once.
    private static ITrigger Trigger(ScheduledJob job) => TriggerBuilder.Create().WithIdentity(job.Id, Group).ForJob(KeyOf(job.Id))
        .WithSchedule(CronScheduleBuilder.Create(job.Cron).InTimeZone(BusinessCalendar.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
        .Build();
}
