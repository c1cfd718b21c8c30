using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Funding.Ledger;

/// <summary>Proves the whole ledger, every night once, on whichever node comes first.</summary>
public sealed class LedgerCheckJob(LedgerChecks checks)
{
    /// <summary>Runs the proof, unless another node has or does.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        if (await checks.RunOnceAsync(Actor.System with { CorrelationId = run.CorrelationId }, run.DueAt, ct) is not { } proof)
            return;
        run.Count("lines", proof.Lines);
        run.Count("differences", proof.Faults.Count);
    }
}
