using System.Reflection;
using System.Text.RegularExpressions;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Database;
using Portfolio.Reporting.Progress;
using Portfolio.Reporting.Projects;
using Portfolio.Reporting.Warnings;
using Portfolio.Reporting.Work;
using Portfolio.Slippage.Rules;
using Portfolio.Slippage.Rulings;

namespace Portfolio.Tests.Architecture;

/// <summary>Every SQL statement of the program: its constants, and those that the lists of projects and of the audit trail put together.</summary>
internal sealed partial record Statement(string Owner, string Area, string Sql)
{
    private const string Mark = "-- ";

    /// <summary>The areas: the folders of the service layer. Each owns the schema of its name, if it owns one.</summary>
    public static IReadOnlySet<string> Areas { get; } = Directory.GetDirectories(RepositoryFolder.Require("src/Portfolio"))
        .Select(path => Path.GetFileName(path)).Except(["bin", "obj"]).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What its first line says; empty where that is no name.</summary>
    public string Name => Sql.StartsWith(Mark, StringComparison.Ordinal) ? Sql.Split('\n', 2)[0][Mark.Length..].Trim() : "";

    /// <summary>Whether the server's log would say where the statement stands: <c>Area.Method</c>.</summary>
    public bool IsNamed => Named().IsMatch(Name);

    /// <summary>Schemas the statement writes.</summary>
    public IEnumerable<string> Written => Write().Matches(Sql).Select(m => AreaOf(m.Groups[1].Value)).Where(Areas.Contains).Distinct();

    /// <summary>Schemas the statement reads or writes.</summary>
    public IEnumerable<string> Touched => Touch().Matches(Sql).Select(m => AreaOf(m.Groups[1].Value)).Where(Areas.Contains).Distinct();

    public override string ToString() => $"{Owner}: {(Name.Length > 0 ? Name : Sql)}";

    /// <summary>The statements of the service layer.</summary>
    public static IReadOnlyList<Statement> All() => Whole([.. In(typeof(PortfolioDatabase).Assembly.GetTypes()), .. Composed(), .. OfOpenMilestones(), .. OfWork(), .. OfTrials(), .. OfTrail()]);

    /// <summary>The statements of the library around it: migrations, seeds, the data dictionary, the embedded server.</summary>
    public static IReadOnlyList<Statement> OfDatabaseLibrary() => Whole([.. In(typeof(RepositoryFolder).Assembly.GetTypes())]);

    /// <summary>The constants of these types that look like SQL, whether or not they are named.</summary>
    public static IEnumerable<Statement> In(IEnumerable<Type> types) =>
        from type in types
        where !type.ContainsGenericParameters
        from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        where field.FieldType == typeof(string) && (field.IsLiteral || field.IsInitOnly)
        let text = (string?)field.GetValue(null)
        where text is not null && LooksLikeSql(text)
        select new Statement(type.Name + "." + field.Name, AreaOf(type), text);

    /// <summary>Whether a text is SQL, or a piece of it, and no word that SQL happens to use.</summary>
    public static bool LooksLikeSql(string text) => Sentence().IsMatch(text);

    /// <summary>Without the pieces: an unnamed constant that stands within a named statement is a part of that one.</summary>
    private static List<Statement> Whole(IReadOnlyList<Statement> statements)
    {
        var named = statements.Where(s => s.Name.Length > 0).Select(s => "\n" + s.Sql + "\n").ToList();
        return [.. statements.Where(s => s.Name.Length > 0 || !named.Exists(n => n.Contains(Piece(s.Sql), StringComparison.Ordinal)))];
    }

