using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Slippage.Scan;

namespace Portfolio.Notifications.Warnings;

/// <summary>Tells of new red warnings, after the scan has found them.</summary>
public sealed class RedMailJob(WarningMails mails)
{
    /// <summary>Queues the mails; another node that does the same finds nothing new.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct) =>
        run.Count("queued", await mails.QueueRedAsync(Actor.System with { CorrelationId = run.CorrelationId }, ct));
}

/// <summary>Queues the digests of the day.</summary>
public sealed class DigestJob(SlippageScan scan, WarningMails mails)
{
    /// <summary>
    /// Queues them; another node that does the same finds nothing new. After a night without a scan, when everything that was missed begins at
    /// once, the scan comes first: a digest tells of today.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="scans">Whether the scan may run: somebody may have paused it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task RunAsync(JobRun run, bool scans, CancellationToken ct)
    {
        var actor = Actor.System with { CorrelationId = run.CorrelationId };
        if (scans)
            await scan.CatchUpAsync(actor, ct);
        run.Count("queued", await mails.QueueDigestsAsync(actor, ct));
    }
}
