using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Milestones;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold for the made-up milestones: the documents' own keep their dates, and everything is said in its order.</summary>
internal static class DemoScheduleChecks
{
    public static void Run(SeedBook book, PlanBook plans, DemoBook demo, KnownCodes projects, SeedFaults faults)
    {
        KeyChecks.Unique(demo.Milestones, "code", m => Key(m.Project, m.Code), faults);
        KeyChecks.Known(demo.Milestones, "project", m => m.Project, projects, faults);
        KeyChecks.Known(demo.Milestones, "kind", m => m.Kind, KnownCodes.Of("reference/milestone_kinds.csv", book.Reference.MilestoneKinds, k => k.Code), faults);
        KeyChecks.Known(demo.Confirming, "province", p => p, KnownCodes.Of("reference/provinces.csv", book.Reference.Provinces, p => p.Code), faults);
        var documents = plans.Milestones.Values.ToLookup(m => Key(m.Project, m.Code), StringComparer.Ordinal);
        CheckMilestones(demo, documents, faults);
        KeyChecks.Known(
            demo.Updates, "milestone", u => Key(u.Project, u.Milestone),
            KnownCodes.Of(DemoScheduleTables.Milestones.Name, demo.Milestones, m => Key(m.Project, m.Code)), faults);
        CheckUpdates(demo, faults);
    }

    internal static string Key(string project, string code) => $"{project}/{code}";

    private static void CheckMilestones(DemoBook demo, ILookup<string, MilestoneSeed> documents, SeedFaults faults)
    {
        var earlier = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var line in demo.Milestones.Lines)
        {
            var (milestone, key) = (line.Value, Key(line.Value.Project, line.Value.Code));
            var ofDocument = milestone.Planned is null;
            if (ofDocument != documents.Contains(key))
                faults.Add(
                    line.File, line.Line, "planned", "a milestone of a document has its date from there, and any other needs one",
                    ofDocument ? "fill it in" : "empty it, or use another code");
            else if (milestone.Planned is { On: null })
                faults.Add(line.File, line.Line, "planned", "continuous work has no date", "write a date");
            foreach (var after in milestone.After)
                // After an earlier row only, so that no circle can come to be; links between documents' own would outlive the demonstration.
                if (!earlier.TryGetValue(Key(milestone.Project, after), out var document) || document && ofDocument)
                    faults.Add(
                        line.File, line.Line, "after", $"{SeedFaults.Quote(after)} is no milestone of an earlier row of the project that it may wait for",
                        "name an earlier one; of two milestones of documents neither waits for the other");
            earlier.TryAdd(key, ofDocument);
        }
    }

    private static void CheckUpdates(DemoBook demo, SeedFaults faults)
    {
        var documents = demo.Milestones.Values.Where(m => m.Planned is null).Select(m => Key(m.Project, m.Code)).ToHashSet(StringComparer.Ordinal);
        var last = new Dictionary<string, DemoUpdate>(StringComparer.Ordinal);
        foreach (var line in demo.Updates.Lines)
        {
            var update = line.Value;
            if (update.On is null)
                faults.Add(line.File, line.Line, "on", "the field is empty", "fill it in");
            else if (Fault(update, last.GetValueOrDefault(Key(update.Project, update.Milestone)), documents) is { } fault)
                faults.Add(line.File, line.Line, fault.Column, fault.Reason, "correct it");
            else
                last[Key(update.Project, update.Milestone)] = update;
        }
    }

    private static (string Column, string Reason)? Fault(DemoUpdate update, DemoUpdate? before, HashSet<string> documents)
    {
        if (before?.On > update.On)
            return ("on", "an earlier row of this milestone has a later day");
        if (before is { Field: DemoUpdate.Confirmed })
            return ("field", "it was confirmed already");
        if (update.Field is DemoUpdate.Confirmed && before is not { Field: DemoUpdate.Done } || update.Field is not DemoUpdate.Confirmed && before is { Field: DemoUpdate.Done })
            return ("field", "what was done is confirmed next or not at all, and nothing else is");
        if (update.Field is DemoUpdate.Planned && documents.Contains(Key(update.Project, update.Milestone)))
            return ("field", "the date of a document does not move");
        if ((update.Field is null or DemoUpdate.Confirmed) != (update.Value is null))
            return ("value", "a moved date and the day on which it was done are said, and nothing else");
        if (update.Field is DemoUpdate.Done && (update.Value is not { Precision: "day" } || update.Value.On > update.On))
            return ("value", "what was done was done on a day, and not after it was said");
        if ((update.Field is DemoUpdate.Planned or DemoUpdate.Stated) != (update.Reason is not null))
            return ("reason", "a date moves for a reason, and nothing else has one");
        return update.Field is null && update.Note is null && update.Percent is null ? ("note", "nothing is said") : null;
    }
}
