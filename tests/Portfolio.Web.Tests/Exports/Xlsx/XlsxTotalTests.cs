using Portfolio.Common;
using Portfolio.Web.Exports.Xlsx;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>Totals are formulas, come to what stands in them, and count nothing twice.</summary>
internal sealed class XlsxTotalTests
{
    [Test]
    public async Task Every_formula_comes_to_the_value_that_stands_beside_it([Values(1, 2, 3)] int seed, [Values(true, false)] bool grouped, [Values(1, 7, 90)] int rows)
    {
        var sheet = await ReadSheet.OfAsync(Payment.Table(grouped), Payment.Some(rows, seed));
        var reckoning = new Reckoning(sheet);

        Assert.That(sheet.Formulas.Count(), Is.GreaterThan(rows * 2));
        Assert.Multiple(() =>
        {
            foreach (var cell in sheet.Formulas)
                Assert.That(reckoning.Of(cell), Is.EqualTo((double?)sheet.Number(cell)).Within(1e-12).Percent, $"{cell}: {sheet.Formula(cell)}");
        });
    }

    [Test]
    public async Task The_grand_total_is_the_sum_of_all_rows_however_they_are_grouped([Values(true, false)] bool grouped)
    {
        var payments = Payment.Some(90, 5);
        var sheet = await ReadSheet.OfAsync(Payment.Table(grouped), payments);

        var total = sheet.Beside("Tổng cộng", "E").Single();
        Assert.That(sheet.Number(total), Is.EqualTo(payments.Sum(p => p.Planned?.Dong ?? 0)));
        Assert.That(new Reckoning(sheet).Of(total), Is.EqualTo((double)payments.Sum(p => p.Planned?.Dong ?? 0)));
        Assert.That(sheet.Number(sheet.Beside("Tổng cộng", "C").Single()), Is.EqualTo(payments.Sum(p => p.Households ?? 0)));
    }

    [Test]
    public async Task A_group_sums_its_rows_and_what_lies_over_it_sums_the_groups()
    {
        List<Payment> payments = [Of("P", "B1", 1), Of("P", "B1", 2), Of("P", "B2", 4), Of("Q", "B2", 8)];
        var sheet = await ReadSheet.OfAsync(Payment.Table(), payments);

        Assert.That(sheet.Beside("Cộng", "A").Select(sheet.Text), Is.EqualTo(new[] { "Cộng B1", "Cộng B2", "Cộng P", "Cộng B2", "Cộng Q" }));
        Assert.That(sheet.Beside("Cộng", "E").Select(sheet.Formula), Is.EqualTo(
            new[] { "SUM(E8:E9)", "SUM(E12:E12)", "SUM(E10,E13)", "SUM(E17:E17)", "SUM(E18)" }));
        Assert.That(sheet.Formula(sheet.Beside("Tổng", "E").Single()), Is.EqualTo("SUM(E14,E19)"));
    }

    [Test]
    public async Task Groups_of_one_name_that_are_not_the_same_stay_apart()
    {
        var table = new XlsxTable<(int Key, long Amount)>
        {
            Sheet = "1",
            Columns = [XlsxColumn<(int, long)>.Text("x", 9, _ => "x"), XlsxColumn<(int, long Amount)>.Dong("y", row => new Vnd(row.Amount))],
            Groupings = [new XlsxGrouping<(int Key, long)>(row => row.Key, _ => "Tên", _ => "Cộng")],
        };
        var sheet = await ReadSheet.OfAsync(table, [(1, 5), (2, 7)]);

        Assert.That(sheet.Beside("Cộng", "B").Select(sheet.Number), Is.EqualTo(new decimal?[] { 5, 7 }));
    }

    [Test]
    public async Task A_share_is_that_of_its_row_and_in_totals_that_of_the_totals()
    {
        var sheet = await ReadSheet.OfAsync(Payment.Table(grouped: false), [Of("P", "B", 100, paid: 50), Of("P", "B", 300, paid: 50), Of("P", "B", 0, paid: 0)]);

        Assert.That(sheet.Number("I6"), Is.EqualTo(0.5m));
        Assert.That(sheet.Number("I8"), Is.Null, "no share in nothing");
        Assert.That(sheet.Number("I9"), Is.EqualTo(0.25m));
        Assert.That(sheet.Formula("I9"), Is.EqualTo("IF(E9=0,\"\",H9/E9)"));
    }

    [Test]
    public async Task A_table_without_rows_totals_nothing()
    {
        var sheet = await ReadSheet.OfAsync(Payment.Table(), []);

        Assert.That(sheet.Number("E6"), Is.Zero);
        Assert.That(sheet.Formula("E6"), Is.Null);
    }

    // A spreadsheet takes 255 arguments in one SUM and 8192 letters in one formula.
    [TestCase(600, true)]
    [TestCase(1500, false)]
    public async Task So_many_groups_are_summed_as_one_formula_can_hold(int groups, bool asFormula)
    {
        var payments = Enumerable.Range(0, groups).Select(i => Of("P", $"B{i}", 3)).ToList();
        var sheet = await ReadSheet.OfAsync(Payment.Table(), payments);
        var cell = sheet.Beside("Cộng P", "E").Single();

        Assert.That(sheet.Number(cell), Is.EqualTo(groups * 3));
        Assert.That(sheet.Formula(cell) is not null, Is.EqualTo(asFormula));
        Assert.That(new Reckoning(sheet).Of(cell), Is.EqualTo(groups * 3));
        Assert.That(sheet.Formulas.Select(sheet.Formula).Max(formula => formula!.Length), Is.LessThanOrEqualTo(8192));
    }

    private static Payment Of(string programme, string body, long planned, long? paid = null) =>
        new(programme, body, "x", null, new Vnd(planned), paid is { } dong ? new Vnd(dong) : null, null);
}
