using Portfolio.Audit;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Directories;
using Portfolio.Funding;
using Portfolio.Milestones;
using Portfolio.Slippage;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>Writes the reference data.</summary>
internal static class ReferenceWriter
{
    public static async Task WriteAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        await DemandSourceClassesAsync(session, book, ct);
        var tally = session.Tally;
        tally.Add("directory.province", await DirectoryImport.ProvincesAsync(connection, transaction, book.Provinces.Values, ct));
        tally.Add("directory.commune", await DirectoryImport.CommunesAsync(connection, transaction, book.Communes.Values, ct));
        await AuditTakenOverAsync(session, book.Bodies.Values, ct);
        tally.Add("directory.body", await DirectoryImport.BodiesAsync(connection, transaction, book.Bodies.Values, ct));
        tally.Add("directory.law_parameter", await DirectoryImport.LawAsync(connection, transaction, book.Law.Values, ct));
        tally.Add("directory.holiday", await HolidayImport.MergeAsync(connection, transaction, book.Holidays.Values, ct));
        tally.Add("slippage.rule_limit", await RuleImport.MergeAsync(connection, transaction, book.WarningRules.Values, ct));
        tally.Add("funding.source", await FundingImport.SourcesAsync(connection, transaction, book.Sources.Values, ct));
        tally.Add("milestones.kind", await MilestoneImport.KindsAsync(connection, transaction, book.MilestoneKinds.Values, ct));
        await LandStepWriter.WriteAsync(session, book, ct);
        tally.Add("milestones.standard", await MilestoneSetImport.MergeAsync(connection, transaction, book.MilestoneSets.Values, ct));
    }

    // Refusing would let an entry of an administrator keep the program from starting with a newer document.
    private static async Task AuditTakenOverAsync(SeedSession session, IReadOnlyList<BodySeed> bodies, CancellationToken ct)
    {
        var entered = await DirectoryImport.EnteredBodiesAsync(session.Connection, session.Transaction, bodies, ct);
        var seeds = bodies.ToDictionary(b => b.Code, StringComparer.Ordinal);
        await session.AuditAsync(
            "directory.body_taken_over", "body",
            [
                .. entered.Select(b => new AuditChange(
                    b.Code, b.ProvinceCode, new { kind = b.Kind, name = b.Name }, new { kind = seeds[b.Code].Kind, name = seeds[b.Code].Name })),
            ], ct);
    }

    // Moving a source to the other class would move money that is posted already.
    private static async Task DemandSourceClassesAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        if ((await FundingImport.ReclassedSourcesAsync(connection, transaction, book.Sources.Values, ct)).Count == 0)
            return;
        // An officer may be starting to use one of them. Officers lock their envelopes before their lines lock the source, so
        // the load must come in the same order; what it counts under the lock is the truth.
        await FundingImport.LockEnvelopesAsync(connection, transaction, ct);
        var reclassed = await FundingImport.ReclassedSourcesAsync(connection, transaction, book.Sources.Values, ct);
        foreach (var source in reclassed.Where(s => s.Lines > 0))
        {
            var line = book.Sources.Lines.First(l => l.Value.Code == source.Code);
            session.Faults.Add(
                line.File, line.Line, "source_class",
                FormattableString.Invariant($"source {SeedFaults.Quote(source.Code)} cannot change its class: {source.Lines} lines of needs name it"),
                "put the old class back, and add a new source for the other class");
        }
        session.Faults.Demand();
    }
}
