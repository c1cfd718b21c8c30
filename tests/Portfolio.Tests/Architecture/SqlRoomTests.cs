using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Portfolio.Database;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Architecture;

/// <summary>An area owns one schema and is its only writer; only Reporting reads across, and the rules of Slippage.</summary>
internal sealed partial class SqlRoomTests
{
    private static readonly IReadOnlyList<Statement> Statements = Statement.All();
    private static readonly IReadOnlyList<Statement> OfDatabaseLibrary = Statement.OfDatabaseLibrary();

    [Test]
    public void The_scan_finds_the_statements()
    {
        Assert.That(Statements, Has.Count.GreaterThan(30));
        Assert.That(OfDatabaseLibrary.Select(s => s.Area).Distinct(), Is.SupersetOf(new[] { "Dictionary", "Migrations" }));
    }

    [Test]
    public void The_scan_catches_statements_without_a_name_and_nothing_that_is_no_statement()
    {
        var found = Statement.In([typeof(Careless)]).ToList();
        Assert.That(
            found.Select(s => s.Owner),
            Is.EquivalentTo(new[] { "Careless.Read", "Careless.Moved", "Careless.Shouted", "Careless.Late", "Careless.Misnamed", "Careless.Proper" }));
        Assert.That(found.Where(s => s.IsNamed).Select(s => s.Owner), Is.EqualTo(new[] { "Careless.Proper" }));
        Assert.That(found.Single(s => s.Owner == "Careless.Moved").Written, Is.EqualTo(new[] { "projects" }));
    }

