using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Funding;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>
/// Writes the illustrative capital once, into plans that hold no decision; takes it back when the demonstration ends. What officers
/// have built on it stays, and it with it.
/// </summary>
internal static class DemoCapitalWriter
{
    private const string Reason = "seeds/demo";

    public static async Task LoadAsync(SeedSession session, DemoBook demo, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var plans = (await PlanImport.PlanKeysAsync(connection, transaction, ct)).ToDictionary(p => p.Code, StringComparer.Ordinal);
        var wanted = demo.Decisions.Values.Select(d => plans[d.Plan].Id).Distinct().ToArray();
        var free = (await CapitalImport.FreePlansAsync(connection, transaction, wanted, ct)).ToHashSet();
        if (free.Count == 0)
            return;
        var projects = (await ProjectImport.KeysAsync(connection, transaction, ct)).Where(p => free.Contains(p.PlanId))
            .ToDictionary(p => p.Code, p => p.Id, StringComparer.Ordinal);
        var written = await CapitalImport.LoadAsync(connection, transaction, Resolve(demo, plans, projects, free), Reason, Actor.System.Name, ct);
        await NoteAsync(session, written, [.. plans.Values.Where(p => free.Contains(p.Id))], ct);
    }

    public static async Task WithdrawAsync(SeedSession session, CancellationToken ct)
    {
        var withdrawn = await CapitalImport.WithdrawAsync(session.Connection, session.Transaction, Reason, Actor.System.Name, ct);
        session.Tally.Add("funding.decision", [.. withdrawn.Select(plan => new ImportCount(plan, 0, 1, 0))]);
    }

    private static IllustrativeCapital Resolve(
        DemoBook demo, Dictionary<string, PlanKey> plans, Dictionary<string, long> projects, HashSet<long> free)
    {
        var lines = demo.Allocations.Values.Where(a => projects.ContainsKey(a.Project)).ToLookup(a => a.Decision, StringComparer.Ordinal);
        return new IllustrativeCapital(
            [
                .. demo.Ceilings.Values.Where(c => free.Contains(plans[c.Plan].Id))
                    .Select(c => new IllustrativeCeiling(plans[c.Plan].Id, c.Source, c.Year, c.Amount)),
            ],
            [
                .. demo.Decisions.Values.Where(d => free.Contains(plans[d.Plan].Id)).Select(d => new IllustrativeDecision(
                    plans[d.Plan].Id, d.Kind, d.Name, d.Number, d.DecidedOn, d.Signer, d.Reason,
                    [.. lines[d.Code].Select(l => new IllustrativeLine(projects[l.Project], l.Source, l.Year, l.Amount, l.Reason))])),
            ],
            [
                .. demo.Payments.Values.Where(p => projects.ContainsKey(p.Project)).Select(p => new IllustrativePayment(
                    projects[p.Project], p.Source, p.Year, p.PaidOn!.Value, p.Amount, p.DocumentNumber, p.Status, p.ReturnReason)),
            ]);
    }

    private static async Task NoteAsync(SeedSession session, int written, IReadOnlyList<PlanKey> plans, CancellationToken ct)
    {
        session.Tally.Add("funding.decision", [.. plans.Select(p => new ImportCount(p.Id, written, 0, 0))]);
        await session.AuditAsync(
            written == 0 ? "seeds.capital_left_out" : "seeds.capital_loaded", "plan", [.. plans.Select(p => new AuditChange(p.Code, p.Province, null, new Dictionary<string, int> { ["lines"] = written }))], ct);
    }
}
