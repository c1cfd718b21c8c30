using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Notifications.Mail;

namespace Portfolio.Web.Commands;

/// <summary>Sends what waits in the outbox.</summary>
internal sealed class SendMailCommand() : DatabaseCommand(
    "send-mail",
    "Sends what is due in the outbox of mails, as it happens every minute by itself; beside the running program as well. Prints how many mails were sent.")
{
    public override async Task<int> RunAsync(CommandRun run, CancellationToken ct)
    {
        var round = await run.Services.GetRequiredService<MailDispatcher>().RunAsync(Actor.System, ct);
        run.Output.WriteLine(round.Sent.ToString(CultureInfo.InvariantCulture));
        return ExitCode.Done;
    }
}