    [Test]
    public async Task Every_schema_belongs_to_an_area()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        var schemas = await connection.QueryAsync<string>(
            // What stands in the schema of the scheduler it makes and reads itself.
            "select nspname::text from pg_namespace where nspname !~ '^pg_' and nspname not in ('information_schema', 'public', 'scheduler')");
        Assert.That(schemas.Select(Statement.AreaOf), Is.Not.Empty.And.SubsetOf(Statement.Areas).IgnoreCase);
    }

    [Test]
    public void An_area_writes_only_its_own_schema() => Assert.That(
        Statements.Where(s => s.Written.Any(schema => !schema.Equals(s.Area, StringComparison.OrdinalIgnoreCase))), Is.Empty);

    [Test]
    public void Only_Reporting_and_the_rules_of_early_warning_read_across_schemas_and_Reporting_never_writes()
    {
        Assert.That(Statements.Where(s => s.Area == "Reporting" && s.Written.Any()), Is.Empty);
        Assert.That(
            Statements.Where(s => s.Area is not ("Reporting" or "Slippage")
                && s.Touched.Any(schema => !schema.Equals(s.Area, StringComparison.OrdinalIgnoreCase))),
            Is.Empty);
    }

    [Test]
    public void The_library_around_the_service_layer_writes_no_areas_schema() => Assert.That(
        OfDatabaseLibrary.Where(s => s.Written.Any()), Is.Empty);

    // The embedded server and the migrations are left out: they are plumbing and touch no area; what they send to the server
    // stands beside a start or a migration, where nobody has to look for it by its name.
    [Test]
    public void Every_statement_is_named_for_what_it_does_so_that_the_server_log_finds_it() => Assert.That(
        Statements.Concat(OfDatabaseLibrary.Where(s => s.Area is not ("Embedded" or "Migrations"))).Where(s => !s.IsNamed), Is.Empty);

    [Test]
    public void A_name_begins_with_the_area() => Assert.That(
        Statements.Where(s => s.IsNamed && !s.Name.StartsWith(s.Area + ".", StringComparison.Ordinal)), Is.Empty);

    // The filters of the project list are pieces of several statements, of the list, of the drawn portfolio and of the board, those of open
    // milestones and of work of theirs, and a trial is a rule on many days; the scan sees the statements that are put together from them.
    [Test]
    public void No_SQL_stands_outside_a_constant() => Assert.That(
        from path in Directory.EnumerateFiles(RepositoryFolder.Require("src/Portfolio"), "*.cs", SearchOption.AllDirectories)
        where !Generated().IsMatch(path) && Path.GetFileName(path) is not ("ProjectListService.cs" or "ProgressReports.cs" or "OpenMilestones.cs" or "BoardReports.cs" or "BoardSums.cs"
            or "WorkReports.cs" or "RulingRecords.cs")
        from literal in SqlLiterals.OutsideConstants(File.ReadAllText(path))
        select $"{Path.GetFileName(path)}: {literal}",
        Is.Empty);

    [TestCase("""connection.QueryAsync("select 1 from plans.plan")""", true)]
    [TestCase("""new CommandDefinition($"delete from {table}")""", true)]
    [TestCase(""""connection.Execute("""update plans.plan set name = 'x'""")"""", true)]
    [TestCase("""{ const string Sql = "select 1 from plans.plan"; }""", true)]
    [TestCase("""x = '"'; connection.Query("select 1 from plans.plan") // '""", true)]
    [TestCase("""private const string Sql = "select 1 from plans.plan";""", false)]
    [TestCase("""private const string Sql = "-- Plans.One\n" + Piece + " union select 1 from plans.plan";""", false)]
    [TestCase("""// connection.Query("select 1 from plans.plan")""", false)]
    [TestCase("""Label("selected", "update")""", false)]
    public void The_scan_of_the_sources_catches_SQL_outside_a_constant(string source, bool caught) =>
        Assert.That(SqlLiterals.OutsideConstants(source).Any(), Is.EqualTo(caught));

    [Test]
    public void No_statement_asks_for_all_columns_of_a_table() => Assert.That(
        Statements.Where(s => s.Area != "Reporting" && AllColumns().IsMatch(s.Sql)), Is.Empty);

    [Test]
    public async Task Every_statement_can_be_prepared_against_the_migrated_schema()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        var failures = new List<string>();
        // Where several go out in one round trip, each is one for the server.
        var each = Statements.SelectMany(s => s.Sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries).Select(sql => (s, sql)));
        foreach (var ((statement, sql), number) in each.Select((s, i) => (s, i)))
        {
            try
            {
                await using var command = new NpgsqlCommand($"prepare s{number} as {Numbered(sql)}", connection);
                await command.ExecuteNonQueryAsync();
            }
            catch (PostgresException fault)
            {
                failures.Add($"{statement}: {fault.MessageText}");
            }
        }
        Assert.That(failures, Is.Empty);
    }

    /// <summary>The statement with $1, $2, … for its named parameters, as PREPARE wants them.</summary>
    private static string Numbered(string sql)
    {
        var names = new List<string>();
        return Parameter().Replace(sql, match =>
        {
            var name = match.Groups[1].Value;
            if (!names.Contains(name))
                names.Add(name);
            return "$" + (names.IndexOf(name) + 1);
        });
    }

    [GeneratedRegex(@"select\s+\*", RegexOptions.IgnoreCase)]
    private static partial Regex AllColumns();

    [GeneratedRegex(@"(?<![@\w])@(\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"[\\/](?:bin|obj)[\\/]")]
    private static partial Regex Generated();

    /// <summary>What a hasty hand writes.</summary>
    private static class Careless
    {
        internal const string Table = "projects.project";
        internal const string Read = "select code from plans.plan";
        internal const string Moved = $"update {Table} set name = 'x'";
        internal const string Shouted = "DELETE FROM funding.need";
        internal const string Misnamed = "-- read it\nselect code from plans.plan";
        internal const string Proper = "-- Plans.Codes\nselect code from plans.plan";
        internal const string Word = "select";
        internal const string Sentence = "the plans were updated; set them aside";
        internal static readonly string Late = $"insert into {Table} (code) values ('x')";
    }
}
