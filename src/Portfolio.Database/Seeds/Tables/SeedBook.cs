using Portfolio.Accounts;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Directories;
using Portfolio.Funding;
using Portfolio.LandClearance.Steps;
using Portfolio.Milestones;
using Portfolio.Plans;
using Portfolio.Projects;
using Portfolio.Slippage;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>Everything the seed files say.</summary>
internal sealed record SeedBook(ReferenceBook Reference, PlanBook? Plans, DemoBook? Demo)
{
    public static SeedBook Read(SeedFolder folder, SeedOptions options, SeedFaults faults) => new(
        ReferenceBook.Read(folder, faults),
        options.Plans ? PlanBook.Read(folder, faults) : null,
        options is { Plans: true, Demo: true } ? DemoBook.Read(folder, faults) : null);
}

internal sealed record ReferenceBook(
    SeedRows<ProvinceSeed> Provinces, SeedRows<FundingSourceSeed> Sources, SeedRows<MilestoneKindSeed> MilestoneKinds,
    SeedRows<MilestoneSetSeed> MilestoneSets,
    SeedRows<LawSeed> Law, SeedRows<HolidaySeed> Holidays, SeedRows<RuleLimitSeed> WarningRules, SeedRows<CommuneSeed> Communes, SeedRows<BodySeed> Bodies, SeedRows<LandStepSeed> LandSteps)
{
    public static ReferenceBook Read(SeedFolder folder, SeedFaults faults)
    {
        var provinces = ReferenceTables.Provinces.Read(folder, SeedFolder.Reference, faults);
        // A province needs its files, and files need their province.
        var places = provinces.Values.Select(p => p.Code)
            .Union(folder.FoldersIn(SeedFolder.Reference), StringComparer.Ordinal)
            .Where(code => code.Length > 0)
            .Select(code => $"{SeedFolder.Reference}/{code}")
            .ToList();
        return new ReferenceBook(
            provinces,
            ReferenceTables.Sources.Read(folder, SeedFolder.Reference, faults),
            ReferenceTables.MilestoneKinds.Read(folder, SeedFolder.Reference, faults),
            ReferenceTables.MilestoneSets.Read(folder, SeedFolder.Reference, faults),
            ReferenceTables.Law.Read(folder, SeedFolder.Reference, faults),
            ReferenceTables.Holidays.Read(folder, SeedFolder.Reference, faults),
            ReferenceTables.WarningRules.Read(folder, SeedFolder.Reference, faults),
            SeedRows<CommuneSeed>.Together(places.Select(place => ReferenceTables.Communes.Read(folder, place, faults))),
            SeedRows<BodySeed>.Together(places.Select(place => ReferenceTables.Bodies.Read(folder, place, faults))),
            SeedRows<LandStepSeed>.Together(places.Select(place => LandTables.Steps.Read(folder, place, faults))));
    }
}

internal sealed record PlanBook(
    SeedRows<PlanSeed> Plans, SeedRows<ProgrammeSeed> Programmes, SeedRows<ProjectEntry> Projects,
    SeedRows<ProjectBodySeed> ProjectBodies, SeedRows<MilestoneSeed> Milestones, SeedRows<OutputSeed> Outputs,
    SeedRows<IndicatorSeed> Indicators, SeedRows<ObligationSeed> Obligations, SeedRows<DutySeed> Duties,
    SeedRows<DiscrepancySeed> Discrepancies)
{
    public static PlanBook Read(SeedFolder folder, SeedFaults faults)
    {
        var places = folder.FoldersIn(SeedFolder.Plans).Select(code => $"{SeedFolder.Plans}/{code}").ToList();
        if (places.Count == 0 && !faults.Touch(SeedFolder.Plans))
            faults.Add(SeedFolder.Plans, null, null, "the folder holds no plan", "put the plans back, or load reference data only");
        return new PlanBook(
            All(PlanTables.Plan), All(PlanTables.Programmes), All(ProjectTables.Projects), All(ProjectTables.Bodies),
            All(PlanTables.Milestones), All(ProjectTables.Outputs), All(PlanTables.Indicators), All(PlanTables.Obligations),
            All(PlanTables.Duties), All(PlanTables.Discrepancies));

        SeedRows<T> All<T>(SeedTable<T> table) => SeedRows<T>.Together(places.Select(place => table.Read(folder, place, faults)));
    }
}

internal sealed record DemoBook(
    SeedRows<DemoNeed> Needs, SeedRows<StageSeed> Stages, SeedRows<DemoAccountSeed> Accounts, SeedRows<DemoCeiling> Ceilings,
    SeedRows<DemoDecision> Decisions, SeedRows<DemoAllocation> Allocations, SeedRows<DemoPayment> Payments,
    SeedRows<DemoMilestone> Milestones, SeedRows<DemoUpdate> Updates, SeedRows<string> Confirming, SeedRows<DemoPackage> Packages,
    SeedRows<DemoCount> Counts, SeedRows<DemoStep> Steps, SeedRows<DemoObstacle> Obstacles, SeedRows<DemoAnswer> Answers)
{
    public static DemoBook Read(SeedFolder folder, SeedFaults faults)
    {
        return new DemoBook(
            Of(DemoTables.Needs), Of(DemoTables.Stages), Of(DemoTables.Accounts), Of(DemoTables.Ceilings), Of(DemoTables.Decisions),
            Of(DemoTables.Allocations), Of(DemoTables.Payments), Of(DemoScheduleTables.Milestones), Of(DemoScheduleTables.Updates),
            Of(DemoScheduleTables.Confirming), Of(DemoLandTables.Packages), Of(DemoLandTables.Counts), Of(DemoLandTables.Steps),
            Of(DemoLandTables.Obstacles), Of(DemoLandTables.Answers));

        SeedRows<T> Of<T>(SeedTable<T> table) => table.Read(folder, SeedFolder.Demo, faults);
    }
}
