using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.LandClearance.Packages;

/// <summary>Packages that are being written: locked, with what they belong to.</summary>
internal sealed class PackageField
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;
    private readonly IReadOnlyDictionary<long, PackageRow> packages;
    private readonly LandPlaces places;

    private PackageField(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyDictionary<long, PackageRow> packages, LandPlaces places)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.packages = packages;
        this.places = places;
    }

    /// <summary>Locks the forecasts of their projects first, then the packages: everybody in the same order.</summary>
    public static async Task<PackageField> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct)
    {
        var projects = await PackageRecords.ProjectsAsync(connection, transaction, ids, ct);
        await ForecastRecords.LockAsync(connection, transaction, projects, ct);
        var packages = await PackageRecords.LockAsync(connection, transaction, ids, ct);
        return new PackageField(
            connection, transaction, packages, await LandPlaces.OfAsync(connection, transaction, projects, packages.Values.Select(p => p.CommuneId), ct));
    }

    /// <summary>A package of these.</summary>
    /// <exception cref="NotFoundException">There is none.</exception>
    public PackageRow Require(long id) =>
        packages.TryGetValue(id, out var package) ? package : throw new NotFoundException("land_package", id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Stops whoever answers neither for the project of a package nor for its commune.</summary>
    public void Demand(Actor actor, PackageRow package) => actor.Demand(Permission.UpdateLand, places.Of(package.ProjectId, package.CommuneId));

    /// <summary>Province of a package.</summary>
    public string Province(PackageRow package) => places.Province(package.ProjectId);

    /// <summary>Code of the project of a package.</summary>
    public string Code(PackageRow package) => places.Project(package.ProjectId).Code;

    /// <summary>Notes what changed in the history of the projects.</summary>
    public Task AuditAsync(Actor actor, string kind, IEnumerable<(PackageRow Before, PackageRow After)> changes, string? reason, CancellationToken ct) =>
        AuditLog.WriteAsync(
            connection, transaction, actor, kind, "project",
            [.. changes.Select(c => PackageTrail.Change(places.Project(c.After.ProjectId).Code, Province(c.After), c.Before, c.After)).OfType<AuditChange>()],
            reason, ct);
}
