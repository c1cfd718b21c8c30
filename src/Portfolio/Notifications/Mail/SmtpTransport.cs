using System.Net;
using System.Net.Mail;

namespace Portfolio.Notifications.Mail;

/// <summary>Sends by a mail server.</summary>
internal sealed class SmtpTransport(MailSettings settings) : IMailTransport
{
    public string Via => "smtp";

    public string Target => $"{settings.Host}:{settings.Port}";

    public IMailConnection Open() => new Connection(settings);

    /// <summary>The client keeps its connection from one mail to the next, and makes another one when it was lost.</summary>
    private sealed class Connection(MailSettings settings) : IMailConnection
    {
        private SmtpClient? client;

        public async Task<MailAnswer> SendAsync(Letter letter)
        {
            client ??= NewClient();
            using var message = LetterMessage.Of(letter, settings);
            SmtpHaste.Use(client);
            var sending = client.SendMailAsync(message);
            try
            {
                // Its own timeout does not hold for what is awaited, nor does cancelling end a wait for the answer.
                await sending.WaitAsync(settings.Timeout);
                return new MailAnswer(MailOutcome.Sent, "250");
            }
            catch (TimeoutException)
            {
                Abandon(sending);
                return new MailAnswer(MailOutcome.Unreachable, $"timeout {settings.Timeout.TotalSeconds:0} s");
            }
            catch (SmtpException fault)
            {
                return SmtpAnswer.Of(fault);
            }
        }

        public ValueTask DisposeAsync()
        {
            client?.Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>Ends the connection, and with it what is still being sent on it: nobody waits for how that ends.</summary>
        private void Abandon(Task sending)
        {
            client!.Dispose();
            client = null;
            _ = sending.ContinueWith(static lost => lost.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }

        private SmtpClient NewClient() => new(settings.Host, settings.Port)
        {
            EnableSsl = settings.StartTls,
            Credentials = settings.UserName is null ? null : new NetworkCredential(settings.UserName, settings.Password),
        };
    }
}
