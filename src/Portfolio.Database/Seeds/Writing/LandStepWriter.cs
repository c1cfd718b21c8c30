using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.LandClearance.Steps;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>Writes the steps of land clearance.</summary>
internal static class LandStepWriter
{
    public static async Task WriteAsync(SeedSession session, ReferenceBook book, CancellationToken ct)
    {
        var (connection, transaction) = session;
        foreach (var used in await LandStepImport.UsedAsync(connection, transaction, book.LandSteps.Values, ct))
            session.Faults.Add(
                SeedFolder.Reference, null, null, $"step {SeedFaults.Quote(used)} was taken out of {LandTables.Steps.Name}, but packages have done it",
                "put the row back");
        session.Faults.Demand();
        session.Tally.Add("land_clearance.step", await LandStepImport.MergeAsync(connection, transaction, book.LandSteps.Values, ct));
    }
}
