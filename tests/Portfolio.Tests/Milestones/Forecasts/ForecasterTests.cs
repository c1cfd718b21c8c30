using Portfolio.Milestones.Forecasts;

namespace Portfolio.Tests.Milestones.Forecasts;

/// <summary>How delays are pushed, rule by rule.</summary>
internal sealed class ForecasterTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Test]
    public void What_is_ahead_is_expected_as_planned()
    {
        var expected = Compute([At(1, Today)], [], []);
        Assert.That(expected, Is.EqualTo(new[] { new Expected(1, Today, ForecastCause.Plan, null, null, 0) }));
    }

    [Test]
    public void What_is_overdue_is_expected_today_at_the_earliest() => Assert.That(
        Compute([At(1, Today.AddDays(-1))], [], []), Is.EqualTo(new[] { new Expected(1, Today, ForecastCause.Today, null, null, 0) }));

    [Test]
    public void A_period_is_overdue_on_the_day_after_its_last()
    {
        var quarter = new DateOnly(2027, 12, 31);
        Assert.Multiple(() =>
        {
            Assert.That(Forecaster.Compute(Work([At(1, quarter)]), quarter).Single().Cause, Is.EqualTo(ForecastCause.Plan));
            Assert.That(Forecaster.Compute(Work([At(1, quarter)]), quarter.AddDays(1)).Single().Cause, Is.EqualTo(ForecastCause.Today));
        });
    }

    [Test]
    public void What_was_met_stays_on_its_day_whatever_is_late_before_it() => Assert.That(
        Compute([At(1, Today.AddDays(30)), At(2, Today) with { MetOn = Today.AddDays(-9) }], [new(2, 1, 0)], [])[1],
        Is.EqualTo(new Expected(2, Today.AddDays(-9), ForecastCause.Met, null, null, 0)));

    [Test]
    public void A_delay_eats_the_slack_before_it_pushes()
    {
        var milestones = new[] { At(1, Today.AddDays(-1)), At(2, Today.AddDays(10)) };
        Assert.Multiple(() =>
        {
            Assert.That(Compute(milestones, [new(2, 1, 10)], [])[1].Cause, Is.EqualTo(ForecastCause.Plan));
            Assert.That(
                Compute(milestones, [new(2, 1, 11)], [])[1],
                Is.EqualTo(new Expected(2, Today.AddDays(11), ForecastCause.Predecessor, 1, null, 1)));
        });
    }

    [Test]
    public void The_later_of_two_predecessors_drives() => Assert.That(
        Compute([At(1, Today.AddDays(20)), At(2, Today.AddDays(30)), At(3, Today)], [new(3, 1, 15), new(3, 2, 0)], [])[2],
        Is.EqualTo(new Expected(3, Today.AddDays(35), ForecastCause.Predecessor, 1, null, 35)));

    [Test]
    public void What_the_owner_states_pushes_what_follows_and_leaves_its_own_forecast_alone()
    {
        var expected = Compute([At(1, Today) with { StatedOn = Today.AddDays(40) }, At(2, Today)], [new(2, 1, 5)], []);
        Assert.That(expected, Is.EqualTo(new[]
        {
            new Expected(1, Today, ForecastCause.Plan, null, null, 0),
            new Expected(2, Today.AddDays(45), ForecastCause.Predecessor, 1, null, 45),
        }));
    }

    [Test]
    public void A_rosy_statement_does_not_hide_a_delay() => Assert.That(
        Compute([At(1, Today.AddDays(40)) with { StatedOn = Today.AddDays(1) }, At(2, Today)], [new(2, 1, 0)], [])[1].ExpectedOn,
        Is.EqualTo(Today.AddDays(40)));

    [Test]
    public void Land_pushes_from_its_hand_over_and_from_today_while_it_is_late()
    {
        var ground = new[] { At(1, Today) };
        Assert.Multiple(() =>
        {
            Assert.That(
                Compute(ground, [], [new(1, 7, 3, null, Today.AddDays(-20))])[0],
                Is.EqualTo(new Expected(1, Today.AddDays(3), ForecastCause.Land, null, 7, 3)));
            Assert.That(Compute(ground, [], [new(1, 7, 3, Today.AddDays(-20), null)])[0].Cause, Is.EqualTo(ForecastCause.Plan));
            Assert.That(Compute(ground, [], [new(1, 7, 3, null, null)])[0].Cause, Is.EqualTo(ForecastCause.Plan));
        });
    }

    [Test]
    public void Continuous_work_has_no_forecast_and_pushes_nothing() => Assert.That(
        Compute([At(1, null), At(2, Today)], [new(2, 1, 90)], []), Is.EqualTo(new[] { new Expected(2, Today, ForecastCause.Plan, null, null, 0) }));

    [Test]
    public void A_circle_is_named_by_its_way()
    {
        Dependency[] chain = [new(2, 1, 0), new(3, 2, 0), new(4, 3, 0), new(4, 1, 0)];
        Assert.Multiple(() =>
        {
            Assert.That(Circles.Closed(chain, new(1, 4, 0)), Is.EqualTo(new long[] { 1, 4, 1 }));
            Assert.That(Circles.Closed(chain, new(2, 4, 0)), Is.EqualTo(new long[] { 2, 4, 3, 2 }));
            Assert.That(Circles.Closed(chain, new(5, 5, 0)), Is.EqualTo(new long[] { 5, 5 }));
            Assert.That(Circles.Closed(chain, new(3, 1, 0)), Is.Null);
        });
    }

    [Test]
    public void Physical_progress_is_the_weighted_mean_and_what_was_met_counts_whole()
    {
        ForecastMilestone[] milestones =
        [
            At(1, Today) with { Weight = 3, MetOn = Today }, At(2, Today) with { Weight = 1, Percent = 50 }, At(3, Today) with { Weight = 2 },
        ];
        var work = Work(milestones);
        Assert.That(ProjectStanding.Of(work, Forecaster.Compute(work, Today), Today).PhysicalPercent, Is.EqualTo(58.33m));
    }

    [Test]
    public void The_finish_is_the_end_of_the_work_and_not_its_settlement()
    {
        ForecastMilestone[] milestones =
        [
            At(1, Today.AddDays(5)) with { KindCode = "completed", StatedOn = Today.AddDays(60), BaselineOn = Today.AddDays(2) },
            At(2, Today.AddDays(300)) with { KindCode = "settled" },
        ];
        var work = Work(milestones);
        var standing = ProjectStanding.Of(work, Forecaster.Compute(work, Today), Today);
        Assert.That(standing, Is.EqualTo(new ProjectStanding(0, 1, Today.AddDays(2), Today.AddDays(5), Today.AddDays(60), 0)));
    }

    private static IReadOnlyList<Expected> Compute(ForecastMilestone[] milestones, Dependency[] dependencies, LandBlock[] land) =>
        Forecaster.Compute(new ForecastWork(milestones, dependencies, land), Today);

    private static ForecastWork Work(ForecastMilestone[] milestones) => new(milestones, [], []);

    private static ForecastMilestone At(long id, DateOnly? plannedOn) => new(id, "other", 1, 0, plannedOn, plannedOn, null, null);
}
