using Portfolio.Accounts;
using Portfolio.Jobs;
using Portfolio.Slippage.Scan;

namespace Portfolio.Web.Scheduling;

/// <summary>A database that was never scanned is scanned when the program starts: nobody shall wait a night for the first warnings.</summary>
internal sealed class FirstScan(SlippageScan scan, IJobScheduler scheduler) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (scheduler.Jobs.Contains(NightRound.Id) && !await scan.HasRunAsync(Actor.System, cancellationToken))
            await scheduler.RunNowAsync(NightRound.Id, Actor.System.Name, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
