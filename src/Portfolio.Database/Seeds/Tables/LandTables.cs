using Portfolio.Database.Seeds.Reading;
using Portfolio.LandClearance.Steps;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>reference/</c> about land clearance.</summary>
internal static class LandTables
{
    private static readonly string[] Units = ["day", "working_day", "month"];

    public static readonly SeedTable<LandStepSeed> Steps = new(
        "land_steps.csv",
        ["code", "name", "name_en", "position", "after_step", "limit_value", "limit_unit", "law_parameter", "source_document", "verified"],
        row => new LandStepSeed(
            row.Folder, row.Key("code"), row.Position("position"), row.Name("name"), row.Name("name_en"), row.NameOrNull("after_step"),
            row.IntegerOrNull("limit_value", 1, 10_000), row.OneOfOrNull("limit_unit", Units), row.NameOrNull("law_parameter"),
            row.LongText("source_document"), row.YesOrNo("verified")));
}
