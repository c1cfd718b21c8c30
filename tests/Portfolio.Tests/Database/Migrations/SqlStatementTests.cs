using Portfolio.Database.Migrations;

namespace Portfolio.Tests.Database.Migrations;

public sealed class SqlStatementTests
{
    [TestCase("select 1; select 2", "select 1", "select 2")]
    [TestCase(";; select 1 ;\n;", "select 1")]
    [TestCase("select ';'; select 2", "select ';'", "select 2")]
    [TestCase("select 'it''s;'; select 2", "select 'it''s;'", "select 2")]
    [TestCase(@"select e'\';'; select 2", @"select e'\';'", "select 2")]
    [TestCase(@"select '\'; select 2", @"select '\'", "select 2")]
    [TestCase("select \"a;b\"; select 2", "select \"a;b\"", "select 2")]
    [TestCase("do $$ begin; end $$; select 2", "do $$ begin; end $$", "select 2")]
    [TestCase("do $x$ ; $$ ; $x$; select 2", "do $x$ ; $$ ; $x$", "select 2")]
    [TestCase("select a$b; select c$d", "select a$b", "select c$d")]
    [TestCase("select 1 -- ; no\n; select 2", "select 1 -- ; no", "select 2")]
    [TestCase("select 1 /* ; /* ; */ ; */; select 2", "select 1 /* ; /* ; */ ; */", "select 2")]
    [TestCase("-- one\n/* two; */ select 1;\n-- three", "select 1")]
    [TestCase("create rule r as on insert to t do (select 1; select 2); select 3",
        "create rule r as on insert to t do (select 1; select 2)", "select 3")]
    [TestCase("-- nothing")]
    public void Statements_end_where_PostgreSQL_ends_them(string text, params string[] statements) =>
        Assert.That(
            SqlStatement.Split(text, 0, text.Length).Select(s => s.Text.TrimEnd()),
            Is.EqualTo(statements));

    [Test]
    public void A_statement_knows_the_line_on_which_it_begins()
    {
        const string text = "\n-- comment\nselect 1;\n\n/* more\n */ select\n2;";
        Assert.That(SqlStatement.Split(text, 0, text.Length).Select(s => s.Line), Is.EqualTo(new[] { 3, 6 }));
    }
}
