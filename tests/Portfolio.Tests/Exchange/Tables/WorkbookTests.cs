using DocumentFormat.OpenXml.Spreadsheet;
using Portfolio.Common;
using Portfolio.Exchange.Tables;

namespace Portfolio.Tests.Exchange.Tables;

/// <summary>A spreadsheet reads as its cells are, to the last digit.</summary>
internal sealed class WorkbookTests
{
    private static readonly object?[] Head = ["Mã dự án", "Ngày chi", "Số tiền", "Ghi chú"];

    [Test]
    public async Task Texts_days_and_amounts_read_as_they_are_in_xlsx_and_in_xls()
    {
        object?[][] rows =
        [
            ["BẢNG KÊ THANH TOÁN"],
            [],
            Head,
            ["CB-GT-001", new DateTime(2026, 5, 19), 93_243_100_000_000d, " đợt 1 "],
            [null, null, null, null],
            ["CB-GT-002", "20/5/2026", "1,5 tỷ", null],
        ];
        foreach (var file in (byte[][])[XlsxBook.Of(rows), XlsFile.Of(rows)])
        {
            Assert.That((await Tables.FileAsync(file)).Lines(), Is.EqualTo(new[]
            {
                "4: CB-GT-001 | 19/05/2026 | 93243100000000 | đợt 1", "6: CB-GT-002 | 20/5/2026 | 1,5 tỷ | ",
            }));
        }
    }

    [TestCase(0, "0")]
    [TestCase(1_500_000_000, "1500000000")]
    [TestCase(999_999_999_999_999, "999999999999999")]
    [TestCase(8_220_000_000_000_005, "8220000000000005")]
    [TestCase(9_007_199_254_740_992, "9007199254740992")]
    [TestCase(-5, "-5")]
    [TestCase(0.8, "0,8")]
    [TestCase(1234.5, "1234,5")]
    [TestCase(0.30000000000000004, "0,30000000000000004")]
    [TestCase(93_243_100_000.000015, "93243100000,00002")]
    public async Task A_number_reads_to_its_last_digit(double number, string text)
    {
        foreach (var file in (byte[][])[XlsxBook.Of(Head, ["a", "b", number]), XlsFile.Of([Head, ["a", "b", number]])])
            Assert.That((await Tables.FileAsync(file)).Rows[0]["amount"], Is.EqualTo(text));
    }

    [TestCase(0.5, "money.not_whole_dong")]
    [TestCase(1e-7, "money.not_a_number")]
    [TestCase(9_007_199_254_740_994, "money.not_a_number")]
    [TestCase(1e17, "money.not_a_number")]
    [TestCase(1e300, "money.not_a_number")]
    [TestCase(1_000_000_000_000_000.5, "money.not_whole_dong")]
    public async Task A_number_that_is_no_amount_or_may_have_lost_đồng_reads_as_none(double number, string code)
    {
        var text = (await Tables.FileAsync(XlsxBook.Of(Head, ["a", "b", number]))).Rows[0]["amount"];

        Assert.That(VndText.TryParse(text, out _), Is.EqualTo(code), text);
    }

    [Test]
    public async Task Every_whole_amount_and_every_day_of_a_spreadsheet_is_read_as_it_was_meant()
    {
        var random = new Random(7);
        var amounts = Enumerable.Range(0, 500).Select(_ => random.NextInt64(1L << random.Next(1, 54))).ToArray();
        var days = amounts.Select(_ => new DateTime(1901, 1, 1).AddDays(random.Next(100_000))).ToArray();
        var table = await Tables.FileAsync(XlsxBook.Of([Head, .. amounts.Zip(days, object?[] (amount, day) => ["x", day, amount])]));

        foreach (var (index, row) in table.Rows.Index())
        {
            Assert.That(VndText.TryParse(row["amount"], out var amount) is null && amount.Dong == amounts[index], Is.True, row["amount"]);
            Assert.That(DateText.TryParse(row["date"], out var day) is null && day == DateOnly.FromDateTime(days[index]), Is.True, row["date"]);
        }
    }

