using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Funding.Ledger;
using Portfolio.Milestones.Forecasts;
using Portfolio.Notifications.Mail;
using Portfolio.Notifications.Warnings;
using Portfolio.Slippage.Scan;

namespace Portfolio.Web.Scheduling;

/// <summary>The only list of what runs by itself, and when. Times are Vietnamese.</summary>
internal static class Schedule
{
    public static IReadOnlyList<ScheduledJob> Jobs { get; } =
    [
        new("housekeeping", "0 0 2 * * ?", "job.housekeeping", (services, run, ct) => services.GetRequiredService<HousekeepingJob>().RunAsync(run, ct)),
        new("forecast", "0 10 0 * * ?", "job.forecast", (services, run, ct) => services.GetRequiredService<ForecastJob>().RunAsync(run, ct)),
        new("slippage-scan", "0 20 0 * * ?", "job.slippage_scan", (services, run, ct) => services.GetRequiredService<SlippageScanJob>().RunAsync(run, ct)),
        new("ledger-check", "0 0 1 * * ?", "job.ledger_check", (services, run, ct) => services.GetRequiredService<LedgerCheckJob>().RunAsync(run, ct)),
        new("red-mails", "0 40 0 * * ?", "job.red_mails", (services, run, ct) => services.GetRequiredService<RedMailJob>().RunAsync(run, ct)),
        new("digests", "0 50 6 * * ?", "job.digests", (services, run, ct) => services.GetRequiredService<DigestJob>().RunAsync(run, ct)),
        new("mail-dispatch", "0 * * * * ?", "job.mail_dispatch", (services, run, ct) => services.GetRequiredService<MailDispatchJob>().RunAsync(run, ct)),
        new("audit-check", "0 30 1 * * ?", "job.audit_check", (services, run, ct) => services.GetRequiredService<AuditCheckJob>().RunAsync(run, ct)),
    ];
}

/// <summary>A job and when it runs.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Cron">When: second, minute, hour, day of the month, month, day of the week; in Vietnamese time.</param>
/// <param name="Description">Key of the text that says what it does.</param>
/// <param name="RunAsync">Runs it.</param>
internal sealed record ScheduledJob(string Id, string Cron, string Description, Func<IServiceProvider, JobRun, CancellationToken, Task> RunAsync);
