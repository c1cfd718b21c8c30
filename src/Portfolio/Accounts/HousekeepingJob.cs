using Portfolio.Accounts.Sessions;
using Portfolio.Common;
using Portfolio.Exchange;

namespace Portfolio.Accounts;

/// <summary>Clears away what has served its time, every night. Running it twice, or on two nodes, changes nothing.</summary>
public sealed class HousekeepingJob(OldSessions sessions, OldWrites writes)
{
    /// <summary>Clears away.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        var program = Actor.System with { CorrelationId = run.CorrelationId };
        await sessions.ForgetAsync(program, ct);
        await writes.ForgetAsync(program, ct);
    }
}