    [Test]
    public async Task A_cell_that_is_neither_number_nor_text_reads_as_what_is_shown()
    {
        var table = await Tables.FileAsync(XlsxBook.Of(Head, [true, new DateTime(2026, 5, 19, 10, 30, 0), Formula("1+1", "2"), false]));

        Assert.That(table.Lines(), Is.EqualTo(new[] { "2: TRUE | 19/05/2026 10:30:00 | 2 | FALSE" }));
    }

    [Test]
    public async Task An_error_or_a_formula_without_its_result_is_no_blank()
    {
        var empty = new Cell { DataType = CellValues.String, CellFormula = new CellFormula("IF(1,\"\",1)"), CellValue = new CellValue("") };
        var error = new Cell { DataType = CellValues.Error, CellValue = new CellValue("#REF!") };
        var file = XlsxBook.OfSheets(("Khác", true, [["x", error]]), ("Số liệu", true, [Head, [], ["a", error, Formula("B1*2", null), empty]]));

        Assert.That((await Tables.FileAsync(file)).Lines(), Is.EqualTo(new[] { "3: a | #REF! | =B1*2 | " }));
        Assert.That((await Tables.FileAsync(XlsFile.Of([Head, ["a", (byte)0x2A, (byte)0x17]]))).Lines(), Is.EqualTo(new[] { "2: a | #N/A | #REF! | " }));
    }

    [Test]
    public async Task What_no_text_of_the_database_holds_shows_as_such()
    {
        var table = await Tables.FileAsync(XlsxBook.Of(Head, ["a_x0000_b", "_xD83D_", "x_x000D_y", "Tie\u0302\u0300n"]));

        Assert.That(table.Lines(), Is.EqualTo(new[] { "2: a\uFFFDb | \uFFFD | x\ny | Tiền" }));
    }

    [Test]
    public async Task The_table_is_found_on_whichever_visible_sheet_it_stands()
    {
        var file = XlsxBook.OfSheets(
            ("Ẩn", false, [Head, ["ẩn", "b", "c"]]), ("Hướng dẫn", true, [["Ghi chú"], ["Điền vào trang sau"]]), ("Số liệu", true, [Head, ["a", "b", "c"]]));

        Assert.That((await Tables.FileAsync(file)).Lines(), Is.EqualTo(new[] { "2: a | b | c | " }));
    }

    [Test]
    public async Task Formatted_rows_and_columns_without_content_do_not_count()
    {
        var styled = new Cell { StyleIndex = 1 };
        var wide = Enumerable.Repeat<object?>(null, 200).Append(styled).ToArray();
        var file = XlsxBook.With(
            XlsxBook.Of(Head, ["a", "b", "c"], wide), "xl/worksheets/sheet1.xml",
            xml => xml.Replace("r=\"3\"", "r=\"1048576\"", StringComparison.Ordinal).Replace("GS3", "GS1048576", StringComparison.Ordinal));

        Assert.That((await Tables.FileAsync(file)).Lines(), Is.EqualTo(new[] { "2: a | b | c | " }));
    }

    [Test]
    public async Task Too_many_rows_or_columns_are_refused()
    {
        var row = new object?[] { "a", "b", "c" };
        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(XlsxBook.Of([Head, .. Enumerable.Repeat(row, TableLimits.Rows + 1)])))).Code, Is.EqualTo("table.too_many_rows"));
        Assert.That((await Tables.RefusalAsync(() => Tables.FileAsync(XlsxBook.Of([Head, [.. row, .. new object?[60], "x"]])))).Code, Is.EqualTo("table.too_many_columns"));
    }

    private static Cell Formula(string formula, string? result) =>
        new() { CellFormula = new CellFormula(formula), CellValue = result is null ? null : new CellValue(result) };
}
