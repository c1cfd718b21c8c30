using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portfolio.Common;

namespace Portfolio.Web.Hosting;

/// <summary>Ready when the database answers.</summary>
internal sealed class DatabaseHealth(PortfolioDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await database.IsReadyAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
}
