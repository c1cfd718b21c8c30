using Npgsql;
using Portfolio.Common;
using Portfolio.Projects;

namespace Portfolio.Funding.Drafts;

/// <summary>Turns broken rules into refusals that name project, source, year and figures.</summary>
internal static class Refusals
{
    /// <exception cref="RulesException">There is any breach; every one is told.</exception>
    public static async Task DemandNoneAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Breach> breaches, CancellationToken ct)
    {
        if (breaches.Count == 0)
            return;
        long[] ids = [.. breaches.Select(b => b.ProjectId).OfType<long>().Distinct()];
        var projects = (await ProjectLookup.FindManyAsync(connection, transaction, [], ids, ct)).ToDictionary(p => p.Id);
        var sources = await SourceLookup.NamesAsync(connection, transaction, ct);
        throw Of([.. breaches.Select(b => Of(b, b.ProjectId is { } id ? projects[id] : null, sources))]);
    }

    /// <exception cref="RulesException">Any source is out of balance.</exception>
    public static async Task DemandBalancedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SourceImbalance> imbalances, CancellationToken ct)
    {
        if (imbalances.Count == 0)
            return;
        var sources = await SourceLookup.NamesAsync(connection, transaction, ct);
        throw Of(
        [
            .. imbalances.Select(i => new RuleException(
                i.Amount > Vnd.Zero ? "capital.adjustment_gives_more" : "capital.adjustment_takes_more",
                new Dictionary<string, object?>
                {
                    ["source"] = i.SourceCode,
                    ["sourceName"] = sources[i.SourceCode].Name,
                    ["sourceNameEn"] = sources[i.SourceCode].NameEn,
                    ["excess"] = new Vnd(Math.Abs(i.Amount.Dong)),
                })),
        ]);
    }

    private static PortfolioException Of(IReadOnlyList<RuleException> refusals) => refusals.Count == 1 ? refusals[0] : new RulesException(refusals);

    private static RuleException Of(Breach breach, ProjectRow? project, IReadOnlyDictionary<string, SourceName> sources)
    {
        var arguments = new Dictionary<string, object?>();
        if (project is not null)
        {
            arguments["project"] = project.Code;
            arguments["projectName"] = project.Name;
        }
        if (breach.SourceCode is { } source)
        {
            arguments["source"] = source;
            arguments["sourceName"] = sources[source].Name;
            arguments["sourceNameEn"] = sources[source].NameEn;
        }
        if (breach.Year is { } year)
            arguments["year"] = year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (breach is { Bound: { } bound, After: { } after })
        {
            arguments["bound"] = new Vnd(bound);
            arguments["after"] = new Vnd(after);
            arguments["excess"] = new Vnd(Math.Abs(after - bound));
        }
        return new RuleException(breach.Code, arguments);
    }
}
