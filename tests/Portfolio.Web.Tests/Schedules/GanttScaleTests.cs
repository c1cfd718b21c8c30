using Portfolio.Web.Pages.Schedules;

namespace Portfolio.Web.Tests.Schedules;

/// <summary>Where days stand on the chart.</summary>
internal sealed class GanttScaleTests
{
    private static readonly GanttScale Scale = GanttScale.Of([new DateOnly(2027, 3, 1), null, new DateOnly(2026, 7, 2)]);

    [TestCase("2026-01-01", "0%")]
    [TestCase("2027-01-01", "50%")]
    [TestCase("2027-12-31", "99.86%")]
    public void A_day_stands_by_its_part_of_the_whole_years(string day, string place) =>
        Assert.That(Scale.At(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(place));

    [Test]
    public void A_stretch_that_ends_before_it_begins_has_no_length() => Assert.Multiple(() =>
    {
        Assert.That(Scale.Between(new DateOnly(2026, 1, 1), new DateOnly(2027, 1, 1)), Is.EqualTo("50%"));
        Assert.That(Scale.Between(new DateOnly(2027, 1, 1), new DateOnly(2026, 1, 1)), Is.EqualTo("0%"));
    });

    [Test]
    public void Many_years_are_not_all_numbered() => Assert.Multiple(() =>
    {
        Assert.That(Scale.Ticks, Is.EqualTo(new[] { 2026, 2027 }));
        Assert.That(GanttScale.Of([new DateOnly(2020, 1, 1), new DateOnly(2035, 1, 1)]).Ticks, Is.EqualTo(new[] { 2020, 2022, 2024, 2026, 2028, 2030, 2032, 2034 }));
    });
}
