using Portfolio.Common;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Directories;
using Portfolio.Funding;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>
/// Writes the plans: first plans and programmes, then, after everything that must not happen was looked for, envelopes,
/// projects and what hangs on them, and last it takes out what the files no longer name.
/// </summary>
internal static class PlanWriter
{
    /// <param name="session">The load.</param>
    /// <param name="book">What the files say.</param>
    /// <param name="wanted">Illustrative needs by project code and source; empty takes all back, null leaves them.</param>
    /// <param name="demoOff">Whether illustrative schedules and land are taken back.</param>
    /// <param name="loaded">Paths of the files that were loaded last: only plans that came from files are taken out again.</param>
    /// <param name="ct">Cancels the load.</param>
    public static async Task WriteAsync(
        SeedSession session, PlanBook book, IReadOnlyList<DemoNeed>? wanted, bool demoOff, IReadOnlyCollection<string> loaded, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var bodies = await DirectoryImport.BodyIdsAsync(connection, transaction, ct);
        var before = await ProjectImport.KeysAsync(connection, transaction, ct);
        var stated = await PlanImport.StatementsAsync(connection, transaction, ct);
        session.Tally.Add("plans.plan", await PlanImport.PlansAsync(connection, transaction, book.Plans.Values, bodies, ct));
        session.Tally.Add("plans.programme", await PlanImport.ProgrammesAsync(connection, transaction, book.Programmes.Values, ct));
        var scope = PlanScope.Of(
            book, loaded, await PlanImport.PlanKeysAsync(connection, transaction, ct),
            await PlanImport.ProgrammeKeysAsync(connection, transaction, ct), before);
        await PlanHistory.WritePlansAsync(session, stated, book, scope, ct);

        await FundingImport.LockEnvelopesAsync(connection, transaction, ct);
        var demo = new DemoWriter(session, wanted);
        await demo.GiveWayAsync(scope.ProgrammeOf, before, ct);
        if (demoOff)
            await DemoScheduleWriter.WithdrawAsync(session, null, ct);
        else
            await DemoScheduleWriter.GiveWayAsync(session, book, before, scope, ct);
        await PlanGuard.DemandAsync(session, book, scope, ct);

        await WriteEnvelopesAsync(session, book, scope, ct);
        session.Tally.Add(
            "projects.project",
            await ProjectImport.ProjectsAsync(connection, transaction, [.. book.Projects.Values.Select(p => p.Project)], scope.Programmes, ct));
        var after = await ProjectImport.KeysAsync(connection, transaction, ct);
        await WriteFactsAsync(session, book, scope, bodies, ct);
        await MilestoneWriter.WriteAsync(session, book, after, scope, ct);
        await demo.FillAsync(after, ct);
        await RemoveAsync(session, scope, ct);
    }

    private static async Task WriteEnvelopesAsync(SeedSession session, PlanBook book, PlanScope scope, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var envelopes = scope.Envelopes(book);
        var changes = await FundingImport.EnvelopeChangesAsync(connection, transaction, envelopes, ct);
        session.Tally.Add("funding.envelope", await FundingImport.EnvelopesAsync(connection, transaction, envelopes, ct));
        await session.AuditAsync(
            "seeds.envelope_changed", "programme",
            [
                .. changes.GroupBy(c => c.ProgrammeId).Select(g => new Audit.AuditChange(
                    scope.AddressOf(g.Key),
                    scope.ProvinceOf(scope.Programmes.First(p => p.Id == g.Key).PlanCode),
                    g.ToDictionary(c => c.SourceClass, c => c.Was?.Dong, StringComparer.Ordinal),
                    g.ToDictionary(c => c.SourceClass, c => c.Now?.Dong, StringComparer.Ordinal))),
            ], ct);
    }

    private static async Task WriteFactsAsync(SeedSession session, PlanBook book, PlanScope scope, CodeIds bodies, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var communes = await DirectoryImport.CommuneIdsAsync(connection, transaction, ct);
        List<ProjectCommuneSeed> places =
            [.. book.Projects.Values.SelectMany(p => p.Communes.Select(c => new ProjectCommuneSeed(p.Project.Code, c)))];
        var tally = session.Tally;
        tally.Add("projects.project_commune", await ProjectFactsImport.CommunesAsync(connection, transaction, places, communes, scope.PlanIds, ct));
        tally.Add("projects.project_body", await ProjectFactsImport.BodiesAsync(connection, transaction, book.ProjectBodies.Values, bodies, scope.PlanIds, ct));
        tally.Add("projects.output", await ProjectFactsImport.OutputsAsync(connection, transaction, book.Outputs.Values, scope.PlanIds, ct));
        tally.Add("plans.indicator", await PlanFactsImport.IndicatorsAsync(connection, transaction, book.Indicators.Values, scope.PlanIds, ct));
        var due = await PlanFactsImport.ObligationDatesAsync(connection, transaction, scope.PlanIds, ct);
        tally.Add("plans.reporting_obligation", await PlanFactsImport.ObligationsAsync(connection, transaction, book.Obligations.Values, bodies, scope.PlanIds, ct));
        await PlanHistory.WriteObligationsAsync(session, due, book, scope, ct);
        tally.Add("plans.duty", await PlanFactsImport.DutiesAsync(connection, transaction, book.Duties.Values, bodies, scope.PlanIds, ct));
        tally.Add("plans.discrepancy", await PlanFactsImport.DiscrepanciesAsync(connection, transaction, book.Discrepancies.Values, scope.PlanIds, ct));
    }

    private static async Task RemoveAsync(SeedSession session, PlanScope scope, CancellationToken ct)
    {
        var (connection, transaction) = session;
        if (scope.VanishedProjects.Count > 0)
            session.Tally.Add("projects.project", await ProjectRemoval.RemoveAsync(connection, transaction, [.. scope.VanishedProjects.Select(p => p.Id)], ct));
        if (scope.VanishedProgrammes.Count > 0)
            session.Tally.Add("plans.programme", await PlanRemoval.RemoveProgrammesAsync(connection, transaction, [.. scope.VanishedProgrammes.Select(p => p.Id)], ct));
        if (scope.VanishedPlans.Count > 0)
            session.Tally.Add("plans.plan", await PlanRemoval.RemovePlansAsync(connection, transaction, [.. scope.VanishedPlans.Select(p => p.Id)], ct));
    }
}
