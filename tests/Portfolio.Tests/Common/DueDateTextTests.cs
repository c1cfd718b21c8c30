using System.Globalization;
using Portfolio.Common;

namespace Portfolio.Tests.Common;

/// <summary>How due dates are read.</summary>
internal sealed class DueDateTextTests
{
    [TestCase("15/3/2027", "2027-03-15", "day")]
    [TestCase("2027-03-15", "2027-03-15", "day")]
    [TestCase("tháng 6/2027", "2027-06-30", "month")]
    [TestCase("Tháng 2 năm 2028", "2028-02-29", "month")]
    [TestCase("6/2027", "2027-06-30", "month")]
    [TestCase("2027-06", "2027-06-30", "month")]
    [TestCase("Quý IV/2027", "2027-12-31", "quarter")]
    [TestCase("quý 1/2027", "2027-03-31", "quarter")]
    [TestCase("Quý II năm 2027", "2027-06-30", "quarter")]
    [TestCase("Q3/2027", "2027-09-30", "quarter")]
    [TestCase("III/2027", "2027-09-30", "quarter")]
    [TestCase("đầu năm 2027", "2027-06-30", "half_year")]
    [TestCase("6 tháng cuối năm 2027", "2027-12-31", "half_year")]
    [TestCase("năm 2027", "2027-12-31", "year")]
    [TestCase("2027", "2027-12-31", "year")]
    [TestCase("2026-2030", "2030-12-31", "period")]
    [TestCase("Năm 2026 - 2030", "2030-12-31", "period")]
    public void A_period_ends_on_its_last_day(string text, string last, string precision)
    {
        Assert.That(DueDateText.TryParse($"  {text} ", out var due), Is.Null);
        Assert.That(due, Is.EqualTo(new DueDate(DateOnly.ParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture), precision, text)));
    }

    [TestCase("tháng 13/2027", "date.not_a_period")]
    [TestCase("tháng 0/2027", "date.not_a_period")]
    [TestCase("Quý V/2027", "date.not_a_period")]
    [TestCase("quý 0/2027", "date.not_a_period")]
    [TestCase("2030-2026", "date.not_a_period")]
    [TestCase("mai", "date.not_a_period")]
    [TestCase("31/2/2027", "date.no_such_day")]
    [TestCase("15/3/27", "date.short_year")]
    [TestCase("năm 1989", "date.far_year")]
    [TestCase("năm 2200", "date.far_year")]
    [TestCase("năm 0000", "date.far_year")]
    [TestCase("năm 2027\uD800", "date.not_a_period")]
    public void Nothing_is_guessed(string text, string code)
    {
        Assert.That(DueDateText.TryParse(text, out var due), Is.EqualTo(code));
        Assert.That(due, Is.Null);
    }

    [Test]
    public void Decomposed_letters_are_the_same_words() => Assert.That(
        (DueDateText.TryParse("Quý IV/2027".Normalize(System.Text.NormalizationForm.FormD), out var due), due?.Text), Is.EqualTo(((string?)null, "Quý IV/2027")));

    [TestCase(null)]
    [TestCase(" ")]
    public void Blank_is_no_date(string? text)
    {
        Assert.That(DueDateText.TryParse(text, out var due), Is.Null);
        Assert.That(due, Is.Null);
    }

    [Test]
    public void Every_period_that_is_read_is_one_of_its_precision()
    {
        foreach (var text in (string[])["15/3/2027", "tháng 6/2027", "Quý IV/2027", "đầu năm 2027", "năm 2027", "2026-2030"])
        {
            DueDateText.TryParse(text, out var due);
            Assert.That(DatePrecisions.TryParse(due!.Precision!, out var precision) && precision.IsLastDay(due.On!.Value), text);
        }
    }

    // Whatever is composed of letters and signs people use: an answer, never an exception.
    [Test]
    public void Anything_at_all_gets_an_answer([Random(60, Distinct = true)] int seed)
    {
        var chance = new Random(seed);
        string[] pieces = ["quý ", "Q", "tháng ", "năm ", "6", "13", "2027", "0000", "9999", "/", "-", " ", "IV", "đầu ", "cuối ", "31", "\u0301", "–"];
        var text = string.Concat(Enumerable.Range(0, 6).Select(_ => pieces[chance.Next(pieces.Length)]));
        var fault = DueDateText.TryParse(text, out var due);
        Assert.That(fault is null ? due is not null || string.IsNullOrWhiteSpace(text) : due is null, text);
    }
}
