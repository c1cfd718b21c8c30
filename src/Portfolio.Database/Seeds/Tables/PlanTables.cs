using Portfolio.Database.Seeds.Reading;
using Portfolio.Milestones;
using Portfolio.Plans;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>plans/&lt;plan code&gt;/</c> about the plan itself.</summary>
internal static class PlanTables
{
    public static readonly SeedTable<PlanSeed> Plan = new(
        "plan.csv",
        [
            "code", "province", "kind", "name", "short_name", "document_number", "document_date", "document_date_text", "issuer",
            "period_from", "period_to", "stated_need_total", "stated_need_state", "stated_need_other", "position",
            "source_file", "source_section", "source_item",
        ],
        row => new PlanSeed(
            row.Code("code"), row.Code("province"), row.OneOf("kind", SeedWords.PlanKinds), row.Name("name"),
            row.Name("short_name"), row.NameOrNull("document_number"), row.DateOrNull("document_date"),
            row.NameOrNull("document_date_text"), row.CodeOrNull("issuer"), row.Year("period_from"), row.Year("period_to"),
            row.AmountOrNull("stated_need_total"), row.AmountOrNull("stated_need_state"), row.AmountOrNull("stated_need_other"),
            row.Position("position"), row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));

    public static readonly SeedTable<ProgrammeSeed> Programmes = new(
        "programmes.csv",
        [
            "code", "name", "short_name", "position", "envelope_state", "envelope_other",
            "source_file", "source_section", "source_item",
        ],
        row => new ProgrammeSeed(
            row.Folder, row.Code("code"), row.Name("name"), row.Name("short_name"), row.Position("position"),
            row.AmountOrNull("envelope_state"), row.AmountOrNull("envelope_other"),
            row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));

    public static readonly SeedTable<IndicatorSeed> Indicators = new(
        "indicators.csv",
        [
            "code", "theme", "name", "comparator", "value", "value_to", "unit", "target_year", "as_written",
            "source_file", "source_section", "source_item",
        ],
        row => new IndicatorSeed(
            row.Folder, row.Code("code"), row.Name("theme"), row.Name("name"), row.OneOf("comparator", SeedWords.Comparators),
            row.NumberOrNull("value"), row.NumberOrNull("value_to"), row.NameOrNull("unit"), row.YearOrNull("target_year"),
            row.LongText("as_written"), row.Place, row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));

    public static readonly SeedTable<ObligationSeed> Obligations = new(
        "reporting_obligations.csv",
        [
            "code", "name", "reporter", "recipient", "frequency", "month", "day", "date", "as_written",
            "source_file", "source_section", "source_item",
        ],
        row => new ObligationSeed(
            row.Folder, row.Code("code"), row.Name("name"), row.Code("reporter"), row.CodeOrNull("recipient"),
            row.OneOf("frequency", SeedWords.Frequencies), row.IntegerOrNull("month", 1, 12), row.IntegerOrNull("day", 1, 31),
            row.DateOrNull("date"), row.LongText("as_written"), row.Place,
            row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));

    public static readonly SeedTable<DutySeed> Duties = new(
        "duties.csv",
        ["body", "position", "text", "source_file", "source_section", "source_item"],
        row => new DutySeed(
            row.Folder, row.Code("body"), row.Position("position"), row.LongText("text"),
            row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));

    public static readonly SeedTable<DiscrepancySeed> Discrepancies = new(
        "discrepancies.csv",
        ["code", "subject", "statement", "place_a", "says_a", "place_b", "says_b", "note"],
        row => new DiscrepancySeed(
            row.Folder, row.Code("code"), row.Name("subject"), row.LongText("statement"), row.LongText("place_a"),
            row.LongText("says_a"), row.LongTextOrNull("place_b"), row.LongTextOrNull("says_b"), row.LongTextOrNull("note"),
            row.Place));

    public static readonly SeedTable<MilestoneSeed> Milestones = new(
        "milestones.csv",
        [
            "project", "code", "kind", "name", "date", "precision", "as_written",
            "source_file", "source_section", "source_item",
        ],
        row => new MilestoneSeed(
            row.ProjectCode("project"), row.Code("code"), row.Key("kind"), row.Name("name"), row.DateOrNull("date"),
            row.OneOf("precision", SeedWords.Precisions), row.LongText("as_written"),
            row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));
}
