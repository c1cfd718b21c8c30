using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>Sends what waits in the outbox, every minute. Any number of nodes may run it at once.</summary>
public sealed class MailDispatchJob(MailDispatcher dispatcher)
{
    /// <summary>Sends.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        var round = await dispatcher.RunAsync(Actor.System with { CorrelationId = run.CorrelationId }, ct);
        run.Count("mails", round.Sent);
        // Nought is no news here: most runs have nothing to send at all.
        if (round.Failed > 0)
            run.Count("mails_failed", round.Failed);
    }
}
