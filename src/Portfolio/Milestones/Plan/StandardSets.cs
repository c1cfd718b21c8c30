using Dapper;
using Npgsql;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.Milestones.Plan;

/// <summary>Reads standard sets, and chains what was made from them.</summary>
internal static class StandardSets
{
    private const string SetSql = """
        -- Milestones.StandardSet
        select s.kind_code, k.name, k.name_en, s.weight, s.after_kind, s.lag_days
        from milestones.standard s
        join milestones.kind k on k.code = s.kind_code
        where s.project_kind = @Kind
        order by k.position
        """;

    private const string KindsSql = """
        -- Milestones.Kinds
        select k.code from milestones.kind k
        """;

    public static async Task<IReadOnlyList<StandardMilestone>> OfAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string projectKind, CancellationToken ct) =>
        [.. await connection.QueryAsync<StandardMilestone>(new CommandDefinition(SetSql, new { Kind = projectKind }, transaction, cancellationToken: ct))];

    public static async Task<IReadOnlySet<string>> KindsAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken ct) =>
        (await connection.QueryAsync<string>(new CommandDefinition(KindsSql, null, transaction, cancellationToken: ct))).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// Links along the set in which a new milestone has a part. Where the project leaves a kind out, the one before it counts, and the
    /// lags add up; a link that would go round in a circle with what officers have linked is left out.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="present">Milestones of the project that are not dropped, the new ones among them.</param>
    /// <param name="added">Keys of the new ones.</param>
    /// <param name="existing">Links there are.</param>
    public static IReadOnlyList<Dependency> Links(
        IReadOnlyList<StandardMilestone> set, IReadOnlyList<MilestoneRow> present, IReadOnlySet<long> added, IReadOnlyList<Dependency> existing)
    {
        var steps = set.ToDictionary(s => s.KindCode);
        var ofKind = present.ToLookup(m => m.KindCode);
        List<Dependency> links = [];
        foreach (var step in set)
        {
            var (before, lag) = (step.AfterKind, step.LagDays);
            while (before is not null && !ofKind[before].Any())
            {
                var skipped = steps[before];
                (before, lag) = (skipped.AfterKind, lag + skipped.LagDays);
            }
            if (before is null)
                continue;
            foreach (var link in from m in ofKind[step.KindCode] from p in ofKind[before] select new Dependency(m.Id, p.Id, lag))
                if ((added.Contains(link.MilestoneId) || added.Contains(link.PredecessorId))
                    && Circles.Closed(existing.Concat(links), link) is null)
                    links.Add(link);
        }
        return links;
    }
}

/// <summary>A milestone of a standard set.</summary>
/// <param name="KindCode">Kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Weight">Part of the physical progress.</param>
/// <param name="AfterKind">Kind before it; null = the first.</param>
/// <param name="LagDays">Days in between at least.</param>
public sealed record StandardMilestone(string KindCode, string Name, string NameEn, int Weight, string? AfterKind, int LagDays);
