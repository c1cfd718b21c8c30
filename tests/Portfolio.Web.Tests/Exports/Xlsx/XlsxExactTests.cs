using Portfolio.Common;
using Portfolio.Web.Exports.Xlsx;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>No đồng is lost on the way into a spreadsheet, and no text becomes anything else.</summary>
internal sealed class XlsxExactTests
{
    [TestCase(0)]
    [TestCase(-1_500_000_000)]
    [TestCase(93_243_100_000_000)]
    [TestCase(999_999_999_999_999)]
    [TestCase(8_220_000_000_000_000)]
    [TestCase(-9_007_199_254_740_990)]
    public async Task An_amount_that_a_spreadsheet_shows_whole_is_a_number(long dong)
    {
        var sheet = await OneAsync(dong);

        Assert.That(sheet.Number("B2"), Is.EqualTo(dong));
        Assert.That((decimal)(double)sheet.Values()[1][1]!, Is.EqualTo(dong));
        Assert.That(sheet.Formula("B3"), Is.EqualTo("SUM(B2:B2)"));
    }

    [TestCase(1_000_000_000_000_001, "1.000.000.000.000.001")]
    [TestCase(8_220_000_000_000_005, "8.220.000.000.000.005")]
    [TestCase(9_007_199_254_740_993, "9.007.199.254.740.993")]
    [TestCase(100_000_000_000_000_000, "100.000.000.000.000.000")]
    [TestCase(-99_999_999_999_999_999, "-99.999.999.999.999.999")]
    [SetCulture("vi-VN")]
    public async Task Any_other_amount_is_a_text_that_reads_as_the_same_amount(long dong, string shown)
    {
        var sheet = await OneAsync(dong);

        Assert.That(sheet.Number("B2"), Is.Null);
        Assert.That(sheet.Text("B2"), Is.EqualTo(shown));
        Assert.That(dong < 0 || (VndText.TryParse(sheet.Text("B2"), out var read) is null && read.Dong == dong), Is.True);
        Assert.That((sheet.Formula("B3"), sheet.Text("B3")), Is.EqualTo(((string?)null, shown)), "a formula would pass over the text");
        Assert.That(sheet.Faults(), Is.Empty);
    }

    [Test]
    [SetCulture("vi-VN")]
    public async Task A_total_that_no_number_can_hold_is_a_text_though_its_parts_are_numbers()
    {
        var sheet = await OneAsync(900_000_000_000_001, 900_000_000_000_000);

        Assert.That(sheet.Number("B2"), Is.Not.Null);
        Assert.That((sheet.Formula("B4"), sheet.Text("B4")), Is.EqualTo(((string?)null, "1.800.000.000.000.001")));
    }

    [Test]
    public async Task A_total_that_is_small_again_after_parts_that_are_not_is_a_plain_number()
    {
        var sheet = await OneAsync(1_000_000_000_000_001, -1_000_000_000_000_000);

        Assert.That((sheet.Formula("B4"), sheet.Number("B4")), Is.EqualTo(((string?)null, (decimal?)1m)));
    }

    [Test]
    public async Task A_sum_on_the_way_to_which_doubles_lose_đồng_is_no_formula()
    {
        var sheet = await OneAsync(9_000_000_000_000_000, 9_000_000_000_000_000, 1, -9_000_000_000_000_000, -9_000_000_000_000_000);

        Assert.That((sheet.Formula("B7"), sheet.Number("B7")), Is.EqualTo(((string?)null, (decimal?)1m)));
    }

    [Test]
    public async Task A_share_of_amounts_that_are_texts_is_a_plain_number()
    {
        var whole = XlsxColumn<long>.Dong("a", dong => new Vnd(dong));
        var part = XlsxColumn<long>.Dong("b", dong => new Vnd(dong / 2));
        var both = XlsxColumn<long>.Sum("c", [whole, part]);
        var sheet = await ReadSheet.OfAsync(new XlsxTable<long> { Sheet = "1", Columns = [whole, part, both, XlsxColumn<long>.Share("d", part, whole)] }, [20_000_000_000_000_002]);

        Assert.That((sheet.Number("A2"), sheet.Number("C2"), sheet.Formula("C2"), sheet.Formula("D2")), Is.EqualTo(((decimal?)null, (decimal?)null, (string?)null, (string?)null)));
        Assert.That(sheet.Number("D2"), Is.EqualTo(0.5m));
    }

