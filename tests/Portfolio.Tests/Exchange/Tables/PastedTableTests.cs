using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Portfolio.Exchange.Tables;

namespace Portfolio.Tests.Exchange.Tables;

/// <summary>What is copied out of a spreadsheet reads cell by cell.</summary>
internal sealed class PastedTableTests
{
    private const string Head = "Mã dự án\tNgày chi\tSố tiền\tGhi chú\n";

    [TestCase("\n")]
    [TestCase("\r\n")]
    [TestCase("\r")]
    public void Cells_are_found_by_their_heads_in_whatever_order(string end)
    {
        var table = Tables.Pasted($"Ghi chú\tSTT\tSố tiền\tMã dự án\tNgày chi{end}đợt 1\t1\t1.500.000\tCB-GT-001\t19/5/2026{end}\t2\t2 tỷ\tCB-GT-002\t20/5/2026{end}");

        Assert.That(table.Lines(), Is.EqualTo(new[] { "2: CB-GT-001 | 19/5/2026 | 1.500.000 | đợt 1", "3: CB-GT-002 | 20/5/2026 | 2 tỷ | " }));
        Assert.That(table.Columns, Is.EquivalentTo(new[] { "project", "date", "amount", "note" }));
    }

    [TestCase("MA DU AN\tngay chi\tSO TIEN")]
    [TestCase("Mã dự án (*)\tNgày chi:\tSố tiền (đồng)")]
    [TestCase("  Project \tDATE\tAmount")]
    [TestCase("Ma\u0303 du\u031B\u0323 a\u0301n\tNgày  chi\tSố_tiền")]
    public void A_head_is_known_whatever_its_accents_case_and_signs(string head) =>
        Assert.That(Tables.Pasted(head + "\nx\ty\tz").Lines(), Is.EqualTo(new[] { "2: x | y | z | " }));

    [Test]
    public void A_column_that_may_be_missing_reads_as_blank()
    {
        var table = Tables.Pasted("project\tdate\tamount\nx\ty\tz");

        Assert.That(table.Columns, Does.Not.Contain("note"));
        Assert.That(table.Rows[0]["note"], Is.Empty);
    }

    [Test]
    public void Titles_above_and_blank_rows_between_are_passed_over_and_counted() => Assert.That(
        Tables.Pasted($"BẢNG KÊ\t\t\n\n{Head}\na\tb\tc\td\n\t \t\t\ne\tf\tg\th").Lines(),
        Is.EqualTo(new[] { "5: a | b | c | d", "7: e | f | g | h" }));

    [Test]
    public void A_head_over_two_rows_is_read_as_one() => Assert.That(
        Tables.Pasted("Mã dự án\tChi\t\tGhi chú\n\tNgày chi\tSố tiền\t\na\tb\tc\td").Lines(),
        Is.EqualTo(new[] { "3: a | b | c | d" }));

    [TestCase("\"hai\ndòng\"", "hai\ndòng")]
    [TestCase("\"hai\r\ndòng\"", "hai\ndòng")]
    [TestCase("\"nói \"\"không\"\"\nvà \"\"có\"\"\"", "nói \"không\"\nvà \"có\"")]
    [TestCase("\"một\tô\"", "một\tô")]
    [TestCase("\"\"\"trích\"\"\"", "\"trích\"")]
    [TestCase("\"Đường A\" nối dài", "\"Đường A\" nối dài")]
    [TestCase("\"trích\"", "\"trích\"")]
    [TestCase("\"chưa đóng", "\"chưa đóng")]
    [TestCase("ống 5\" thép", "ống 5\" thép")]
    [TestCase("\u00A0 x \u00A0", "x")]
    [TestCase("Tie\u0302\u0300n", "Tiền")]
    public void A_cell_reads_as_the_spreadsheet_held_it(string pasted, string cell)
    {
        var table = Tables.Pasted($"{Head}a\tb\tc\t{pasted}\ne\tf\tg\th");

        Assert.That(table.Rows[0]["note"], Is.EqualTo(cell));
        Assert.That((table.Rows[1].Number, table.Rows[1]["note"]), Is.EqualTo((3, "h")));
    }

    [Test]
    public void Whatever_cells_hold_they_come_back_as_they_were() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Rows(), rows =>
        {
            var read = PastedText.Rows(string.Concat(rows.Select(row => string.Join('\t', row.Select(Copied)) + "\r\n"))).ToList();
            return read.Count == rows.Length && read.Zip(rows).All(pair => pair.First.Cells.SequenceEqual(pair.Second));
        }));

    [TestCase(null, "table.empty", "")]
    [TestCase(" \n\t\n ", "table.empty", "")]
    [TestCase("Mã dự án\tNgày chi\tSố tiền", "table.empty", "")]
    [TestCase("a\tb\n1\t2", "table.head_missing", "“Mã dự án”, “Ngày chi”, “Số tiền”")]
    [TestCase("\nMã dự án\tGhi chú\na\tb", "table.column_missing", "“Ngày chi”, “Số tiền”; 2")]
    [TestCase("Mã dự án\tNgày chi\tSố tiền (triệu đồng)\na\tb\tc", "table.column_missing", "“Số tiền”; 1")]
    [TestCase("Mã dự án\tNgày chi\tSố tiền\tAmount\na\tb\tc\td", "table.column_twice", "Số tiền; 1")]
    public async Task What_is_no_such_table_is_told_so(string? text, string code, string told) =>
        Assert.That(await Tables.RefusalAsync(() => Task.FromResult(TableReader.ReadPasted(text, Tables.Columns))), Is.EqualTo((code, told)));

    [Test]
    public async Task Neither_too_much_text_nor_too_many_rows_or_columns_are_read()
    {
        Assert.That(await RefusalAsync(Head + new string('ế', TableLimits.Bytes / 3)), Is.EqualTo(("table.too_large", "5")));
        Assert.That(await RefusalAsync(Head + Repeat("a\tb\tc\n", TableLimits.Rows + 1)), Is.EqualTo(("table.too_many_rows", "20000")));
        Assert.That(await RefusalAsync(Head + Repeat("a\tb\tc\n", TableLimits.Rows + 100)), Is.EqualTo(("table.too_many_rows", "20000")));
        Assert.That(await RefusalAsync(Head + "a" + new string('\t', 50) + "b"), Is.EqualTo(("table.too_many_columns", "50")));
        Assert.That(Tables.Pasted(Head + Repeat("a\tb\tc\n", TableLimits.Rows)).Rows, Has.Count.EqualTo(TableLimits.Rows));
        Assert.That(Tables.Pasted(Head + "a" + new string('\t', 60)).Rows, Has.Count.EqualTo(1), "blank cells are no columns");
    }

    private static Task<(string, string)> RefusalAsync(string text) => Tables.RefusalAsync(() => Task.FromResult(Tables.Pasted(text)));

    private static string Repeat(string row, int times) => new StringBuilder().Insert(0, row, times).ToString();

    /// <summary>As Excel copies a cell.</summary>
    private static string Copied(string cell) =>
        cell.AsSpan().IndexOfAny("\t\n\"") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static Arbitrary<string[][]> Rows()
    {
        var cell = Gen.Elements("", "a", "Mã", "1.500", "\"", "\"\"", "\n", "\t", ";", ",", "x y").ListOf(4)
            .Select(parts => string.Concat(parts).Trim());
        return cell.ArrayOf(4).ArrayOf(5).ToArbitrary();
    }
}
