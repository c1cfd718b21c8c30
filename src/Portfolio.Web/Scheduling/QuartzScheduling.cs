using Portfolio.Common;
using Portfolio.Web.Security;
using Quartz;

namespace Portfolio.Web.Scheduling;

/// <summary>Runs the schedule with Quartz; no other file knows it.</summary>
internal static class QuartzScheduling
{
    /// <summary>Setting that switches the scheduler off.</summary>
    public const string Enabled = "Scheduling:Enabled";

    public static void Add(WebApplicationBuilder builder)
    {
        if (!builder.Configuration.Switch(Enabled, otherwise: true))
            return;
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore(_ => { });
            foreach (var job in Schedule.Jobs)
            {
                quartz.AddJob<Runner>(j => j.WithIdentity(job.Id).DisallowConcurrentExecution(true));
                quartz.AddTrigger<Runner>(t => t.WithIdentity(job.Id).ForJob(job.Id).WithSchedule(When(job)));
            }
        });
        // The database goes down after the host: a job that still runs is cancelled, and waited for.
        builder.Services.AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
    }

    private static CronScheduleBuilder When(ScheduledJob job) => CronScheduleBuilder.Create(job.Cron).InTimeZone(BusinessCalendar.Zone);

    private sealed class Runner(IServiceProvider services, IHostApplicationLifetime host) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
            var job = Schedule.Jobs.Single(j => j.Id == context.JobDetail.Key.Name);
            var run = new JobRun(job.Id, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, context.FireInstanceId);
            try
            {
                await job.RunAsync(services, run, stopping.Token);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The program stops; the next night runs it again.
            }
        }
    }
}