    [TestCase("=1+1")]
    [TestCase("+84")]
    [TestCase("-2 làn xe")]
    [TestCase("@SUM(A1)")]
    [TestCase("=cmd|' /C calc'!A0")]
    [TestCase("\t=1+1")]
    [TestCase("\uFF1D1+1")]
    public async Task What_looks_like_a_formula_stays_a_text_also_when_it_is_edited(string text)
    {
        var sheet = await TextAsync(text);

        Assert.That((sheet.Text("A2"), sheet.Formula("A2")), Is.EqualTo((text, (string?)null)));
        Assert.That(sheet.Values()[1][0], Is.EqualTo(text));
        Assert.That(sheet.Format("A2").QuotePrefix?.Value, Is.True);
        Assert.That(sheet.Formulas, Is.Empty);
    }

    [TestCase("Đường Đồng Đăng - Trà Lĩnh", "Đường Đồng Đăng - Trà Lĩnh")]
    [TestCase("  hai  dấu cách ", "  hai  dấu cách ")]
    [TestCase("hai\r\ndòng\rba", "hai\ndòng\nba")]
    [TestCase("<b>&amp;\"'", "<b>&amp;\"'")]
    [TestCase("_x0041_ _x004", "_x0041_ _x004")]
    [TestCase("a\0b\u0001c\uFFFEd", "a\uFFFDb\uFFFDc\uFFFDd")]
    [TestCase("\U0001F600", "\U0001F600")]
    public async Task A_text_comes_out_as_it_went_in_or_shows_what_could_not(string text, string expected)
    {
        var sheet = await TextAsync(text);

        Assert.That(sheet.Values()[1][0], Is.EqualTo(expected));
        Assert.That(sheet.Format("A2").QuotePrefix, Is.Null);
        Assert.That(sheet.Faults(), Is.Empty);
    }

    // An attribute could not hold it.
    [Test]
    public async Task Half_a_letter_shows_that_it_is_one() =>
        Assert.That((await TextAsync("\uD83D x\uDE00")).Values()[1][0], Is.EqualTo("\uFFFD x\uFFFD"));

    [Test]
    public async Task A_text_that_no_cell_holds_is_cut_where_one_sees_it()
    {
        var sheet = await TextAsync(new string('x', 40_000));

        Assert.That((string)sheet.Values()[1][0]!, Has.Length.EqualTo(XlsxText.Longest).And.EndsWith("x\u2026"));
    }

    [Test]
    public async Task A_day_that_a_spreadsheet_cannot_count_stands_as_a_text()
    {
        var sheet = await ReadSheet.OfAsync(
            new XlsxTable<DateOnly> { Sheet = "1", Columns = [XlsxColumn<DateOnly>.Text("a", 9, _ => "x"), XlsxColumn<DateOnly>.Date("b", day => day)] },
            [new DateOnly(26, 6, 1), new DateOnly(1900, 2, 28)]);

        Assert.That(sheet.Values().Skip(1).Select(row => row[1]), Is.EqualTo(new object[] { "1/6/0026", "28/2/1900" }));
    }

    private static Task<ReadSheet> OneAsync(params long[] amounts) => ReadSheet.OfAsync(
        new XlsxTable<long> { Sheet = "1", Columns = [XlsxColumn<long>.Text("a", 9, _ => "x"), XlsxColumn<long>.Dong("b", dong => new Vnd(dong))], Total = "Cộng" },
        amounts);

    private static Task<ReadSheet> TextAsync(string text) => ReadSheet.OfAsync(
        new XlsxTable<string> { Sheet = "1", Columns = [XlsxColumn<string>.Text("a", 20, value => value)] }, [text]);
}
