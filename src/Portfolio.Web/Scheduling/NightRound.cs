using System.Runtime.ExceptionServices;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Ledger;
using Portfolio.Jobs;
using Portfolio.Milestones.Forecasts;
using Portfolio.Notifications.Warnings;
using Portfolio.Slippage.Scan;

namespace Portfolio.Web.Scheduling;

/// <summary>
/// What each night builds on the other: forecasts and the proof of the ledger, the scan that judges them, the mails about what it found. One job, for
/// jobs of their own would run at once after an outage, and out of step whenever one takes long.
/// </summary>
internal static class NightRound
{
    /// <summary>Id of the job.</summary>
    public const string Id = "night-round";

    /// <summary>Runs all of it. What fails holds up nothing after it, and fails the run in the end.</summary>
    public static Task RunAsync(IServiceProvider services, JobRun run, CancellationToken ct) => InTurnAsync(Steps(services), run, ct);

    /// <summary>The digests of the morning, which scan first where the night did not; not while the night's round is paused.</summary>
    public static async Task DigestAsync(IServiceProvider services, JobRun run, CancellationToken ct)
    {
        var paused = await services.GetRequiredService<JobRunner>().IsPausedAsync(Actor.System, Id, ct);
        await services.GetRequiredService<DigestJob>().RunAsync(run, scans: !paused, ct);
    }

    internal static async Task InTurnAsync(IEnumerable<Func<JobRun, CancellationToken, Task>> steps, JobRun run, CancellationToken ct)
    {
        List<Exception> faults = [];
        foreach (var step in steps)
        {
            try
            {
                await step(run, ct);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                faults.Add(fault);
            }
        }
        if (faults.Count == 1)
            ExceptionDispatchInfo.Throw(faults[0]);
        if (faults.Count > 1)
            throw new AggregateException(faults);
    }

    private static IEnumerable<Func<JobRun, CancellationToken, Task>> Steps(IServiceProvider services) =>
    [
        services.GetRequiredService<ForecastJob>().RunAsync,
        services.GetRequiredService<LedgerCheckJob>().RunAsync,
        services.GetRequiredService<SlippageScanJob>().RunAsync,
        services.GetRequiredService<RedMailJob>().RunAsync,
    ];
}
