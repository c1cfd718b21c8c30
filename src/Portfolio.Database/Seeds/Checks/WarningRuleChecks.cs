using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Slippage;
using Portfolio.Slippage.Rules;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>The limits of the rules of early warning: all that the program knows, none besides, each such as a province may rule.</summary>
internal static class WarningRuleChecks
{
    public static void Run(ReferenceBook book, SeedFaults faults)
    {
        var rows = book.WarningRules;
        KeyChecks.Unique(rows, "limit", r => r.Rule.Length == 0 || r.Name.Length == 0 ? "" : $"{r.Rule} {r.Name}", faults);
        var values = rows.Values.DistinctBy(r => (r.Rule, r.Name)).ToDictionary(r => (r.Rule, r.Name), r => r.Value);
        foreach (var line in rows.Lines.Where(l => l.Value.Rule.Length > 0 && l.Value.Name.Length > 0))
            Check(line, values, faults);
        if (rows.Complete)
            foreach (var missing in RuleLimit.All.Where(l => !values.ContainsKey((l.Rule, l.Name))))
                faults.Add(
                    $"{SeedFolder.Reference}/{ReferenceTables.WarningRules.Name}", null, "limit",
                    $"{SeedFaults.Quote($"{missing.Rule} {missing.Name}")} is missing", "put the row back");
    }

    private static void Check(SeedLine<RuleLimitSeed> line, Dictionary<(string, string), int> values, SeedFaults faults)
    {
        var row = line.Value;
        if (RuleLimit.Find(row.Rule, row.Name) is not { } limit)
            faults.Add(line.File, line.Line, "limit", $"{SeedFaults.Quote($"{row.Rule} {row.Name}")} is no limit of a rule", "correct rule or limit");
        else if (row.Unit.Length > 0 && row.Unit != limit.Unit)
            faults.Add(line.File, line.Line, "unit", $"{SeedFaults.Quote(row.Unit)} is not {SeedFaults.Quote(limit.Unit)}", "write the unit of that limit");
        else if (!limit.Allows(row.Value))
            faults.Add(
                line.File, line.Line, "value",
                FormattableString.Invariant($"{row.Value} is no {limit.Unit} from {limit.Least} to {limit.Most}"), "correct it");
        else if (limit.Below is { } other && values.TryGetValue((row.Rule, other), out var most) && row.Value > most)
            faults.Add(
                line.File, line.Line, "value", FormattableString.Invariant($"{row.Value} is more than {other}, which is {most}"), "correct one of the two");
    }
}
