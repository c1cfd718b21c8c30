using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Funding;
using Portfolio.Plans;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold for the illustrative figures: they use up every envelope exactly, per source class.</summary>
internal static class DemoChecks
{
    public static void Run(SeedBook book, PlanBook plans, DemoBook demo, SeedFaults faults)
    {
        KeyChecks.Unique(demo.Needs, "source", n => n.Project.Length == 0 || n.Source.Length == 0 ? "" : $"{n.Project}/{n.Source}", faults);
        KeyChecks.Unique(demo.Stages, "project", s => s.Project, faults);
        var projects = KnownCodes.Of("projects.csv of any plan", plans.Projects, p => p.Project.Code);
        KeyChecks.Known(demo.Needs, "project", n => n.Project, projects, faults);
        KeyChecks.Known(demo.Stages, "project", s => s.Project, projects, faults);
        KeyChecks.Known(
            demo.Needs, "source", n => n.Source, KnownCodes.Of("reference/funding_sources.csv", book.Reference.Sources, s => s.Code),
            faults);
        CheckAccounts(book, demo, faults);
        DemoCapitalChecks.Run(book, plans, demo, projects, faults);
        DemoScheduleChecks.Run(book, plans, demo, projects, faults);
        DemoLandChecks.Run(book, plans, demo, faults);
        // The sums rest on everything else being right.
        if (faults.Count == 0)
            CheckSums(book, plans, demo, faults);
    }

    private static void CheckAccounts(SeedBook book, DemoBook demo, SeedFaults faults)
    {
        KeyChecks.Unique(demo.Accounts, "user_name", a => a.UserName, faults);
        KeyChecks.Known(
            demo.Accounts, "province", a => a.Province, KnownCodes.Of("reference/provinces.csv", book.Reference.Provinces, p => p.Code), faults);
        var bodies = KnownCodes.Of("bodies.csv of any province", book.Reference.Bodies, b => b.Code);
        foreach (var line in demo.Accounts.Lines)
        {
            if (line.Value.Role == nameof(Role.Owner) != line.Value.Bodies.Count > 0)
                faults.Add(line.File, line.Line, "bodies", "an owner is bound to bodies, and nobody else is", "name the bodies of an owner only");
            foreach (var body in line.Value.Bodies.Where(body => bodies.Complete && !bodies.Codes.Contains(body)))
                faults.Add(line.File, line.Line, "bodies", $"{SeedFaults.Quote(body)} is not in {bodies.Place}", "correct the code, or add the row it means");
        }
    }

    private static void CheckSums(SeedBook book, PlanBook plans, DemoBook demo, SeedFaults faults)
    {
        var classOf = book.Reference.Sources.Values.ToDictionary(s => s.Code, s => s.SourceClass, StringComparer.Ordinal);
        var programmeOf = plans.Projects.Values.ToDictionary(
            p => p.Project.Code, p => (p.Project.Plan, p.Project.Programme), StringComparer.Ordinal);
        var sums = demo.Needs.Values
            .GroupBy(n => (programmeOf[n.Project].Plan, programmeOf[n.Project].Programme, classOf[n.Source]))
            .ToDictionary(g => g.Key, g => g.Sum(n => (decimal)n.Amount.Dong));
        foreach (var programme in plans.Programmes.Values)
        {
            CheckSum(programme, SourceClass.State, programme.EnvelopeState, sums, faults);
            CheckSum(programme, SourceClass.Other, programme.EnvelopeOther, sums, faults);
        }
    }

    private static void CheckSum(
        ProgrammeSeed programme, string sourceClass, Vnd? envelope, Dictionary<(string, string, string), decimal> sums, SeedFaults faults)
    {
        var sum = sums.GetValueOrDefault((programme.Plan, programme.Code, sourceClass));
        var wanted = envelope?.Dong ?? 0;
        if (sum != wanted)
            faults.Add(
                $"{SeedFolder.Demo}/{DemoTables.Needs.Name}", null, "amount",
                FormattableString.Invariant(
                    $"the needs of class {sourceClass} in programme {SeedFaults.Quote(programme.Code)} of plan {SeedFaults.Quote(programme.Plan)} add up to {sum}, its envelope is {wanted}"),
                "correct the amounts so that they use the envelope up exactly");
    }
}
