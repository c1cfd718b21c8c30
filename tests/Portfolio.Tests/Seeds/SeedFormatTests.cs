using System.Text.RegularExpressions;
using Portfolio.Database.Seeds.Tables;

namespace Portfolio.Tests.Seeds;

internal sealed partial class SeedFormatTests
{
    [Test]
    public void The_documented_columns_are_the_ones_that_are_read()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(Loading.RealFolder, "README.md")))
            .ToDictionary(m => m.Groups["file"].Value.Split('/')[^1], m => m.Groups["columns"].Value.Split(','));
        var read = new Dictionary<string, string[]>
        {
            [ReferenceTables.Provinces.Name] = ReferenceTables.Provinces.Columns,
            [ReferenceTables.Sources.Name] = ReferenceTables.Sources.Columns,
            [ReferenceTables.MilestoneKinds.Name] = ReferenceTables.MilestoneKinds.Columns,
            [ReferenceTables.MilestoneSets.Name] = ReferenceTables.MilestoneSets.Columns,
            [ReferenceTables.Law.Name] = ReferenceTables.Law.Columns,
            [ReferenceTables.Holidays.Name] = ReferenceTables.Holidays.Columns,
            [ReferenceTables.WarningRules.Name] = ReferenceTables.WarningRules.Columns,
            [ReferenceTables.Communes.Name] = ReferenceTables.Communes.Columns,
            [ReferenceTables.Bodies.Name] = ReferenceTables.Bodies.Columns,
            [LandTables.Steps.Name] = LandTables.Steps.Columns,
            [PlanTables.Plan.Name] = PlanTables.Plan.Columns,
            [PlanTables.Programmes.Name] = PlanTables.Programmes.Columns,
            [ProjectTables.Projects.Name] = ProjectTables.Projects.Columns,
            [ProjectTables.Bodies.Name] = ProjectTables.Bodies.Columns,
            [PlanTables.Milestones.Name] = PlanTables.Milestones.Columns,
            [ProjectTables.Outputs.Name] = ProjectTables.Outputs.Columns,
            [PlanTables.Indicators.Name] = PlanTables.Indicators.Columns,
            [PlanTables.Obligations.Name] = PlanTables.Obligations.Columns,
            [PlanTables.Duties.Name] = PlanTables.Duties.Columns,
            [PlanTables.Discrepancies.Name] = PlanTables.Discrepancies.Columns,
            [DemoTables.Needs.Name] = DemoTables.Needs.Columns,
            [DemoTables.Stages.Name] = DemoTables.Stages.Columns,
            [DemoTables.Accounts.Name] = DemoTables.Accounts.Columns,
            [DemoTables.Ceilings.Name] = DemoTables.Ceilings.Columns,
            [DemoTables.Decisions.Name] = DemoTables.Decisions.Columns,
            [DemoTables.Allocations.Name] = DemoTables.Allocations.Columns,
            [DemoTables.Payments.Name] = DemoTables.Payments.Columns,
            [DemoScheduleTables.Milestones.Name] = DemoScheduleTables.Milestones.Columns,
            [DemoScheduleTables.Updates.Name] = DemoScheduleTables.Updates.Columns,
            [DemoScheduleTables.Confirming.Name] = DemoScheduleTables.Confirming.Columns,
            [DemoLandTables.Packages.Name] = DemoLandTables.Packages.Columns,
            [DemoLandTables.Counts.Name] = DemoLandTables.Counts.Columns,
            [DemoLandTables.Steps.Name] = DemoLandTables.Steps.Columns,
            [DemoLandTables.Obstacles.Name] = DemoLandTables.Obstacles.Columns,
            [DemoLandTables.Answers.Name] = DemoLandTables.Answers.Columns,
        };
        Assert.That(read, Is.EquivalentTo(documented));
    }

    [GeneratedRegex(@"^\| `(?<file>[\w<>/]+\.csv)`[^|]*\| `(?<columns>[\w,]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();
}
