using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Audit;

/// <summary>Proves all chains, every night once, on whichever node comes first.</summary>
public sealed class AuditCheckJob(AuditChecks checks)
{
    /// <summary>Runs the check, unless another node has or does.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await checks.RunOnceAsync(Actor.System with { CorrelationId = run.CorrelationId }, run.DueAt, ct) is not { } check)
            return;
        run.Count("events", check.Run.Events);
        run.Count("broken", check.Run.Findings.Count);
    }
}
