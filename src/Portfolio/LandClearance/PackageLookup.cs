using Dapper;
using Npgsql;

namespace Portfolio.LandClearance;

/// <summary>What other areas need to know of land packages.</summary>
internal static class PackageLookup
{
    private const string HandOversSql = """
        -- LandClearance.HandOvers
        select p.id, p.handed_over_on, coalesce(p.expected_on, p.planned_on) as expected_on
        from land_clearance.package p
        where p.project_id = any(@Projects)
        """;

    /// <summary>When the packages of these projects were handed over, or are expected to be; by their keys.</summary>
    public static async Task<Dictionary<long, HandOver>> HandOversAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long[] projects, CancellationToken ct) =>
        (await connection.QueryAsync<HandOver>(new CommandDefinition(HandOversSql, new { Projects = projects }, transaction, cancellationToken: ct)))
        .ToDictionary(h => h.Id);
}

/// <summary>Hand-over of a package.</summary>
/// <param name="Id">Package.</param>
/// <param name="HandedOverOn">Day on which all of it was handed over; null = not yet.</param>
/// <param name="ExpectedOn">Day for which it is expected, else planned; null = nobody has said.</param>
internal sealed record HandOver(long Id, DateOnly? HandedOverOn, DateOnly? ExpectedOn);
