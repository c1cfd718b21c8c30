using System.Text.RegularExpressions;
using Npgsql;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Architecture;

/// <summary>An area owns one schema and is its only writer; only Reporting reads across.</summary>
internal sealed partial class SqlRoomTests
{
    private static readonly IReadOnlyList<Statement> Statements = Statement.All();

    [Test]
    public void The_scan_finds_the_statements() => Assert.That(Statements, Has.Count.GreaterThan(30));

    [Test]
    public void An_area_writes_only_its_own_schema() => Assert.That(
        Statements.Where(s => s.Written.Any(schema => !schema.Equals(s.Area, StringComparison.OrdinalIgnoreCase))), Is.Empty);

    [Test]
    public void Only_Reporting_reads_across_schemas_and_it_never_writes()
    {
        Assert.That(Statements.Where(s => s.Area == "Reporting" && s.Written.Any()), Is.Empty);
        Assert.That(
            Statements.Where(s => s.Area != "Reporting" && s.Touched.Any(schema => !schema.Equals(s.Area, StringComparison.OrdinalIgnoreCase))),
            Is.Empty);
    }

    [Test]
    public void Every_statement_is_named_for_what_it_does_so_that_the_server_log_finds_it() => Assert.That(
        Statements.Where(s => !Name().IsMatch(s.Name)), Is.Empty);

    [Test]
    public void No_statement_asks_for_all_columns_of_a_table() => Assert.That(
        Statements.Where(s => s.Area != "Reporting" && AllColumns().IsMatch(s.Sql)), Is.Empty);

    [Test]
    public async Task Every_statement_can_be_prepared_against_the_migrated_schema()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.OpenAsync();
        var failures = new List<string>();
        foreach (var (statement, number) in Statements.Select((s, i) => (s, i)))
        {
            try
            {
                await using var command = new NpgsqlCommand($"prepare s{number} as {Numbered(statement.Sql)}", connection);
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

    [GeneratedRegex(@"^[A-Z]\w+(\.[A-Z]\w+)+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"select\s+\*", RegexOptions.IgnoreCase)]
    private static partial Regex AllColumns();

    [GeneratedRegex(@"(?<![@\w])@(\w+)")]
    private static partial Regex Parameter();
}
