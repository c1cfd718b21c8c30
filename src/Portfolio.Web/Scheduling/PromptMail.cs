using System.Diagnostics;
using System.Threading.Channels;
using Portfolio.Accounts;
using Portfolio.Jobs;
using Portfolio.Notifications.Mail;

namespace Portfolio.Web.Scheduling;

/// <summary>
/// Sends mail that must not wait as soon as it is queued: a new red warning, a test, what is sent again. The job of each minute
/// stays what nothing escapes. Both ask the same dispatcher, which lets one run after the other, so that a node never has more
/// than one mail in hand and the rate a minute holds. While the job is paused, this is silent as well.
/// </summary>
internal sealed class PromptMail(MailBell bell, MailDispatcher dispatcher, JobRunner runner, JobList list, ILogger<PromptMail> logger) : BackgroundService
{
    private const string Job = "mail-dispatch";

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // Rings during a run are one further run, however many they are.
    private readonly Channel<bool> rings = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (list.Find(Job) is not null)
            await Task.WhenAll(AgainAsync(ListenAsync, stoppingToken), AgainAsync(SendAsync, stoppingToken));
    }

    private Task ListenAsync(CancellationToken ct) => bell.ListenAsync(Actor.System, () => rings.Writer.TryWrite(true), ct);

    private async Task SendAsync(CancellationToken ct)
    {
        await foreach (var _ in rings.Reader.ReadAllAsync(ct))
        {
            if (!await runner.IsPausedAsync(Actor.System, Job, ct))
                await dispatcher.RunAsync(Actor.System, ct);
        }
    }

    /// <summary>Does it anew whenever the database was lost, more seldom while it stays away, until the program ends.</summary>
    private async Task AgainAsync(Func<CancellationToken, Task> work, CancellationToken stopping)
    {
        var pause = Shortest;
        while (!stopping.IsCancellationRequested)
        {
            var begun = Stopwatch.StartNew();
            try
            {
                await work(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                logger.LogWarning(fault, "Mail that must not wait goes out with the job of each minute for the moment");
                pause = begun.Elapsed > Longest ? Shortest : pause;
                await Task.Delay(pause, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 > Longest ? Longest : pause * 2;
            }
        }
    }
}
