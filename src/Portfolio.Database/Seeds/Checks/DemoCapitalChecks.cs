using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold for the files of the illustrative capital. Whether it fits the needs in force is seen when it is loaded.</summary>
internal static class DemoCapitalChecks
{
    public static void Run(SeedBook book, PlanBook plans, DemoBook demo, KnownCodes projects, SeedFaults faults)
    {
        KeyChecks.Unique(demo.Decisions, "code", d => d.Code, faults);
        KeyChecks.Unique(demo.Ceilings, "source", c => $"{c.Plan}/{c.Source}/{c.Year}", faults);
        KeyChecks.Unique(demo.Allocations, "year", a => $"{a.Decision}/{a.Project}/{a.Source}/{a.Year}", faults);
        KeyChecks.Unique(demo.Payments, "document_number", p => p.DocumentNumber, faults);
        var planCodes = KnownCodes.Of("plan.csv of any plan", plans.Plans, p => p.Code);
        KeyChecks.Known(demo.Ceilings, "plan", c => c.Plan, planCodes, faults);
        KeyChecks.Known(demo.Decisions, "plan", d => d.Plan, planCodes, faults);
        KeyChecks.Known(demo.Allocations, "decision", a => a.Decision, KnownCodes.Of("decisions.csv", demo.Decisions, d => d.Code), faults);
        KeyChecks.Known(demo.Allocations, "project", a => a.Project, projects, faults);
        KeyChecks.Known(demo.Payments, "project", p => p.Project, projects, faults);
        var sources = KnownCodes.Of("reference/funding_sources.csv", book.Reference.Sources, s => s.Code);
        KeyChecks.Known(demo.Ceilings, "source", c => c.Source, sources, faults);
        KeyChecks.Known(demo.Allocations, "source", a => a.Source, sources, faults);
        KeyChecks.Known(demo.Payments, "source", p => p.Source, sources, faults);
        foreach (var line in demo.Decisions.Lines.Where(l => (l.Value.Number is null) != (l.Value.DecidedOn is null) || (l.Value.Number is null) != (l.Value.Signer is null)))
            faults.Add(line.File, line.Line, "number", "number, date and signer come together", "give all three, or none for a draft");
        foreach (var line in demo.Payments.Lines.Where(l => l.Value.PaidOn is null))
            faults.Add(line.File, line.Line, "paid_on", "the field is empty", "fill it in");
    }
}
