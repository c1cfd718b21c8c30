using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold for the made-up land; the counters by the rules that hold for officers.</summary>
internal static class DemoLandChecks
{
    public static void Run(SeedBook book, PlanBook plans, DemoBook demo, SeedFaults faults)
    {
        KeyChecks.Unique(demo.Packages, "code", p => DemoScheduleChecks.Key(p.Project, p.Code), faults);
        KeyChecks.Unique(demo.Packages, "section", p => $"{p.Project}/{p.Commune}/{p.Section}", faults);
        KeyChecks.Unique(demo.Steps, "step", s => $"{s.Project}/{s.Package}/{s.Step}", faults);
        KeyChecks.Unique(demo.Obstacles, "code", o => o.Code, faults);
        KeyChecks.Unique(demo.Obstacles, "title", o => DemoScheduleChecks.Key(o.Project, o.Title), faults);
        var milestones = KnownCodes.Of(DemoScheduleTables.Milestones.Name, demo.Milestones, m => DemoScheduleChecks.Key(m.Project, m.Code));
        KeyChecks.Known(demo.Packages, "project", p => p.Project, KnownCodes.Of(DemoScheduleTables.Milestones.Name, demo.Milestones, m => m.Project), faults);
        KeyChecks.Known(demo.Packages, "blocks", p => p.Blocks is null ? null : DemoScheduleChecks.Key(p.Project, p.Blocks), milestones, faults);
        KeyChecks.Known(
            demo.Packages, "commune", p => p.Commune, KnownCodes.Of("communes.csv of any province", book.Reference.Communes, c => c.Code), faults);
        var packages = KnownCodes.Of(DemoLandTables.Packages.Name, demo.Packages, p => DemoScheduleChecks.Key(p.Project, p.Code));
        KeyChecks.Known(demo.Counts, "package", c => DemoScheduleChecks.Key(c.Project, c.Package), packages, faults);
        KeyChecks.Known(demo.Steps, "package", s => DemoScheduleChecks.Key(s.Project, s.Package), packages, faults);
        KeyChecks.Known(demo.Steps, "step", s => s.Step, KnownCodes.Of("land_steps.csv of any province", book.Reference.LandSteps, s => s.Code), faults);
        KeyChecks.Known(
            demo.Obstacles, "project", o => o.Project, KnownCodes.Of(DemoScheduleTables.Milestones.Name, demo.Milestones, m => m.Project), faults);
        KeyChecks.Known(demo.Obstacles, "package", o => o.Package is null ? null : DemoScheduleChecks.Key(o.Project, o.Package), packages, faults);
        KeyChecks.Known(demo.Obstacles, "must_act", o => o.MustAct, KnownCodes.Of("bodies.csv of any province", book.Reference.Bodies, b => b.Code), faults);
        KeyChecks.Known(demo.Answers, "obstacle", a => a.Obstacle, KnownCodes.Of(DemoLandTables.Obstacles.Name, demo.Obstacles, o => o.Code), faults);
        CheckPlaces(plans, demo, faults);
        CheckCounts(demo, faults);
        CheckDays(demo, faults);
    }

    private static void CheckPlaces(PlanBook plans, DemoBook demo, SeedFaults faults)
    {
        var communes = plans.Projects.Values.GroupBy(p => p.Project.Code).ToDictionary(g => g.Key, g => g.First().Communes, StringComparer.Ordinal);
        foreach (var line in demo.Packages.Lines)
        {
            if (line.Value.Planned is not { On: not null })
                faults.Add(line.File, line.Line, "planned", "a hand-over is planned for a date", "fill it in");
            if (communes.TryGetValue(line.Value.Project, out var own) && own.Count > 0 && !own.Contains(line.Value.Commune))
                faults.Add(line.File, line.Line, "commune", "the documents name other communes of this project", "name one of those");
        }
    }

    private static void CheckCounts(DemoBook demo, SeedFaults faults)
    {
        var standing = new Dictionary<string, (DateOnly On, LandFigures Figures)>(StringComparer.Ordinal);
        foreach (var line in demo.Counts.Lines.Where(l => l.Value.On is not null))
        {
            var key = DemoScheduleChecks.Key(line.Value.Project, line.Value.Package);
            var before = standing.GetValueOrDefault(key, (DateOnly.MinValue, LandFigures.None));
            var after = line.Value.Figures.Aggregate(before.Item2, (figures, now) => figures.With(now.Key, now.Value));
            if (line.Value.On <= before.Item1)
                faults.Add(line.File, line.Line, "on", "an earlier row of this package has this day or a later one", "sort the rows by their days");
            foreach (var fault in FigureRules.Find(before.Item2, after, null))
                faults.Add(line.File, line.Line, null, $"the counters do not fit each other: {fault.Field} {fault.Code}", "correct them");
            standing[key] = (line.Value.On!.Value, after);
        }
        foreach (var line in demo.Packages.Lines.Where(l => l.Value.HandedOver is not null))
            if (standing.GetValueOrDefault(DemoScheduleChecks.Key(line.Value.Project, line.Value.Code)) is var stands
                && (stands.Figures is null || FigureRules.FindIncomplete(stands.Figures) is not null || stands.On > line.Value.HandedOver))
                faults.Add(line.File, line.Line, "handed_over", "not all of its land and households are handed over by then", "empty it, or complete the counts");
    }

    private static void CheckDays(DemoBook demo, SeedFaults faults)
    {
        foreach (var line in demo.Counts.Lines.Where(l => l.Value.On is null))
            faults.Add(line.File, line.Line, "on", "the field is empty", "fill it in");
        foreach (var line in demo.Steps.Lines.Where(l => l.Value.DoneOn is null))
            faults.Add(line.File, line.Line, "done_on", "the field is empty", "fill it in");
        foreach (var line in demo.Answers.Lines.Where(l => l.Value.On is null))
            faults.Add(line.File, line.Line, "on", "the field is empty", "fill it in");
        foreach (var line in demo.Obstacles.Lines)
        {
            if (line.Value.Since is null)
                faults.Add(line.File, line.Line, "since", "the field is empty", "fill it in");
            if (line.Value.Due < line.Value.Since)
                faults.Add(line.File, line.Line, "due", "it lies before the obstacle", "correct it");
            if ((line.Value.ClosedOn is null) != (line.Value.ClosedBy is null) || line.Value.ClosedOn < line.Value.Since)
                faults.Add(line.File, line.Line, "closed_on", "an obstacle is closed by somebody, after it came up", "correct both, or empty both");
        }
    }
}
