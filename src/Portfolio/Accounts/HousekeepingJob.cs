using Portfolio.Accounts.Sessions;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Jobs;

namespace Portfolio.Accounts;

/// <summary>Clears away what has served its time, every night. Running it twice, or on two nodes, changes nothing.</summary>
public sealed class HousekeepingJob(OldSessions sessions, OldWrites writes, OldRuns runs)
{
    /// <summary>Clears away.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        var program = Actor.System with { CorrelationId = run.CorrelationId };
        run.Count("sessions", await sessions.ForgetAsync(program, ct));
        run.Count("writes", await writes.ForgetAsync(program, ct));
        run.Count("runs", await runs.ForgetAsync(program, ct));
    }
}
