using Portfolio.LandClearance.Packages;

namespace Portfolio.Tests.LandClearance.Packages;

internal sealed class FigureRulesTests
{
    private static readonly LandFigures Sound = new(1_000, 400, 10, 9, 8, 7, 6, 5, 900, 800, 4, 3);

    [Test]
    public void Sound_figures_are_accepted() => Assert.That(FigureRules.Find(LandFigures.None, Sound, null), Is.Empty);

    // Each bound, at it and one past it.
    [TestCase(LandFigure.AreaHandedOver, 1_000, LandFigure.AreaNeeded, "land.over_total")]
    [TestCase(LandFigure.Notified, 10, LandFigure.Households, "land.over_total")]
    [TestCase(LandFigure.Inventoried, 9, LandFigure.Notified, "land.out_of_order")]
    [TestCase(LandFigure.PlanApproved, 8, LandFigure.Inventoried, "land.out_of_order")]
    [TestCase(LandFigure.Paid, 7, LandFigure.PlanApproved, "land.out_of_order")]
    [TestCase(LandFigure.HandedOver, 10, LandFigure.Households, "land.over_total")]
    [TestCase(LandFigure.CompensationPaid, 900, LandFigure.CompensationApproved, "land.over_total")]
    [TestCase(LandFigure.ResettlementNeeded, 10, LandFigure.Households, "land.over_total")]
    [TestCase(LandFigure.Resettled, 4, LandFigure.ResettlementNeeded, "land.over_total")]
    public void A_counter_reaches_its_bound_and_not_past_it(LandFigure figure, long bound, LandFigure by, string code)
    {
        Assert.That(FigureRules.Find(Sound, Sound.With(figure, bound), null), Is.Empty);
        var fault = FigureRules.Find(Sound, Sound.With(figure, bound + 1), null).Single();
        Assert.That((fault.Field, fault.Code), Is.EqualTo((figure.ToString(), code)));
        Assert.That(
            (fault.Arguments["figure"], fault.Arguments["value"], fault.Arguments["bound"], fault.Arguments["boundValue"], fault.Arguments["excess"]),
            Is.EqualTo(((object)figure, (object)new LandAmount(figure, bound + 1), (object)by, (object)new LandAmount(by, bound), (object)new LandAmount(figure, 1))));
    }

    [Test]
    public void A_total_that_sinks_below_what_is_counted_is_told_at_the_total() =>
        Assert.That(
            FigureRules.Find(Sound, Sound.With(LandFigure.Households, 8), null).Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("Households", "land.over_total") }));

    [TestCase(LandFigure.AreaHandedOver, true)]
    [TestCase(LandFigure.Paid, true)]
    [TestCase(LandFigure.HandedOver, true)]
    [TestCase(LandFigure.CompensationPaid, true)]
    [TestCase(LandFigure.Resettled, true)]
    [TestCase(LandFigure.AreaNeeded, false)]
    [TestCase(LandFigure.Households, false)]
    [TestCase(LandFigure.ResettlementNeeded, false)]
    public void What_was_counted_becomes_less_only_with_a_reason_and_totals_without(LandFigure figure, bool demanded)
    {
        var before = new LandFigures(1_000, 400, 10, 5, 5, 5, 5, 5, 900, 800, 4, 3);
        var after = before.With(figure, before[figure] - 1);
        Assert.That(FigureRules.Find(before, after, "đếm nhầm"), Is.Empty);
        Assert.That(FigureRules.Find(before, after, " ").Select(f => f.Code), Is.EqualTo(demanded ? ["land.backwards_needs_reason"] : Array.Empty<string>()));
    }

    [Test]
    public void Absurd_figures_are_refused_before_anything_is_weighed()
    {
        Assert.That(FigureRules.Find(Sound, Sound.With(LandFigure.Paid, -1), "x").Select(f => (f.Field, f.Code)), Is.EqualTo(new[] { ("Paid", "land.negative") }));
        Assert.That(
            FigureRules.Find(Sound, Sound.With(LandFigure.Households, FigureRules.MostHouseholds + 1), null).Single().Code, Is.EqualTo("land.too_large"));
        Assert.That(FigureRules.Find(Sound, Sound.With(LandFigure.AreaNeeded, FigureRules.LargestArea), null), Is.Empty);
    }

    [Test]
    public void A_package_is_handed_over_once_all_of_its_area_and_all_households_are()
    {
        Assert.That(FigureRules.FindIncomplete(Sound with { AreaHandedOver = 1_000, HandedOver = 10 }), Is.Null);
        var fault = FigureRules.FindIncomplete(Sound with { AreaHandedOver = 1_000, HandedOver = 9 });
        Assert.That((fault!.Code, fault.Arguments["households"]), Is.EqualTo(("land.hand_over_incomplete", (object)new LandAmount(LandFigure.Households, 1))));
        Assert.That(FigureRules.FindIncomplete(Sound with { AreaHandedOver = 999, HandedOver = 10 }), Is.Not.Null);
    }
}
