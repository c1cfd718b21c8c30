using Portfolio.Common;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Plans;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold for plans, their programmes and what hangs on them.</summary>
internal static class PlanChecks
{
    public static void Run(SeedBook book, PlanBook plans, SeedFolder folder, SeedFaults faults)
    {
        CheckPlans(book, plans, folder, faults);
        CheckEnvelopes(plans, faults);

        KeyChecks.Unique(plans.Programmes, "code", p => Key(p.Plan, p.Code), faults);
        KeyChecks.Unique(plans.Indicators, "code", i => Key(i.Plan, i.Code), faults);
        KeyChecks.Unique(plans.Obligations, "code", o => Key(o.Plan, o.Code), faults);
        KeyChecks.Unique(plans.Discrepancies, "code", d => Key(d.Plan, d.Code), faults);
        KeyChecks.Unique(
            plans.Duties, "position", d => d.Body.Length == 0 ? "" : FormattableString.Invariant($"{d.Plan}/{d.Body}/{d.Position}"), faults);

        var bodies = KnownCodes.Of("bodies.csv", book.Reference.Bodies, b => b.Code);
        KeyChecks.Known(plans.Plans, "issuer", p => p.Issuer, bodies, faults);
        KeyChecks.Known(plans.Obligations, "reporter", o => o.Reporter, bodies, faults);
        KeyChecks.Known(plans.Obligations, "recipient", o => o.Recipient, bodies, faults);
        KeyChecks.Known(plans.Duties, "body", d => d.Body, bodies, faults);

        foreach (var line in plans.Indicators.Lines)
            ValueChecks.Comparison(line.File, line.Line, line.Value.Comparator, line.Value.Value, line.Value.ValueTo, faults);
        foreach (var line in plans.Obligations.Lines)
            ValueChecks.Obligation(line, faults);
        foreach (var line in plans.Discrepancies.Lines.Where(l => l.Value.PlaceB is null != l.Value.SaysB is null))
            faults.Add(
                line.File, line.Line, line.Value.PlaceB is null ? "place_b" : "says_b",
                "a second place needs both place_b and says_b", "fill in both or neither");
    }

    private static void CheckPlans(SeedBook book, PlanBook plans, SeedFolder folder, SeedFaults faults)
    {
        KeyChecks.Known(
            plans.Plans, "province", p => p.Province, KnownCodes.Of("reference/provinces.csv", book.Reference.Provinces, p => p.Code),
            faults);
        var byFile = plans.Plans.Lines.ToLookup(l => l.File, StringComparer.Ordinal);
        foreach (var name in folder.FoldersIn(SeedFolder.Plans))
        {
            var path = $"{SeedFolder.Plans}/{name}/{PlanTables.Plan.Name}";
            var lines = byFile[path].ToList();
            if (lines.Count == 0 && folder.Find(path) is not null && !faults.Touch(path))
                faults.Add(path, null, null, "the file has no row", "write the plan's row");
            foreach (var extra in lines.Skip(1))
                faults.Add(path, extra.Line, null, "the file has more than one row", "give each plan its own folder");
            foreach (var line in lines.Take(1))
                CheckPlan(line, name, plans.Programmes, faults);
        }
    }

    private static void CheckPlan(SeedLine<PlanSeed> line, string folder, SeedRows<ProgrammeSeed> programmes, SeedFaults faults)
    {
        var plan = line.Value;
        if (plan.Code.Length > 0 && plan.Code != folder)
            faults.Add(line.File, line.Line, "code", $"{SeedFaults.Quote(plan.Code)} is not the name of the folder", "make them equal");
        if (plan.PeriodTo < plan.PeriodFrom && !faults.Touch(line.File, line.Line))
            faults.Add(line.File, line.Line, "period_to", "the period ends before it begins", "correct one of the years");
        CheckNeed(line, programmes, faults);
    }

    private static void CheckNeed(SeedLine<PlanSeed> line, SeedRows<ProgrammeSeed> programmes, SeedFaults faults)
    {
        var plan = line.Value;
        var programmeFile = $"{SeedFolder.Plans}/{plan.Code}/{PlanTables.Programmes.Name}";
        if (faults.Touch(line.File))
            return;
        var stated = new[] { plan.StatedNeedTotal, plan.StatedNeedState, plan.StatedNeedOther }.Count(n => n is not null);
        if (stated is 1 or 2)
        {
            faults.Add(line.File, line.Line, "stated_need_total", "a need is stated in part", "fill in total, state and other, or none");
            return;
        }
        if (plan is { StatedNeedTotal: { } total, StatedNeedState: { } state, StatedNeedOther: { } other } && total != state + other)
        {
            faults.Add(
                line.File, line.Line, "stated_need_total",
                FormattableString.Invariant($"{total.Dong} is not state and other together, {(state + other).Dong}"), "correct the amounts");
            return;
        }
        if (!programmes.Complete || faults.Touch(programmeFile))
            return;
        var own = programmes.Values.Where(p => p.Plan == plan.Code).ToList();
        CheckSum(line, "stated_need_state", plan.StatedNeedState, [.. own.Select(p => p.EnvelopeState)], faults);
        CheckSum(line, "stated_need_other", plan.StatedNeedOther, [.. own.Select(p => p.EnvelopeOther)], faults);
    }

    private static void CheckSum(SeedLine<PlanSeed> line, string column, Vnd? stated, List<Vnd?> envelopes, SeedFaults faults)
    {
        // Decimal, because the sum of absurd amounts must become a message, not an overflow.
        var sum = envelopes.Sum(e => (decimal)(e?.Dong ?? 0));
        var any = envelopes.Exists(e => e is not null);
        if (stated is null && any)
            faults.Add(
                line.File, line.Line, column,
                FormattableString.Invariant($"the plan states no need, but its programmes' envelopes add up to {sum}"),
                "fill in the need, or empty the envelopes in programmes.csv");
        else if (stated is { } amount && amount.Dong != sum)
            faults.Add(
                line.File, line.Line, column,
                FormattableString.Invariant($"{amount.Dong} is not the sum of the programmes' envelopes, {sum}"),
                "correct it here or in programmes.csv");
    }

    private static void CheckEnvelopes(PlanBook plans, SeedFaults faults)
    {
        foreach (var line in plans.Programmes.Lines.Where(l => !faults.Touch(l.File, l.Line)))
        {
            if (line.Value.EnvelopeState is null != line.Value.EnvelopeOther is null)
                faults.Add(
                    line.File, line.Line, line.Value.EnvelopeState is null ? "envelope_state" : "envelope_other",
                    "one envelope is stated, the other is not", "fill in both (0 for nothing) or neither");
        }
    }

    private static string Key(string plan, string code) => code.Length == 0 ? "" : $"{plan}/{code}";
}
