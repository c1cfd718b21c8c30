using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>Sends what waits in the outbox, every minute. Any number of nodes may run it at once.</summary>
public sealed class MailDispatchJob(MailDispatcher dispatcher)
{
    /// <summary>Sends.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct) =>
        run.Count("mails", await dispatcher.RunAsync(Actor.System with { CorrelationId = run.CorrelationId }, ct));
}
