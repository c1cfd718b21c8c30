using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Funding;
using Portfolio.Funding.Needs;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>
/// Writes the illustrative needs in two steps around the official facts: what is too much gives way first, so that no
/// official correction is stopped by a made-up figure; what is missing fills the room afterwards.
/// </summary>
/// <param name="session">The load.</param>
/// <param name="wanted">The needs as they shall be; empty takes all back, null leaves them as they are.</param>
internal sealed class DemoWriter(SeedSession session, IReadOnlyList<DemoNeed>? wanted)
{
    private const string Reason = "seeds/demo";

    private readonly List<PostedLine> posted = [];
    private IReadOnlyDictionary<string, ProgrammeKey> programmes = new Dictionary<string, ProgrammeKey>();

    public async Task GiveWayAsync(
        IReadOnlyDictionary<string, ProgrammeKey> programmeOf, IReadOnlyList<ProjectKey> projects, CancellationToken ct)
    {
        programmes = programmeOf;
        if (wanted is null)
            return;
        var needs = Resolve(wanted, projects);
        if (await CapitalImport.StandsInTheWayAsync(session.Connection, session.Transaction, needs, ct))
            await DemoCapitalWriter.WithdrawAsync(session, ct);
        posted.AddRange(await NeedImport.GiveWayAsync(
            session.Connection, session.Transaction, needs, all: wanted.Count == 0, Reason, Actor.System.Name, ct));
    }

    public async Task FillAsync(IReadOnlyList<ProjectKey> projects, CancellationToken ct)
    {
        if (wanted is { Count: > 0 })
            posted.AddRange(await NeedImport.FillAsync(
                session.Connection, session.Transaction, Resolve(wanted, projects), Reason, Actor.System.Name, ct));
        if (posted.Count == 0)
            return;
        var planOf = projects.ToDictionary(p => p.Id, p => p.PlanId);
        session.Tally.Add(
            "funding.need_line",
            posted.GroupBy(l => planOf[l.ProjectId]).Select(g => new ImportCount(g.Key, g.Count(), 0, 0)));
        await AuditAsync(projects, ct);
    }

    private List<IllustrativeNeed> Resolve(IReadOnlyList<DemoNeed> needs, IReadOnlyList<ProjectKey> projects)
    {
        var idOf = projects.ToDictionary(p => p.Code, p => p.Id, StringComparer.Ordinal);
        return
        [
            .. needs.Where(n => idOf.ContainsKey(n.Project)).Select(n => new IllustrativeNeed(
                idOf[n.Project], programmes[n.Project].Id, n.Source, n.Amount)),
        ];
    }

    private async Task AuditAsync(IReadOnlyList<ProjectKey> projects, CancellationToken ct)
    {
        var keyOf = projects.ToDictionary(p => p.Id);
        var plans = await PlanImport.PlanKeysAsync(session.Connection, session.Transaction, ct);
        var provinceOf = plans.ToDictionary(p => p.Id, p => p.Province);
        long[] ids = [.. posted.Select(l => l.ProjectId).Distinct().Order()];
        var inForce = (await NeedImport.InForceAsync(session.Connection, session.Transaction, ids, ct)).ToLookup(n => n.ProjectId);
        var lines = posted.ToLookup(l => l.ProjectId);
        await session.AuditAsync(
            "seeds.needs_changed", "project",
            [
                .. ids.Select(id => new AuditChange(
                    keyOf[id].Code, provinceOf[keyOf[id].PlanId], Amounts(inForce[id], lines[id]), Amounts(inForce[id], []))),
            ], ct);
    }

    /// <summary>What is in force without these lines, per source.</summary>
    private static SortedDictionary<string, long> Amounts(IEnumerable<PostedLine> inForce, IEnumerable<PostedLine> without)
    {
        var amounts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var need in inForce)
            amounts[need.Source] = need.Amount.Dong;
        foreach (var line in without)
            amounts[line.Source] = amounts.GetValueOrDefault(line.Source) - line.Amount.Dong;
        foreach (var none in amounts.Where(a => a.Value == 0).Select(a => a.Key).ToList())
            amounts.Remove(none);
        return amounts;
    }
}
