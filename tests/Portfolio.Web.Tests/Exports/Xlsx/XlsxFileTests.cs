using DocumentFormat.OpenXml.Spreadsheet;
using Portfolio.Common;
using Portfolio.Web.Exports.Xlsx;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>A spreadsheet opens the file without a complaint, sees real values, and prints it right.</summary>
internal sealed class XlsxFileTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(60)]
    public async Task The_file_is_valid(int rows)
    {
        foreach (var table in (XlsxTable<Payment>[])[Payment.Table(), Payment.Table(grouped: false), Bare()])
            Assert.That((await ReadSheet.OfAsync(table, Payment.Some(rows, 1))).Faults(), Is.Empty);
    }

    [Test]
    public async Task Another_program_reads_texts_amounts_days_and_shares_as_they_are()
    {
        var payment = new Payment("P", "B", "Đường tỉnh 205", new DateOnly(2026, 5, 19), new Vnd(8_000_000_000), new Vnd(1_234_567_891), null, 17, 3);
        var sheet = await ReadSheet.OfAsync(Payment.Table(grouped: false), [payment]);

        Assert.That(sheet.Values()[5][..8], Is.EqualTo(new object?[]
        {
            "Đường tỉnh 205", new DateTime(2026, 5, 19), 17d, 3d, 8_000_000_000d, 1_234_567_891d, null, 1_234_567_891d,
        }));
        Assert.That(sheet.Format("E6").NumberFormatId?.Value, Is.EqualTo(3), "#,##0");
        Assert.That(sheet.Format("I6").NumberFormatId?.Value, Is.EqualTo(10), "0.00%");
    }

    [Test]
    public async Task Titles_and_unit_lie_over_the_whole_table_and_bands_over_their_columns()
    {
        var sheet = await ReadSheet.OfAsync(Payment.Table(), Payment.Some(3, 1));

        Assert.That(sheet.Text("A1"), Is.EqualTo("TÌNH HÌNH GIẢI NGÂN VỐN ĐẦU TƯ CÔNG"));
        Assert.That(sheet.Text("A3"), Is.EqualTo("Đơn vị: đồng"));
        Assert.That(new[] { sheet.Text("F4"), sheet.Text("F5"), sheet.Text("H5"), sheet.Text("E4"), sheet.Text("I4") }, Is.EqualTo(
            new[] { "Giải ngân", "Vốn nhà nước", "Cộng", "Kế hoạch vốn", "Tỷ lệ" }));
        var merged = sheet.Sheet.Descendants<MergeCell>().Select(m => m.Reference!.Value).ToList();
        Assert.That(merged, Is.SupersetOf(new[] { "A1:I1", "A2:I2", "A3:I3", "F4:H4", "A4:A5", "E4:E5", "I4:I5" }));
        Assert.That(merged, Is.Unique);
    }

    [Test]
    public async Task Head_and_first_columns_stay_in_sight()
    {
        var pane = (await ReadSheet.OfAsync(Payment.Table(), Payment.Some(3, 1))).Sheet.Descendants<Pane>().Single();

        Assert.That((pane.VerticalSplit?.Value, pane.HorizontalSplit?.Value, pane.TopLeftCell?.Value), Is.EqualTo((5d, 1d, "B6")));
        Assert.That(pane.State?.Value, Is.EqualTo(PaneStateValues.Frozen));
    }

    [Test]
    public async Task It_prints_across_one_page_wide_with_the_head_and_a_number_on_each_page()
    {
        var table = Payment.Table();
        var sheet = await ReadSheet.OfAsync(table, Payment.Some(3, 1));
        var page = sheet.Sheet.Descendants<PageSetup>().Single();

        Assert.That(page.PaperSize?.Value, Is.EqualTo(9), "A4");
        Assert.That(page.Orientation?.Value, Is.EqualTo(OrientationValues.Landscape));
        Assert.That((page.FitToWidth?.Value, page.FitToHeight?.Value), Is.EqualTo((1u, 0u)));
        Assert.That(sheet.Sheet.Descendants<PageSetupProperties>().Single().FitToPage?.Value, Is.True);
        Assert.That(sheet.Sheet.Descendants<OddFooter>().Single().Text, Is.EqualTo("&C&P/&N"));
        Assert.That(sheet.Sheet.Descendants<PageMargins>().Single().Left?.Value, Is.EqualTo(0.79).Within(0.01));
        Assert.That(sheet.Book.Descendants<DefinedName>().Single().Text, Is.EqualTo("'Giải ngân 2026'!$4:$5"));
    }

    [Test]
    public async Task Two_may_sign_below_the_table()
    {
        var sheet = await ReadSheet.OfAsync(Payment.Table(grouped: false), Payment.Some(2, 1));

        Assert.That(sheet.Text("A8"), Is.EqualTo("Tổng cộng"));
        Assert.That(sheet.Text("E10"), Is.EqualTo("Ngày … tháng … năm 2026"));
        Assert.That((sheet.Text("A11"), sheet.Text("E11"), sheet.Text("E12")), Is.EqualTo(("NGƯỜI LẬP BIỂU", "GIÁM ĐỐC", "(Ký, đóng dấu)")));
        Assert.That(sheet.Sheet.Descendants<MergeCell>().Select(m => m.Reference!.Value), Does.Contain("A11:D11").And.Contain("E11:I11"));
    }

    [TestCase("Vốn [2026]: a/b*?", "Vốn -2026-- a-b--")]
    [TestCase("'x'", "x")]
    [TestCase("  ", "1")]
    [TestCase("Một cái tên dài hơn ba mươi mốt chữ cái", "Một cái tên dài hơn ba mươi mốt")]
    public async Task A_sheet_gets_a_name_that_is_allowed(string name, string expected)
    {
        var sheet = await ReadSheet.OfAsync(Bare(name), []);

        Assert.That(sheet.Book.Descendants<Sheet>().Single().Name?.Value, Is.EqualTo(expected));
        Assert.That(sheet.Faults(), Is.Empty);
    }

    [Test]
    public async Task Thirty_thousand_rows_are_written_as_they_come_and_not_kept()
    {
        var amounts = Enumerable.Range(0, 11).Select(i => XlsxColumn<int>.Dong($"{2020 + i}", row => new Vnd(row * 1_000_003L)));
        var table = new XlsxTable<int> { Sheet = "1", Columns = [XlsxColumn<int>.Text("Dự án", 30, row => $"Dự án {row}"), .. amounts], Total = "Cộng" };
        using var file = new MemoryStream();
        var (before, during) = (0L, 0L);

        await XlsxFile.WriteAsync(file, table, RowsAsync(), CancellationToken.None);

        Assert.That(during - before, Is.LessThan(6_000_000), "bytes kept after 29.000 rows, the packed file included");

        async IAsyncEnumerable<int> RowsAsync()
        {
            for (var row = 1; row <= 30_000; row++)
            {
                if (row == 1_000)
                    before = GC.GetTotalMemory(forceFullCollection: true);
                if (row == 30_000)
                    during = GC.GetTotalMemory(forceFullCollection: true);
                yield return row;
            }
            await Task.CompletedTask;
        }
    }

    [Test]
    public void More_rows_than_a_sheet_takes_are_refused() => Assert.That(
        () => ReadSheet.OfAsync(new XlsxTable<int> { Sheet = "1", Columns = [XlsxColumn<int>.Text("x", 9, _ => "")], MostRows = 10 }, Enumerable.Range(0, 10)),
        Throws.InstanceOf<RuleException>().With.Property("Code").EqualTo("export.too_many_rows"));

    private static XlsxTable<Payment> Bare(string name = "1") => new() { Sheet = name, Columns = [XlsxColumn<Payment>.Text("Dự án", 20, p => p.Project)] };
}
