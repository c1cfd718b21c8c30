using System.Globalization;
using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold between the rows of <c>reference/</c>.</summary>
internal static class ReferenceChecks
{
    public static void Run(ReferenceBook book, SeedFolder folder, SeedFaults faults)
    {
        KeyChecks.Unique(book.Provinces, "code", p => p.Code, faults);
        KeyChecks.Unique(book.Sources, "code", s => s.Code, faults);
        KeyChecks.Unique(book.MilestoneKinds, "code", k => k.Code, faults);
        KeyChecks.Unique(book.Communes, "code", c => c.Code, faults);
        KeyChecks.Unique(book.Bodies, "code", b => b.Code, faults);
        KeyChecks.Unique(
            book.Law, "parameter",
            l => l.Parameter.Length == 0 || l.ValidFrom is null
                ? l.Parameter
                : string.Create(CultureInfo.InvariantCulture, $"{l.Parameter} from {l.ValidFrom:yyyy-MM-dd}"),
            faults);

        CheckFolders(book, folder, faults);
        CheckBodies(book, faults);
        LandChecks.Run(book, faults);
        CheckMilestoneSets(book, faults);
        WarningRuleChecks.Run(book, faults);
        KeyChecks.Unique(book.Holidays, "day", h => h.Day == default ? "" : h.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), faults);
        foreach (var line in book.Law.Lines.Where(l => l.Value.ValidTo < l.Value.ValidFrom))
            faults.Add(line.File, line.Line, "valid_to", "the value ends before it begins", "correct one of the dates");
    }

    private static void CheckFolders(ReferenceBook book, SeedFolder folder, SeedFaults faults)
    {
        if (!book.Provinces.Complete)
            return;
        var known = book.Provinces.Values.Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var unknown in folder.FoldersIn(SeedFolder.Reference).Where(f => !known.Contains(f)))
            faults.Add(
                $"{SeedFolder.Reference}/{unknown}", null, null, "the folder bears the name of no province",
                "add the province to reference/provinces.csv or rename the folder");
    }

    // What comes before stands in an earlier row of the set: so there is no circle.
    private static void CheckMilestoneSets(ReferenceBook book, SeedFaults faults)
    {
        KeyChecks.Unique(book.MilestoneSets, "kind", s => s.KindCode.Length == 0 || s.ProjectKind.Length == 0 ? "" : $"{s.ProjectKind} {s.KindCode}", faults);
        KeyChecks.Known(
            book.MilestoneSets, "kind", s => s.KindCode, KnownCodes.Of("reference/milestone_kinds.csv", book.MilestoneKinds, k => k.Code), faults);
        HashSet<(string, string)> earlier = [];
        foreach (var line in book.MilestoneSets.Lines)
        {
            if (line.Value.AfterKind is { Length: > 0 } after && !earlier.Contains((line.Value.ProjectKind, after)))
                faults.Add(
                    line.File, line.Line, "after", $"{SeedFaults.Quote(after)} stands in no earlier row of the set",
                    "correct the code, or put the rows in their order");
            earlier.Add((line.Value.ProjectKind, line.Value.KindCode));
        }
    }

    private static void CheckBodies(ReferenceBook book, SeedFaults faults)
    {
        KeyChecks.Known(book.Bodies, "commune", b => b.Commune, KnownCodes.Of("communes.csv", book.Communes, c => c.Code), faults);
        foreach (var line in book.Bodies.Lines)
        {
            if (line.Value.Kind == "commune" && line.Value.Commune is null)
                faults.Add(line.File, line.Line, "commune", "a body of kind commune names no commune", "write the code of its commune");
            else if (line.Value.Kind.Length > 0 && line.Value.Kind != "commune" && line.Value.Commune is not null)
                faults.Add(
                    line.File, line.Line, "commune", "only a body of kind commune has a commune", "empty the field or correct the kind");
        }
    }
}
