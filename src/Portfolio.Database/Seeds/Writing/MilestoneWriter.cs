using Portfolio.Audit;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Milestones;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>Writes the milestones, and a history entry per project whose dates a correction changes.</summary>
internal static class MilestoneWriter
{
    public static async Task WriteAsync(
        SeedSession session, PlanBook book, IReadOnlyList<ProjectKey> projects, PlanScope scope, CancellationToken ct)
    {
        var (connection, transaction) = session;
        var load = new MilestoneLoad(book.Milestones.Values, projects, scope.PlanIds);
        var changes = await MilestoneImport.ChangesAsync(connection, transaction, load, ct);
        var codeOf = projects.ToDictionary(p => p.Id, p => p.Code);
        var planOf = projects.ToDictionary(p => p.Id, p => scope.PlanCodeOf(p.PlanId));
        foreach (var met in changes.Where(c => c.Vanishes && c.ReportedOn is not null))
            session.Faults.Add(
                $"{SeedFolder.Plans}/{planOf[met.ProjectId]}/{PlanTables.Milestones.Name}", null, null,
                FormattableString.Invariant(
                    $"milestone {SeedFaults.Quote(met.Code)} of project {SeedFaults.Quote(codeOf[met.ProjectId])} was taken out, but it was met on {met.ReportedOn:yyyy-MM-dd}"),
                "put the row back");
        var vanished = scope.VanishedProjects.Select(p => p.Id).ToHashSet();
        foreach (var project in changes.Where(c => c.Vanishes && c.WorkedOn).Select(c => c.ProjectId).Distinct().Where(vanished.Contains))
            session.Faults.Add(
                $"{SeedFolder.Plans}/{planOf[project]}/{ProjectTables.Projects.Name}", null, null,
                $"project {SeedFaults.Quote(codeOf[project])} was taken out, but officers have worked on its milestones",
                "put the rows back; a project that is given up has the stage cancelled");
        session.Faults.Demand();

        var counts = await MilestoneImport.MilestonesAsync(
            connection, transaction, load, [.. changes.Where(c => c.Vanishes && c.WorkedOn)], session.Today, ct);
        session.Tally.Add("milestones.milestone", counts);
        await MilestoneImport.ForecastAsync(connection, transaction, load, counts.Any(), session.Today, ct);
        await session.AuditAsync(
            "seeds.milestone_changed", "project",
            [
                .. changes.Where(c => c.MovesDate).GroupBy(c => c.ProjectId).Select(g => new AuditChange(
                    codeOf[g.Key],
                    scope.ProvinceOf(planOf[g.Key]),
                    g.ToDictionary(c => c.Code, c => Shown(c.WasOn, c.WasPrecision), StringComparer.Ordinal),
                    g.ToDictionary(c => c.Code, c => Shown(c.NowOn, c.NowPrecision), StringComparer.Ordinal))),
            ], ct);
    }

    private static string? Shown(DateOnly? date, string? precision) => (date, precision) switch
    {
        (_, null) => null,
        (null, _) => precision,
        (_, "day") => FormattableString.Invariant($"{date:yyyy-MM-dd}"),
        _ => FormattableString.Invariant($"{date:yyyy-MM-dd} ({precision})"),
    };
}
