using Portfolio.Database.Seeds.Reading;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Tables;

/// <summary>The files of <c>plans/&lt;plan code&gt;/</c> about its projects.</summary>
internal static class ProjectTables
{
    public static readonly SeedTable<ProjectEntry> Projects = new(
        "projects.csv",
        [
            "code", "programme", "parent", "kind", "sector", "group", "stage", "name", "description", "places", "communes",
            "period_from", "period_to", "source_file", "source_section", "source_item", "source_quote",
        ],
        row => new ProjectEntry(
            new ProjectSeed(
                row.ProjectCode("code"), row.Folder, row.Code("programme"), row.ProjectCodeOrNull("parent"),
                row.OneOf("kind", SeedWords.ProjectKinds), row.OneOf("sector", SeedWords.Sectors),
                row.OneOfOrNull("group", SeedWords.Groups), row.OneOfOrNull("stage", SeedWords.Stages),
                row.Name("name"), row.LongTextOrNull("description"), row.LongTextOrNull("places"),
                row.YearOrNull("period_from"), row.YearOrNull("period_to"),
                row.Name("source_file"), row.Name("source_section"), row.Name("source_item"), row.LongTextOrNull("source_quote")),
            row.Codes("communes")));

    public static readonly SeedTable<ProjectBodySeed> Bodies = new(
        "project_bodies.csv",
        ["project", "role", "body", "as_written", "source_file", "source_section", "source_item"],
        row => new ProjectBodySeed(
            row.ProjectCode("project"), row.OneOf("role", SeedWords.Roles), row.Code("body"), row.LongText("as_written"),
            row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));

    public static readonly SeedTable<OutputSeed> Outputs = new(
        "outputs.csv",
        [
            "project", "code", "name", "comparator", "value", "value_to", "unit", "target_year", "as_written",
            "source_file", "source_section", "source_item",
        ],
        row => new OutputSeed(
            row.ProjectCode("project"), row.Code("code"), row.Name("name"), row.OneOf("comparator", SeedWords.Comparators),
            row.NumberOrNull("value"), row.NumberOrNull("value_to"), row.NameOrNull("unit"), row.YearOrNull("target_year"),
            row.LongText("as_written"), row.Place, row.Name("source_file"), row.Name("source_section"), row.Name("source_item")));
}

/// <summary>A row of <c>projects.csv</c>.</summary>
internal sealed record ProjectEntry(ProjectSeed Project, IReadOnlyList<string> Communes);
