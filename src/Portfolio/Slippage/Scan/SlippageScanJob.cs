using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Slippage.Scan;

/// <summary>Finds work that slips, by itself.</summary>
public sealed class SlippageScanJob(SlippageScan scan)
{
    /// <summary>Runs the scan; another node that does the same waits, and then finds nothing new.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        var counts = await scan.RunAsync(Actor.System with { CorrelationId = run.CorrelationId }, ct);
        run.Count("opened", counts.Opened);
        run.Count("worsened", counts.Worsened);
        run.Count("eased", counts.Eased);
        run.Count("resolved", counts.Resolved);
    }
}
