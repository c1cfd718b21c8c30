using Npgsql;
using Portfolio.Funding.Drafts;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Payments;

/// <summary>What must not move while a payment is judged.</summary>
internal static class PaymentLocks
{
    // The plan first, as whoever approves does: no year is closed meanwhile, and none while its payments wait.
    public static async Task TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<ProjectRow> projects, CancellationToken ct)
    {
        await PlanLookup.HoldAsync(connection, transaction, projects.Select(p => p.PlanId), ct);
        await DraftService.LockProjectsAsync(connection, transaction, [.. projects.Select(p => p.Id).Distinct().Order()], ct);
    }
}
