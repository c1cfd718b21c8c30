using System.Text;
using Portfolio.Database.Migrations;

namespace Portfolio.Tests.Database.Migrations;

public sealed class MigrationFileTests
{
    private const string Good = "-- migrate:up\ncreate table a (x int);\n\n-- migrate:down\ndrop table a;\n";

    [Test]
    public void Both_parts_of_a_file_are_read()
    {
        var file = Parse(Good);
        Assert.Multiple(() =>
        {
            Assert.That(file.Version, Is.EqualTo("0007"));
            Assert.That(file.Up, Is.EqualTo(new[] { new SqlStatement("create table a (x int)", 2) }));
            Assert.That(file.Down, Is.EqualTo(new[] { new SqlStatement("drop table a", 5) }));
        });
    }

    [Test]
    public void Line_ends_do_not_change_the_checksum_but_any_other_character_does()
    {
        var windows = Parse(Good.ReplaceLineEndings("\r\n"));
        Assert.Multiple(() =>
        {
            Assert.That(windows.Sha256, Is.EqualTo(Parse(Good).Sha256));
            Assert.That(windows.Up[0].Line, Is.EqualTo(2));
            Assert.That(Parse(Good + " ").Sha256, Is.Not.EqualTo(windows.Sha256));
        });
    }

    [TestCase("create table a (x int);\n", TestName = "A_file_without_markers_is_refused")]
    [TestCase("-- migrate:up\nselect 1;\n", TestName = "A_file_without_a_down_part_is_refused")]
    [TestCase("-- migrate:down\nselect 1;\n-- migrate:up\nselect 1;\n", TestName = "A_down_part_before_the_up_part_is_refused")]
    [TestCase("-- migrate:up\nselect 1;\n-- migrate:up\nselect 1;\n-- migrate:down\nselect 1;\n",
        TestName = "A_second_up_part_is_refused")]
    public void Markers_must_be_in_order(string text) =>
        Assert.That(Refusal(text), Does.Contain("one '-- migrate:up' and after it one '-- migrate:down'"));

    [Test]
    public void A_file_that_asks_for_no_transaction_is_refused_with_its_line() =>
        Assert.That(
            Refusal("-- why not\n-- migrate:up transaction:false\nselect 1;\n-- migrate:down\nselect 1;\n"),
            Does.StartWith("0007_area_what.sql:2: ").And.Contain("'transaction:false' is not supported"));

    [Test]
    public void A_statement_before_the_up_part_is_refused_with_its_line() =>
        Assert.That(
            Refusal("-- a comment may stand here\nselect 1;\n" + Good),
            Is.EqualTo("0007_area_what.sql:2: there is a statement before '-- migrate:up'."));

    [TestCase("-- migrate:up\n-- nothing\n-- migrate:down\nselect 1;\n", "up")]
    [TestCase("-- migrate:up\nselect 1;\n-- migrate:down\n", "down")]
    public void A_part_without_a_statement_is_refused(string text, string part) =>
        Assert.That(Refusal(text), Is.EqualTo($"0007_area_what.sql: there is no statement after '-- migrate:{part}'."));

    [TestCase("begin")]
    [TestCase("COMMIT")]
    [TestCase("rollback")]
    [TestCase("savepoint s")]
    [TestCase("end")]
    public void A_statement_that_ends_or_splits_the_transaction_is_refused(string statement) =>
        Assert.That(
            Refusal($"-- migrate:up\nselect 1;\n{statement};\n-- migrate:down\nselect 1;\n"),
            Does.StartWith("0007_area_what.sql:3: ").And.Contain("a file is one transaction"));

    [TestCase("7_area_what.sql")]
    [TestCase("0007_what.sql")]
    [TestCase("0007-area-what.sql")]
    [TestCase("0007_Area_what.sql")]
    [TestCase("20260101120000_area_what.sql")]
    public void A_name_of_another_form_is_refused(string name) =>
        Assert.That(
            () => MigrationFile.Parse(name, Encoding.UTF8.GetBytes(Good)),
            Refused($"{name}: the name must be NNNN_area_what.sql, in lower case."));

    [Test]
    public void A_file_that_is_not_UTF_8_or_has_a_byte_order_mark_is_refused()
    {
        var latin = Encoding.Latin1.GetBytes("-- migrate:up\nselect 'é';\n-- migrate:down\nselect 1;\n");
        byte[] marked = [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Good)];
        Assert.Multiple(() =>
        {
            Assert.That(() => MigrationFile.Parse("0007_area_what.sql", latin), Refused("0007_area_what.sql: is not UTF-8."));
            Assert.That(() => MigrationFile.Parse("0007_area_what.sql", marked), Refused("byte order mark"));
        });
    }

    [Test]
    public void Two_files_with_one_version_are_refused_by_name()
    {
        using var folder = new MigrationFolder();
        folder.Write("0002_area_one.sql", "select 1;");
        folder.Write("0002_area_other.sql", "select 1;");
        Assert.That(
            () => MigrationFile.ReadFolder(folder.Path),
            Refused("Version 0002 is taken by more than one file: 0002_area_one.sql, 0002_area_other.sql."));
    }

    [Test]
    public void A_missing_and_an_empty_folder_are_refused()
    {
        using var folder = new MigrationFolder();
        folder.Remove(MigrationFolder.First);
        Assert.Multiple(() =>
        {
            Assert.That(() => MigrationFile.ReadFolder(folder.Path), Refused("holds no .sql file"));
            Assert.That(() => MigrationFile.ReadFolder(folder.Path + "x"), Refused("does not exist"));
        });
    }

    private static MigrationFile Parse(string text) => MigrationFile.Parse("0007_area_what.sql", Encoding.UTF8.GetBytes(text));

    private static string Refusal(string text) => Assert.Throws<MigrationException>(() => Parse(text))!.Message;

    private static NUnit.Framework.Constraints.IResolveConstraint Refused(string part) =>
        Throws.TypeOf<MigrationException>().With.Message.Contains(part);
}
