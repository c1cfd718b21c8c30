using Portfolio.Accounts;
using Portfolio.Funding.Ledger;

namespace Portfolio.Web.Hosting;

/// <summary>
/// Whether the latest proof of the ledger found a difference: every page says so to those who can prove it. Looked up aside from
/// requests, so that no page pays for it; any node may have run the proof.
/// </summary>
internal sealed class LedgerAlarm(LedgerHistory history, ILogger<LedgerAlarm> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private volatile bool rings;

    /// <summary>Whether it does, as of a minute ago at most.</summary>
    public bool Rings => rings;

    /// <summary>Looks now: somebody has just proven it.</summary>
    public async Task LookAsync(CancellationToken ct) => rings = await history.IsBrokenAsync(Actor.System, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // What was known stays; the next look may reach the database again.
                logger.LogWarning(fault, "The latest proof of the ledger could not be looked up");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
