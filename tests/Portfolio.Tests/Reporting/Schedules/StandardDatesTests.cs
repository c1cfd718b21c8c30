using Portfolio.Reporting.Schedules;

namespace Portfolio.Tests.Reporting.Schedules;

/// <summary>Dates that are suggested for what a project lacks.</summary>
internal sealed class StandardDatesTests
{
    private static readonly DateOnly Begin = new(2026, 1, 1);
    private static readonly DateOnly End = new(2029, 12, 31);

    [Test]
    public void They_lie_as_far_along_the_period_as_the_weights_say_and_the_last_at_its_end() => Assert.That(
        StandardDates.Suggest([(25, null), (25, null), (50, null)], Begin, End), Is.EqualTo(new[] { "Quý IV/2026", "Quý IV/2027", "Quý IV/2029" }));

    [Test]
    public void What_is_there_already_holds_them() => Assert.That(
        StandardDates.Suggest([(25, null), (25, new DateOnly(2028, 6, 30)), (50, null)], Begin, End), Is.EqualTo(new[] { "Quý II/2027", null, "Quý IV/2029" }));

    [Test]
    public void Nothing_is_suggested_where_nothing_is_known_on_one_side() => Assert.Multiple(() =>
    {
        Assert.That(StandardDates.Suggest([(1, null), (1, null)], null, null), Is.All.Null);
        Assert.That(StandardDates.Suggest([(1, new DateOnly(2027, 5, 1)), (1, null)], null, null)[1], Is.Null);
        Assert.That(StandardDates.Suggest([(1, null), (1, new DateOnly(2027, 5, 1))], Begin, null)[0], Is.EqualTo("Quý III/2026"));
        Assert.That(StandardDates.Suggest([], Begin, End), Is.Empty);
    });

    [Test]
    public void A_milestone_after_the_period_of_the_project_pulls_nothing_back() => Assert.That(
        StandardDates.Suggest([(1, null), (1, new DateOnly(2031, 3, 1)), (1, null)], Begin, End)[2], Is.Null);
}
