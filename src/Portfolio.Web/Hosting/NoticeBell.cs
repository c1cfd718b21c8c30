using System.Collections.Concurrent;
using Portfolio.Accounts;
using Portfolio.Notifications;

namespace Portfolio.Web.Hosting;

/// <summary>
/// How many notices wait for whoever asks, for the bell on every page. Remembered account by account, so that pages do not pay for
/// it: the first page of a person looks it up, later ones show what is known, and once that is no longer fresh it is looked up aside.
/// </summary>
internal sealed class NoticeBell(NoticeBoard board, TimeProvider clock, IHostApplicationLifetime program, ILogger<NoticeBell> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    // Who comes back after a longer while waits for the look instead of being shown what was.
    private static readonly TimeSpan Shown = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<long, Known> accounts = new();

    /// <summary>How many, up to one more than <see cref="NoticeBoard.MostCounted"/>; none for those who have no notices.</summary>
    public async ValueTask<int> UnreadAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.ReadNotices) || actor.AccountId is not { } account)
            return 0;
        if (!accounts.TryGetValue(account, out var known) || Age(known) > Shown)
            return (accounts[account] = await LookAsync(actor, ct)).Unread;
        // Whoever renews the time of what is known is the one who looks.
        var renewed = known with { At = clock.GetTimestamp() };
        if (Age(known) > Fresh && accounts.TryUpdate(account, renewed, known))
            LookAside(actor, account, renewed);
        return known.Unread;
    }

    /// <summary>Drops what is known of an account: it reads its notices.</summary>
    public void Forget(Actor actor)
    {
        if (actor.AccountId is { } account)
            accounts.TryRemove(account, out _);
    }

    private TimeSpan Age(Known known) => clock.GetElapsedTime(known.At);

    private async Task<Known> LookAsync(Actor actor, CancellationToken ct) => new(await board.UnreadAsync(actor, ct), clock.GetTimestamp());

    // No part of the request, which may be over before.
    private void LookAside(Actor actor, long account, Known known)
    {
        using var apart = ExecutionContext.SuppressFlow();
        _ = Task.Run(async () =>
        {
            try
            {
                // Not where it was forgotten meanwhile: what was read since would wait again.
                accounts.TryUpdate(account, await LookAsync(actor, program.ApplicationStopping), known);
            }
            catch (Exception fault)
            {
                // What was known stays; the next look may reach the database again.
                if (!program.ApplicationStopping.IsCancellationRequested)
                    logger.LogWarning(fault, "Unread notices could not be counted");
            }
        });
    }

    private readonly record struct Known(int Unread, long At);
}
