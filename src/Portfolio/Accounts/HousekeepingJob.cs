using Portfolio.Accounts.Sessions;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Jobs;
using Portfolio.Notifications.Mail;

namespace Portfolio.Accounts;

/// <summary>Clears away what has served its time, every night. Running it twice, or on two nodes, changes nothing.</summary>
public sealed class HousekeepingJob(OldSessions sessions, OldWrites writes, OldRuns runs, OldMails mails)
{
    /// <summary>Clears away.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        var program = Actor.System with { CorrelationId = run.CorrelationId };
        run.Count("sessions", await sessions.ForgetAsync(program, ct));
        run.Count("writes", await writes.ForgetAsync(program, ct));
        run.Count("runs", await runs.ForgetAsync(program, ct));
        run.Count("old_mails", await mails.ForgetAsync(program, ct));
    }
}
