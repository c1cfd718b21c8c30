using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.LandClearance.Steps;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold between the steps of land clearance of a province.</summary>
internal static class LandChecks
{
    public static void Run(ReferenceBook book, SeedFaults faults)
    {
        KeyChecks.Unique(book.LandSteps, "code", s => s.Code.Length == 0 ? "" : Key(s, s.Code), faults);
        var positions = book.LandSteps.Values.DistinctBy(s => Key(s, s.Code)).ToDictionary(s => Key(s, s.Code), s => s.Position, StringComparer.Ordinal);
        var parameters = KnownCodes.Of(ReferenceTables.Law.Name, book.Law, l => l.Parameter);
        KeyChecks.Known(book.LandSteps, "law_parameter", s => s.LawParameter, parameters, faults);
        foreach (var line in book.LandSteps.Lines)
        {
            if ((line.Value.LimitValue is null) != (line.Value.LimitUnit is null))
                faults.Add(line.File, line.Line, "limit_unit", "a limit has a value and a unit, or neither", "write both, or empty both");
            // After an earlier one only, so that no circle can come to be.
            if (line.Value.AfterStep is { } after && (!positions.TryGetValue(Key(line.Value, after), out var position) || position >= line.Value.Position))
                faults.Add(
                    line.File, line.Line, "after_step", $"{SeedFaults.Quote(after)} is no step before this one", "name a step of this file with a smaller position");
        }
    }

    private static string Key(LandStepSeed step, string code) => $"{step.Province}/{code}";
}
