using Portfolio.Database.Seeds.Reading;
using Portfolio.Directories;
using Portfolio.Funding;
using Portfolio.Milestones;
using Portfolio.Slippage;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>reference/</c>.</summary>
internal static class ReferenceTables
{
    public static readonly SeedTable<ProvinceSeed> Provinces = new(
        "provinces.csv",
        ["code", "name", "name_en"],
        row => new ProvinceSeed(row.Code("code"), row.Name("name"), row.Name("name_en")));

    public static readonly SeedTable<FundingSourceSeed> Sources = new(
        "funding_sources.csv",
        ["code", "source_class", "name", "name_en", "position"],
        row => new FundingSourceSeed(
            row.Code("code"), row.OneOf("source_class", SeedWords.SourceClasses), row.Name("name"), row.Name("name_en"),
            row.Position("position")));

    public static readonly SeedTable<MilestoneKindSeed> MilestoneKinds = new(
        "milestone_kinds.csv",
        ["code", "name", "name_en", "position", "is_key"],
        row => new MilestoneKindSeed(
            row.Key("code"), row.Name("name"), row.Name("name_en"), row.Position("position"), row.YesOrNo("is_key")));

    public static readonly SeedTable<MilestoneSetSeed> MilestoneSets = new(
        "milestone_sets.csv",
        ["project_kind", "kind", "weight", "after", "lag_days"],
        row => new MilestoneSetSeed(
            row.OneOf("project_kind", SeedWords.ProjectKinds), row.Key("kind"), row.Integer("weight", 0, 1000), row.KeyOrNull("after"),
            row.Integer("lag_days", 0, 3650)));

    public static readonly SeedTable<LawSeed> Law = new(
        "law.csv",
        ["parameter", "value", "unit", "valid_from", "valid_to", "source_document", "verified", "note"],
        row => new LawSeed(
            row.Key("parameter"), row.Name("value"), row.Key("unit"), row.DateOrNull("valid_from"), row.DateOrNull("valid_to"),
            row.LongText("source_document"), row.YesOrNo("verified"), row.LongTextOrNull("note")));

    public static readonly SeedTable<HolidaySeed> Holidays = new(
        "holidays.csv",
        ["day", "name", "source_document", "verified"],
        row => new HolidaySeed(row.Date("day"), row.Name("name"), row.LongText("source_document"), row.YesOrNo("verified")));

    public static readonly SeedTable<RuleLimitSeed> WarningRules = new(
        "warning_rules.csv",
        ["rule", "limit", "value", "unit"],
        row => new RuleLimitSeed(row.Key("rule"), row.Key("limit"), row.Integer("value", 0, 10_000), row.OneOf("unit", SeedWords.LimitUnits)));

    public static readonly SeedTable<CommuneSeed> Communes = new(
        "communes.csv",
        ["code", "kind", "name", "source_file", "source_section", "source_item"],
        row => new CommuneSeed(
            row.Folder, row.Code("code"), row.OneOf("kind", SeedWords.CommuneKinds), row.Name("name"),
            row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));

    public static readonly SeedTable<BodySeed> Bodies = new(
        "bodies.csv",
        ["code", "kind", "name", "name_en", "short_name", "commune", "source_file", "source_section", "source_item"],
        row =>
        {
            var kind = row.OneOf("kind", SeedWords.BodyKinds);
            // A central body belongs to no province, whichever province's documents name it.
            return new BodySeed(
                kind == "central" ? null : row.Folder, row.Code("code"), kind, row.Name("name"), row.NameOrNull("name_en"),
                row.NameOrNull("short_name"), row.CodeOrNull("commune"),
                row.Name("source_file"), row.Name("source_section"), row.Name("source_item"));
        });
}
