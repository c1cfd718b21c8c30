using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Milestones.Forecasts;

/// <summary>Forecasts every project anew each night: what is overdue moves on with the day.</summary>
public sealed class ForecastJob(ForecastService forecasts)
{
    /// <summary>Runs it; safe beside itself on another node.</summary>
    public async Task RunAsync(JobRun run, CancellationToken ct) =>
        run.Count("projects", await forecasts.RefreshAllAsync(Actor.System with { CorrelationId = run.CorrelationId }, ct));
}
