using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Directories;
using Portfolio.Funding;
using Portfolio.LandClearance;
using Portfolio.Milestones;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>
/// Takes reference data out that the files no longer name. It runs after the plans are written, so that what still refers to
/// them is what really is in the way.
/// </summary>
internal static class ReferenceRemover
{
    private const string PutBack = "put the row back, or first remove what refers to it";

    public static async Task RemoveAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        await RemoveBodiesAsync(session, book, ct);
        await RemoveCommunesAsync(session, book, ct);
        await RemoveProvincesAsync(session, book, ct);
        await RemoveSourcesAsync(session, book, ct);
        await RemoveMilestoneKindsAsync(session, book, ct);
    }

    private static async Task RemoveBodiesAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var vanished = await DirectoryRemoval.VanishedBodiesAsync(connection, transaction, [.. book.Bodies.Values.Select(b => b.Code)], ct);
        if (vanished.Count == 0)
            return;
        var ids = vanished.Select(v => v.Id).ToArray();
        Refuse(session, ReferenceTables.Bodies.Name, "body", vanished, "plan", await PlanRemoval.BodyUsesAsync(connection, transaction, ids, ct));
        Refuse(session, ReferenceTables.Bodies.Name, "body", vanished, "project", await ProjectRemoval.BodyUsesAsync(connection, transaction, ids, ct));
        Refuse(session, ReferenceTables.Bodies.Name, "body", vanished, "account", await AccountUses.OfBodiesAsync(connection, transaction, ids, ct));
        Refuse(session, ReferenceTables.Bodies.Name, "body", vanished, "obstacle", await LandUses.OfBodiesAsync(connection, transaction, ids, ct));
        Refuse(session, ReferenceTables.Bodies.Name, "body", vanished, "body", await DirectoryRemoval.BodiesUnderAsync(connection, transaction, ids, ct));
        session.Faults.Demand();
        session.Tally.AddDeleted(
            "directory.body", await DirectoryRemoval.RemoveBodiesAsync(connection, transaction, [.. vanished.Select(v => v.Code)], ct));
    }

    private static async Task RemoveCommunesAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var vanished = await DirectoryRemoval.VanishedCommunesAsync(
            connection, transaction, [.. book.Communes.Values.Select(c => c.Code)], ct);
        if (vanished.Count == 0)
            return;
        var ids = vanished.Select(v => v.Id).ToArray();
        Refuse(session, ReferenceTables.Communes.Name, "commune", vanished, "project", await ProjectRemoval.CommuneUsesAsync(connection, transaction, ids, ct));
        Refuse(session, ReferenceTables.Communes.Name, "commune", vanished, "land package", await LandUses.OfCommunesAsync(connection, transaction, ids, ct));
        Refuse(session, ReferenceTables.Communes.Name, "commune", vanished, "body", await DirectoryRemoval.EnteredInCommunesAsync(connection, transaction, ids, ct));
        session.Faults.Demand();
        session.Tally.AddDeleted(
            "directory.commune", await DirectoryRemoval.RemoveCommunesAsync(connection, transaction, [.. vanished.Select(v => v.Code)], ct));
    }

    private static async Task RemoveProvincesAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var vanished = await DirectoryRemoval.VanishedProvincesAsync(
            connection, transaction, [.. book.Provinces.Values.Select(p => p.Code)], ct);
        if (vanished.Count == 0)
            return;
        RefuseProvinces(session, await PlanRemoval.ProvinceUsesAsync(connection, transaction, vanished, ct), "plans");
        RefuseProvinces(session, await AccountUses.OfProvincesAsync(connection, transaction, vanished, ct), "accounts");
        RefuseProvinces(session, await DirectoryRemoval.EnteredInProvincesAsync(connection, transaction, vanished, ct), "bodies that administrators entered");
        session.Faults.Demand();
        session.Tally.AddDeleted("directory.province", await DirectoryRemoval.RemoveProvincesAsync(connection, transaction, vanished, ct));
    }

    private static async Task RemoveSourcesAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        string[] kept = [.. book.Sources.Values.Select(s => s.Code)];
        if ((await FundingImport.VanishedSourcesAsync(connection, transaction, kept, ct)).Count == 0)
            return;
        // As when a source changes its class: an officer may be starting to use it.
        await FundingImport.LockEnvelopesAsync(connection, transaction, ct);
        var vanished = await FundingImport.VanishedSourcesAsync(connection, transaction, kept, ct);
        foreach (var used in vanished.Where(v => v.Lines > 0))
            session.Faults.Add(
                $"{SeedFolder.Reference}/{ReferenceTables.Sources.Name}", null, null,
                FormattableString.Invariant($"source {SeedFaults.Quote(used.Code)} was taken out, but {used.Lines} lines of needs name it"),
                "put the row back");
        session.Faults.Demand();
        session.Tally.AddDeleted(
            "funding.source", await FundingImport.RemoveSourcesAsync(connection, transaction, [.. vanished.Select(v => v.Code)], ct));
    }

    private static async Task RemoveMilestoneKindsAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var vanished = await MilestoneImport.VanishedKindsAsync(
            connection, transaction, [.. book.MilestoneKinds.Values.Select(k => k.Code)], ct);
        if (vanished.Count == 0)
            return;
        foreach (var used in vanished.Where(v => v.Milestones > 0))
            session.Faults.Add(
                $"{SeedFolder.Reference}/{ReferenceTables.MilestoneKinds.Name}", null, null,
                FormattableString.Invariant($"kind {SeedFaults.Quote(used.Code)} was taken out, but {used.Milestones} milestones are of it"),
                PutBack);
        session.Faults.Demand();
        session.Tally.AddDeleted(
            "milestones.kind", await MilestoneImport.RemoveKindsAsync(connection, transaction, [.. vanished.Select(v => v.Code)], ct));
    }

    private static void RefuseProvinces(SeedSession session, IReadOnlyList<string> used, string what)
    {
        foreach (var code in used)
            session.Faults.Add(
                $"{SeedFolder.Reference}/{ReferenceTables.Provinces.Name}", null, null,
                $"province {SeedFaults.Quote(code)} was taken out, but has {what} in the database", PutBack);
    }

    private static void Refuse(
        SeedSession session, string file, string what, IReadOnlyList<CodeId> vanished, string user, IReadOnlyList<CodeId> uses)
    {
        var codeOf = vanished.ToDictionary(v => v.Id, v => v.Code);
        foreach (var use in uses)
            session.Faults.Add(
                SeedFolder.Reference, null, null,
                $"{what} {SeedFaults.Quote(codeOf[use.Id])} was taken out of {file}, but {user} {SeedFaults.Quote(use.Code)} in the database refers to it",
                PutBack);
    }
}
