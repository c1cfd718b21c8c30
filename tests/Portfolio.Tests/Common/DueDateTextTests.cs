using Portfolio.Common;

namespace Portfolio.Tests.Common;

internal sealed class DueDateTextTests
{
    [TestCase("15/3/2027", "2027-03-15", DatePrecision.Day)]
    [TestCase("2027-03-15", "2027-03-15", DatePrecision.Day)]
    [TestCase("29/2/2028", "2028-02-29", DatePrecision.Day)]
    [TestCase("tháng 6/2027", "2027-06-30", DatePrecision.Month)]
    [TestCase("Tháng 2 năm 2028", "2028-02-29", DatePrecision.Month)]
    [TestCase("2/2027", "2027-02-28", DatePrecision.Month)]
    [TestCase("Quý IV/2027", "2027-12-31", DatePrecision.Quarter)]
    [TestCase("quý 1 năm 2027", "2027-03-31", DatePrecision.Quarter)]
    [TestCase("Quý II năm 2027", "2027-06-30", DatePrecision.Quarter)]
    [TestCase("Q3/2027", "2027-09-30", DatePrecision.Quarter)]
    [TestCase("đầu năm 2027", "2027-06-30", DatePrecision.HalfYear)]
    [TestCase("6 tháng đầu năm 2027", "2027-06-30", DatePrecision.HalfYear)]
    [TestCase("cuối năm 2027", "2027-12-31", DatePrecision.HalfYear)]
    [TestCase("năm 2027", "2027-12-31", DatePrecision.Year)]
    [TestCase(" 2027 ", "2027-12-31", DatePrecision.Year)]
    [TestCase("2026-2030", "2030-12-31", DatePrecision.Period)]
    [TestCase("giai đoạn 2026 – 2030", "2030-12-31", DatePrecision.Period)]
    public void What_people_write_is_the_last_day_of_its_period(string text, string day, DatePrecision precision)
    {
        Assert.That(DueDateText.TryParse(text, out var due), Is.Null);
        Assert.That(due, Is.EqualTo(new DueDate(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), precision.Code(), text.Trim())));
        Assert.That(precision.IsLastDay(due!.On!.Value));
    }

    [Test]
    public void Decomposed_letters_are_the_same_words() =>
        Assert.That((DueDateText.TryParse("Quý IV/2027".Normalize(System.Text.NormalizationForm.FormD), out var due), due?.Text), Is.EqualTo(((string?)null, "Quý IV/2027")));

    [TestCase("13/2027", "date.not_a_period")]
    [TestCase("quý V/2027", "date.not_a_period")]
    [TestCase("30/2/2027", "date.no_such_day")]
    [TestCase("15/3/27", "date.short_year")]
    [TestCase("2030-2026", "date.not_a_period")]
    [TestCase("sớm", "date.not_a_period")]
    [TestCase("năm 2027\uD800", "date.not_a_period")]
    [TestCase("năm 0000", "date.far_year")]
    [TestCase("năm 2500", "date.far_year")]
    public void What_cannot_be_read_is_refused(string text, string code) =>
        Assert.That((DueDateText.TryParse(text, out var due), due), Is.EqualTo((code, (DueDate?)null)));

    [TestCase(null)]
    [TestCase("  ")]
    public void Nothing_typed_is_no_date(string? text) => Assert.That((DueDateText.TryParse(text, out var due), due), Is.EqualTo(((string?)null, (DueDate?)null)));
}
