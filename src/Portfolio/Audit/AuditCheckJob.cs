using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Audit;

/// <summary>Proves all chains, every night once, on whichever node comes first.</summary>
public sealed class AuditCheckJob(AuditChecks checks)
{
    /// <summary>Runs the check, unless another node has or does.</summary>
    public Task RunAsync(JobRun run, CancellationToken ct) =>
        checks.RunOnceAsync(Actor.System with { CorrelationId = run.CorrelationId }, run.DueAt, ct);
}
