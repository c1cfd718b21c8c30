using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Notifications.Mail;

namespace Portfolio.Web.Scheduling;

/// <summary>The only list of what runs by itself, and when. Times are Vietnamese.</summary>
internal static class Schedule
{
    public static IReadOnlyList<ScheduledJob> Jobs { get; } =
    [
        new(NightRound.Id, "0 10 0 * * ?", "job.night_round", NightRound.RunAsync),
        new("audit-check", "0 30 1 * * ?", "job.audit_check", (services, run, ct) => services.GetRequiredService<AuditCheckJob>().RunAsync(run, ct)),
        new("housekeeping", "0 0 2 * * ?", "job.housekeeping", (services, run, ct) => services.GetRequiredService<HousekeepingJob>().RunAsync(run, ct)),
        new("digests", "0 50 6 * * ?", "job.digests", NightRound.DigestAsync),
        new("mail-dispatch", "0 * * * * ?", "job.mail_dispatch", (services, run, ct) => services.GetRequiredService<MailDispatchJob>().RunAsync(run, ct)),
    ];
}

/// <summary>A job and when it runs.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Cron">When: second, minute, hour, day of the month, month, day of the week; in Vietnamese time.</param>
/// <param name="Description">Key of the text that says what it does.</param>
/// <param name="RunAsync">Runs it.</param>
internal sealed record ScheduledJob(string Id, string Cron, string Description, Func<IServiceProvider, JobRun, CancellationToken, Task> RunAsync);

/// <summary>The list that this program runs: <see cref="Schedule.Jobs"/>, unless a test brings its own.</summary>
internal sealed class JobList(IReadOnlyList<ScheduledJob> jobs)
{
    public IReadOnlyList<ScheduledJob> Jobs { get; } = jobs;

    public ScheduledJob? Find(string id) => Jobs.FirstOrDefault(job => job.Id == id);
}
