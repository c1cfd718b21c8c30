using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Notifications.Mail;

/// <summary>
/// Sends what waits in the outbox. A mail is taken in hand by a lease in a short transaction, sent outside of any, and marked at
/// once: whoever is killed in between loses nothing, for the lease runs out and another run sends the mail with the same Message-ID.
/// </summary>
public sealed class MailDispatcher(
    PortfolioDatabase database, IMailTransport transport, IMailWriter writer, MailSettings settings, TimeProvider clock, ILogger<MailDispatcher> logger) : IDisposable
{
    /// <summary>A run ends after that, so that the next one begins with a fresh connection.</summary>
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(50);

    // So many in a row, and the server is down: the others wait without having been tried in vain.
    private const int MostUnreachable = 3;

    // A program has one mail in hand, whoever asks: so at most one is sent twice when it is killed.
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Sends until nothing is due, the rate of this minute is reached, or the server cannot be reached. Who asks during a run waits for its end.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.DispatchMail"/>.</param>
    /// <param name="ct">Stops after the mail in hand.</param>
    /// <returns>How many were sent, and how many were not.</returns>
    public async Task<MailRound> RunAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.DispatchMail);
        await turn.WaitAsync(ct);
        try
        {
            return await SendAllAsync(ct);
        }
        finally
        {
            turn.Release();
        }
    }

    void IDisposable.Dispose() => turn.Dispose();

    private async Task<MailRound> SendAllAsync(CancellationToken ct)
    {
        await using var way = transport.Open();
        var running = Stopwatch.StartNew();
        var round = new Round();
        while (running.Elapsed < Stretch && !round.Ends && await SendBatchAsync(way, round, ct))
            ct.ThrowIfCancellationRequested();
        return new MailRound(round.Sent, round.Tried - round.Sent);
    }

    /// <returns>Whether there was anything to send.</returns>
    private async Task<bool> SendBatchAsync(IMailConnection way, Round round, CancellationToken ct)
    {
        var held = Stopwatch.StartNew();
        var lease = Guid.NewGuid();
        var due = await database.TransactAsync((connection, transaction) => MailClaims.TakeAsync(
            connection, transaction, lease, settings, clock.GetUtcNow(), ct), ct);
        foreach (var mail in due)
        {
            // Once the lease could run out before the answer comes, another run may have the mail in hand.
            if (ct.IsCancellationRequested || round.Ends || held.Elapsed + settings.Timeout >= settings.Lease)
                break;
            await MarkAsync(mail, lease, await TryAsync(way, mail, round, ct));
        }
        // What was not tried is free for others at once. Not cancelled: it is quick, and a stop shall delay no mail by a lease.
        await MailClaims.ReleaseAsync(database, lease, CancellationToken.None);
        return due.Count > 0;
    }

    private async Task<MailAnswer> TryAsync(IMailConnection way, OutgoingMail mail, Round round, CancellationToken ct)
    {
        var answer = await SendAsync(way, mail, ct);
        round.Note(answer.Outcome);
        return answer.Outcome is MailOutcome.Later or MailOutcome.Unreachable && mail.Attempts + 1 >= MailBackoff.MostAttempts
            ? answer with { Outcome = MailOutcome.GivenUp }
            : answer;
    }

    private async Task<MailAnswer> SendAsync(IMailConnection way, OutgoingMail mail, CancellationToken ct)
    {
        try
        {
            var holder = mail.AccountId is { } account ? new MailHolder(account, mail.Address) : null;
            var words = await writer.WriteAsync(mail.Kind, mail.Language, mail.RecipientName, mail.Model, holder, ct);
            return await way.SendAsync(new Letter(mail.MessageId, mail.RecipientName, mail.Address, words));
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // A mail that cannot be written must not hold up the others: it is tried again, and given up where everybody sees it.
            logger.LogError(fault, "Mail {Id} of kind {Kind} could not be written or handed over", mail.Id, mail.Kind);
            return new MailAnswer(MailOutcome.Later, fault.GetType().Name + ": " + fault.Message);
        }
    }

    // Not cancelled: what the server has taken must be marked, or it is sent again.
    private Task MarkAsync(OutgoingMail mail, Guid lease, MailAnswer answer) => answer.Outcome is MailOutcome.NoSuchAddress or MailOutcome.MaybeNoSuchAddress
        ? database.TransactAsync(async (connection, transaction) =>
        {
            var now = clock.GetUtcNow();
            await MailMarks.WriteAsync(connection, transaction, mail, lease, answer, transport.Via, now);
            if (answer.Outcome == MailOutcome.NoSuchAddress || await DeadAddresses.WasRefusedBeforeAsync(connection, transaction, mail, now))
                await DeadAddresses.SuppressAsync(connection, transaction, mail, answer.Text, now);
            return true;
        }, CancellationToken.None)
        // One statement is a transaction of its own, and one way to the server and back.
        : database.RetryAsync(async connection =>
        {
            await MailMarks.WriteAsync(connection, null, mail, lease, answer, transport.Via, clock.GetUtcNow());
            return true;
        }, CancellationToken.None);

    private sealed class Round
    {
        private int unreachable;

        public int Sent { get; private set; }

        public int Tried { get; private set; }

        public bool Ends => unreachable >= MostUnreachable;

        public void Note(MailOutcome outcome)
        {
            Tried++;
            Sent += outcome == MailOutcome.Sent ? 1 : 0;
            unreachable = outcome == MailOutcome.Unreachable ? unreachable + 1 : 0;
        }
    }
}

/// <summary>What a run did.</summary>
/// <param name="Sent">Mails handed over.</param>
/// <param name="Failed">Mails that were tried and not taken; those to be tried again among them.</param>
public sealed record MailRound(int Sent, int Failed);
