using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Slippage.Scan;

/// <summary>Finds work that slips, by itself.</summary>
public sealed class SlippageScanJob(SlippageScan scan)
{
    /// <summary>Runs the scan; another node that does the same waits, and then finds nothing new.</summary>
    public Task RunAsync(JobRun run, CancellationToken ct) => scan.RunAsync(Actor.System with { CorrelationId = run.CorrelationId }, ct);
}
