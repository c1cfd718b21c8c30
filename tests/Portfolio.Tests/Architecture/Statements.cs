using System.Reflection;
using System.Text.RegularExpressions;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Tests.Architecture;

/// <summary>Every SQL statement of the service layer: its constants, and those the project list puts together.</summary>
internal sealed partial record Statement(string Owner, string Area, string Sql)
{
    private static readonly string[] Areas = ["Plans", "Projects", "Funding", "Milestones", "Directory", "Audit", "Exchange"];

    public string Name => Sql.Split('\n', 2)[0]["-- ".Length..].Trim();

    /// <summary>Schemas the statement writes.</summary>
    public IEnumerable<string> Written => Write().Matches(Sql).Select(m => m.Groups[1].Value).Where(IsArea).Distinct();

    /// <summary>Schemas the statement reads or writes.</summary>
    public IEnumerable<string> Touched => Touch().Matches(Sql).Select(m => m.Groups[1].Value).Where(IsArea).Distinct();

    public override string ToString() => Owner + ": " + Name;

    public static IReadOnlyList<Statement> All() => [.. Constants(), .. Composed()];

    private static IEnumerable<Statement> Constants() =>
        from type in typeof(PortfolioDatabase).Assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where field is { IsLiteral: true } && field.FieldType == typeof(string)
        let sql = (string)field.GetRawConstantValue()!
        where sql.StartsWith("-- ", StringComparison.Ordinal)
        select new Statement(type.Name + "." + field.Name, AreaOf(type), sql);

    private static IEnumerable<Statement> Composed()
    {
        var everything = new ProjectFilter
        {
            Plan = "p",
            Programme = "g",
            Sector = "road",
            Kind = "task",
            Body = "b",
            Commune = "c",
            Stage = "construction",
            Text = "a b",
        };
        foreach (var filter in (ProjectFilter[])[new(), everything, new() { Stage = ProjectFilter.StageNotStated }])
        {
            var where = ProjectListService.Where(filter);
            yield return new Statement(nameof(ProjectListService), "Reporting", ProjectListService.CountSql(where));
            yield return new Statement(nameof(ProjectListService), "Reporting", ProjectListService.StretchSql(where));
            foreach (var sort in Enum.GetValues<ProjectSort>())
            {
                yield return new Statement(nameof(ProjectListService), "Reporting", ProjectListService.PageSql(where, sort, false));
                yield return new Statement(nameof(ProjectListService), "Reporting", ProjectListService.PageSql(where, sort, true));
            }
        }
    }

    // The namespace of the area Directory is in the plural, so as not to hide System.IO.Directory.
    private static string AreaOf(Type type) =>
        type.Namespace!.Split('.') is [_, var area, ..] ? area == "Directories" ? "Directory" : area : "";

    private static bool IsArea(string schema) => Areas.Contains(schema, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?([a-z_]+)\.[a-z_]+", RegexOptions.IgnoreCase)]
    private static partial Regex Write();

    [GeneratedRegex(@"\b(?:from|join|into|update|using)\s+(?:only\s+)?([a-z_]+)\.[a-z_]+", RegexOptions.IgnoreCase)]
    private static partial Regex Touch();
}
