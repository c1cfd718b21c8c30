using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>Reports files that the format does not know: a misspelt name must not go unnoticed.</summary>
internal static class LayoutChecks
{
    private static readonly string[] InReference =
    [
        ReferenceTables.Provinces.Name, ReferenceTables.Sources.Name, ReferenceTables.MilestoneKinds.Name,
        ReferenceTables.MilestoneSets.Name, ReferenceTables.Law.Name, ReferenceTables.Holidays.Name, ReferenceTables.WarningRules.Name,
    ];

    private static readonly string[] InProvince = [ReferenceTables.Communes.Name, ReferenceTables.Bodies.Name, LandTables.Steps.Name];

    private static readonly string[] InPlan =
    [
        PlanTables.Plan.Name, PlanTables.Programmes.Name, ProjectTables.Projects.Name, ProjectTables.Bodies.Name,
        PlanTables.Milestones.Name, ProjectTables.Outputs.Name, PlanTables.Indicators.Name, PlanTables.Obligations.Name,
        PlanTables.Duties.Name, PlanTables.Discrepancies.Name,
    ];

    private static readonly string[] InDemo =
    [
        DemoTables.Needs.Name, DemoTables.Stages.Name, DemoTables.Accounts.Name, DemoTables.Ceilings.Name, DemoTables.Decisions.Name,
        DemoTables.Allocations.Name, DemoTables.Payments.Name,
        DemoScheduleTables.Milestones.Name, DemoScheduleTables.Updates.Name, DemoScheduleTables.Confirming.Name,
        DemoLandTables.Packages.Name, DemoLandTables.Counts.Name, DemoLandTables.Steps.Name, DemoLandTables.Obstacles.Name, DemoLandTables.Answers.Name,
    ];

    public static void Run(SeedFolder folder, SeedFaults faults)
    {
        foreach (var path in folder.Paths)
        {
            var parts = path.Split('/');
            string[] allowed = (parts[0], parts.Length) switch
            {
                (SeedFolder.Reference, 2) => InReference,
                (SeedFolder.Reference, 3) => InProvince,
                (SeedFolder.Plans, 3) => InPlan,
                (SeedFolder.Demo, 2) => InDemo,
                _ => [],
            };
            if (!allowed.Contains(parts[^1], StringComparer.Ordinal))
                faults.Add(path, null, null, "the format knows no such file", "remove it or give it its right name; see seeds/README.md");
        }
    }
}
