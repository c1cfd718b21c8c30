using Portfolio.Common;

namespace Portfolio.Tests.Common;

internal sealed class DateTextTests
{
    [TestCase("19/05/2026", 2026, 5, 19)]
    [TestCase("19/5/2026", 2026, 5, 19)]
    [TestCase(" 1/2/2026 ", 2026, 2, 1)]
    [TestCase("2026-05-19", 2026, 5, 19)]
    [TestCase("29/2/2028", 2028, 2, 29)]
    [TestCase("31/12/2199", 2199, 12, 31)]
    public void A_day_reads_as_it_is_written_in_Vietnamese_or_by_ISO(string text, int year, int month, int day)
    {
        Assert.That(DateText.TryParse(text, out var read), Is.Null);
        Assert.That(read, Is.EqualTo(new DateOnly(year, month, day)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("  ")]
    public void Blank_is_no_day_and_no_fault(string? text)
    {
        Assert.That(DateText.TryParse(text, out var read), Is.Null);
        Assert.That(read, Is.Null);
    }

    [TestCase("19/5/26", "date.short_year")]
    [TestCase("1.2.26", "date.short_year")]
    [TestCase("5/19/2026", "date.no_such_day")]
    [TestCase("29/2/2026", "date.no_such_day")]
    [TestCase("31/4/2026", "date.no_such_day")]
    [TestCase("0/1/2026", "date.no_such_day")]
    [TestCase("1/1/0000", "date.no_such_day")]
    [TestCase("2026-02-30", "date.no_such_day")]
    [TestCase("1/1/0226", "date.far_year")]
    [TestCase("1/1/1900", "date.far_year")]
    [TestCase("1/1/2200", "date.far_year")]
    [TestCase("1/1/20266", "date.not_a_day")]
    [TestCase("19.5.2026", "date.not_a_day")]
    [TestCase("19-5-2026", "date.not_a_day")]
    [TestCase("2026/05/19", "date.not_a_day")]
    [TestCase("2026-5-19", "date.not_a_day")]
    [TestCase("20260519", "date.not_a_day")]
    [TestCase("46161", "date.not_a_day")]
    [TestCase("19/5/2026 10:30:00", "date.not_a_day")]
    [TestCase("19 tháng 5 năm 2026", "date.not_a_day")]
    [TestCase("5/2026", "date.not_a_day")]
    [TestCase("١/١/٢٠٢٦", "date.not_a_day")]
    [TestCase("1/1/2026\n1", "date.not_a_day")]
    public void What_is_no_day_or_could_be_another_one_is_refused(string text, string code)
    {
        Assert.That(DateText.TryParse(text, out var read), Is.EqualTo(code));
        Assert.That(read, Is.Null);
    }
}
