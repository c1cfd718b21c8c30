using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Database.Seeds.Reading;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>What the steps of one load share. Everything happens in one transaction; a fault ends it with nothing written.</summary>
internal sealed record SeedSession(NpgsqlConnection Connection, NpgsqlTransaction Transaction)
{
    /// <summary>Business day of the load.</summary>
    public required DateOnly Today { get; init; }

    public SeedTally Tally { get; } = new();

    public SeedFaults Faults { get; } = new();

    public Task AuditAsync(string kind, string subjectType, IReadOnlyList<AuditChange> changes, CancellationToken ct) =>
        AuditLog.WriteAsync(Connection, Transaction, Actor.System, kind, subjectType, changes, reason: null, ct);
}