    // Whole lines, or an expression in brackets: a short statement may begin like a line of a longer one by chance.
    private static string Piece(string sql) => sql is ['(', .., ')'] ? sql : "\n" + sql + "\n";

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
            var warned = BoardReports.Where(filter);
            foreach (var sql in (string[])[BoardReports.CountSql(warned), BoardReports.CapitalSql(warned), BoardReports.PageSql(warned)])
                yield return new Statement(nameof(BoardReports), "Reporting", sql);
            foreach (var sql in (string[])[BoardSums.CountSql(filter), BoardSums.CapitalSql(filter)])
                yield return new Statement(nameof(BoardSums), "Reporting", sql);
            foreach (var slips in (Slips?[])[null, .. Enum.GetValues<Slips>()])
            {
                var drawn = ProgressReports.Where(new ProgressRequest(filter, slips, ProgressSort.Late, 1, 50));
                yield return new Statement(nameof(ProgressReports), "Reporting", ProgressReports.SumSql(drawn));
                foreach (var sort in Enum.GetValues<ProgressSort>())
                    yield return new Statement(nameof(ProgressReports), "Reporting", ProgressReports.PageSql(drawn, sort));
            }
            foreach (var sort in Enum.GetValues<ProjectSort>())
            {
                yield return new Statement(nameof(ProjectListService), "Reporting", ProjectListService.PageSql(where, sort, false, 50));
                yield return new Statement(nameof(ProjectListService), "Reporting", ProjectListService.PageSql(where, sort, true, 50));
            }
        }
    }

    /// <summary>Open milestones with every filter and reach.</summary>
    private static IEnumerable<Statement> OfOpenMilestones() =>
        from reach in (Reach[])[new Reach(null, null), new Reach("p", null), new Reach("p", new HashSet<long> { 1 })]
        from sql in (string[])
        [
            OpenMilestones.BodiesSql(reach), OpenMilestones.StandingSql(reach),
            .. from kind in Enum.GetValues<OpenKind>()
               let asked = OpenMilestones.Asked(reach, new OpenRequest(kind, "x", "b", 1))
               from composed in (string[])[OpenMilestones.CountSql(asked), OpenMilestones.PageSql(asked)]
               select composed,
        ]
        select new Statement(nameof(OpenMilestones), "Reporting", sql);

    /// <summary>The work of a body, of a province and of all.</summary>
    private static IEnumerable<Statement> OfWork() =>
        from reach in (Reach[])[new Reach(null, null), new Reach("p", null), new Reach("p", new HashSet<long> { 1 }), new Reach(null, new HashSet<long> { 1 })]
        select new Statement(nameof(WorkReports), "Reporting", WorkReports.Sql(reach));

    /// <summary>The rules on many days at once.</summary>
    private static IEnumerable<Statement> OfTrials() =>
        from rule in Rule.All
        select new Statement(nameof(RulingRecords), "Slippage", RulingRecords.TrySql(rule));

    /// <summary>The trail with every filter: each is a condition, so that one statement holds them all.</summary>
    private static IEnumerable<Statement> OfTrail()
    {
        var everything = new AuditFilter
        {
            From = DateOnly.MinValue,
            To = DateOnly.MaxValue,
            SubjectType = "t",
            SubjectCode = "c",
            Kind = "k",
            Province = "p",
        };
        foreach (var sql in (string[])[AuditService.ListSql, AuditService.ListByActorSql])
            yield return new Statement(nameof(AuditService), "Audit", AuditService.Filtered(sql, everything, after: true));
    }

    // The namespace of the area Directory is in the plural, so as not to hide System.IO.Directory.
    /// <summary>The area that a schema belongs to: <c>land_clearance</c> to <c>LandClearance</c>.</summary>
    public static string AreaOf(string schema) => schema.Replace("_", "", StringComparison.Ordinal);

    private static string AreaOf(Type type) => (type.Namespace ?? "").Split('.') switch
    {
        ["Portfolio", "Database", var room, ..] => room,
        ["Portfolio", "Directories", ..] => "Directory",
        ["Portfolio", var area, ..] => area,
        _ => "",
    };

    [GeneratedRegex(@"^[A-Z]\w+(\.[A-Z]\w+)+$")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:select\s|insert\s+into\s|update\s[\s\S]+?\sset\s|delete\s+from\s|merge\s+into\s)", RegexOptions.IgnoreCase)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?([a-z_]+)\.[a-z_]+", RegexOptions.IgnoreCase)]
    private static partial Regex Write();

    [GeneratedRegex(@"\b(?:from|join|into|update|using)\s+(?:only\s+)?([a-z_]+)\.[a-z_]+", RegexOptions.IgnoreCase)]
    private static partial Regex Touch();
}
