using Npgsql;
using Portfolio.Accounts;
using Portfolio.Directories;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.LandClearance;

/// <summary>Where land belongs: to whoever answers for its project, and to the committee of its commune.</summary>
internal sealed class LandPlaces
{
    private readonly IReadOnlyDictionary<long, ProjectRow> projects;
    private readonly IReadOnlyDictionary<long, PlanRow> plans;
    private readonly ILookup<long, long> bodies;

    private LandPlaces(IReadOnlyDictionary<long, ProjectRow> projects, IReadOnlyDictionary<long, PlanRow> plans, ILookup<long, long> bodies)
    {
        this.projects = projects;
        this.plans = plans;
        this.bodies = bodies;
    }

    /// <summary>Reads what places of these projects and communes are made of.</summary>
    public static async Task<LandPlaces> OfAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<long> projects, IEnumerable<long> communes, CancellationToken ct)
    {
        var rows = (await ProjectLookup.FindManyAsync(connection, transaction, [], [.. projects.Distinct()], ct)).ToDictionary(p => p.Id);
        var plans = await PlanLookup.GetManyAsync(connection, transaction, rows.Values.Select(p => p.PlanId), ct);
        return new LandPlaces(rows, plans, await CommuneLookup.BodiesAsync(connection, transaction, [.. communes.Distinct()], ct));
    }

    /// <summary>A project of these.</summary>
    public ProjectRow Project(long project) => projects[project];

    /// <summary>Province of a project of these.</summary>
    public string Province(long project) => plans[projects[project].PlanId].ProvinceCode;

    /// <summary>Where land of a project in a commune belongs.</summary>
    /// <param name="project">Project.</param>
    /// <param name="commune">Commune; null = the work as such.</param>
    /// <param name="others">Other bodies that answer for it.</param>
    public Place Of(long project, long? commune, params long[] others) =>
        new(Province(project), [.. projects[project].Bodies, .. commune is { } c ? bodies[c] : [], .. others]);
}
