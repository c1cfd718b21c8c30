using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Directories;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>Writes a whole book in the order in which the rows need each other.</summary>
internal static class SeedWriter
{
    /// <summary>Under which name the history keeps the changes of a table of reference data: that of its file.</summary>
    private static readonly Dictionary<string, string> ReferenceOf = new(StringComparer.Ordinal)
    {
        ["directory.province"] = "provinces",
        ["directory.commune"] = "communes",
        ["directory.body"] = "bodies",
        ["directory.law_parameter"] = "law",
        ["funding.source"] = "funding_sources",
        ["milestones.kind"] = "milestone_kinds",
        ["land_clearance.step"] = "land_steps",
        ["milestones.standard"] = "milestone_sets",
        ["directory.holiday"] = "holidays",
        ["slippage.rule_limit"] = "warning_rules",
        ["accounts.account"] = "demo_accounts",
    };

    /// <param name="session">The load.</param>
    /// <param name="book">What the files say.</param>
    /// <param name="demoOff">Whether illustrative figures are to be taken back.</param>
    /// <param name="loaded">Paths of the files that were loaded last.</param>
    /// <param name="ct">Cancels the load.</param>
    public static async Task<SeedReport> WriteAsync(
        SeedSession session, SeedBook book, bool demoOff, IReadOnlyCollection<string> loaded, CancellationToken ct)
    {
        await ReferenceWriter.WriteAsync(session, book.Reference, ct);
        var needs = demoOff ? [] : book.Demo?.Needs.Values;
        if (book.Plans is not null)
            await PlanWriter.WriteAsync(session, book.Plans, needs, demoOff, loaded, ct);
        else if (demoOff)
            await TakeDemoBackAsync(session, ct);

        if (book is { Demo: { } demo } && !demoOff)
        {
            await DemoCapitalWriter.LoadAsync(session, demo, ct);
            await DemoScheduleWriter.LoadAsync(session, demo, ct);
        }

        var stages = demoOff ? [] : book.Demo?.Stages.Values;
        if (stages is not null)
            session.Tally.Add(
                "projects.project", await ProjectImport.StagesAsync(session.Connection, session.Transaction, stages, ct));
        if ((demoOff ? [] : book.Demo?.Accounts.Values) is { } accounts)
            await WriteAccountsAsync(session, accounts, ct);
        await ReferenceRemover.RemoveAsync(session, book.Reference, ct);
        await AuditReferenceAsync(session, ct);
        await AuditPlansAsync(session, ct);
        return session.Tally.Report();
    }

    private static async Task TakeDemoBackAsync(SeedSession session, CancellationToken ct)
    {
        var projects = await ProjectImport.KeysAsync(session.Connection, session.Transaction, ct);
        var demo = new DemoWriter(session, []);
        await demo.GiveWayAsync(new Dictionary<string, ProgrammeKey>(), projects, ct);
        await demo.FillAsync(projects, ct);
        await DemoScheduleWriter.WithdrawAsync(session, null, ct);
    }

    private static async Task WriteAccountsAsync(SeedSession session, IReadOnlyList<DemoAccountSeed> accounts, CancellationToken ct)
    {
        var bodies = await DirectoryImport.BodyIdsAsync(session.Connection, session.Transaction, ct);
        session.Tally.Add(
            "accounts.account", await DemoAccountImport.MergeAsync(session.Connection, session.Transaction, accounts, bodies, ct));
    }

    private static Task AuditReferenceAsync(SeedSession session, CancellationToken ct) =>
        session.AuditAsync(
            "seeds.reference_changed", "reference",
            [.. session.Tally.ByReferenceTable().Select(t => new AuditChange(ReferenceOf[t.Key], null, null, t.Value))], ct);

    private static async Task AuditPlansAsync(SeedSession session, CancellationToken ct)
    {
        var counts = session.Tally.ByPlan();
        if (counts.Count == 0)
            return;
        var plans = await PlanImport.PlanKeysAsync(session.Connection, session.Transaction, ct);
        await session.AuditAsync(
            "seeds.loaded", "plan",
            [.. plans.Where(p => counts.ContainsKey(p.Id)).Select(p => new AuditChange(p.Code, p.Province, null, counts[p.Id]))], ct);
    }
}
