using FsCheck;
using FsCheck.Fluent;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.Tests.Milestones.Forecasts;

/// <summary>Forecasts of random projects, beside a computation that knows no order and pushes until nothing moves any more.</summary>
internal sealed class ForecasterProperties
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Test]
    public void Pushing_in_order_gives_what_pushing_until_nothing_moves_gives([Values(3, 40, 500)] int most)
    {
        Prop.ForAll(Arb.From(Works(most)), work =>
        {
            var expected = Forecaster.Compute(work, Today).ToDictionary(e => e.MilestoneId, e => e.ExpectedOn);
            return expected.Count == Reference(work).Count && Reference(work).All(r => expected[r.Key] == r.Value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(most < 100 ? 300 : 40));
    }

    [Test]
    public void Whatever_drives_a_milestone_explains_its_day_to_the_day()
    {
        Prop.ForAll(Arb.From(Works(60)), work =>
        {
            var expected = Forecaster.Compute(work, Today).ToDictionary(e => e.MilestoneId);
            var milestones = work.Milestones.ToDictionary(m => m.Id);
            return expected.Values.All(e => e.Cause switch
            {
                ForecastCause.Predecessor => work.Dependencies.Any(d => d.MilestoneId == e.MilestoneId && d.PredecessorId == e.DriverId
                    && Counts(milestones[d.PredecessorId], expected[d.PredecessorId].ExpectedOn).AddDays(d.LagDays) == e.ExpectedOn),
                ForecastCause.Land => work.Land.Any(l => l.MilestoneId == e.MilestoneId && l.PackageId == e.PackageId),
                _ => e is { DriverId: null, PackageId: null, DaysPushed: 0 },
            });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Test]
    public void A_later_day_of_anything_never_makes_anything_earlier()
    {
        Prop.ForAll(Arb.From(Works(40)), work =>
        {
            var before = Forecaster.Compute(work, Today).ToDictionary(e => e.MilestoneId, e => e.ExpectedOn);
            var delayed = work with
            {
                Milestones = [.. work.Milestones.Select((m, i) => i == 0 && m.MetOn is null ? m with { PlannedOn = m.PlannedOn?.AddDays(50) } : m)],
            };
            return Forecaster.Compute(delayed, Today).All(e => e.ExpectedOn >= before[e.MilestoneId]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    // Starts from the own dates and pushes along every link, over and over.
    private static Dictionary<long, DateOnly> Reference(ForecastWork work)
    {
        var milestones = work.Milestones.ToDictionary(m => m.Id);
        var day = work.Milestones.Where(m => m.MetOn is not null || m.PlannedOn is not null)
            .ToDictionary(m => m.Id, m => m.MetOn ?? (m.PlannedOn!.Value < Today ? Today : m.PlannedOn.Value));
        for (var moved = true; moved;)
        {
            moved = false;
            var pushes = work.Dependencies.Where(d => day.ContainsKey(d.PredecessorId))
                .Select(d => (d.MilestoneId, To: Counts(milestones[d.PredecessorId], day[d.PredecessorId]).AddDays(d.LagDays)))
                .Concat(work.Land.Select(l => (l.MilestoneId, To: l.HandedOverOn ?? (l.ExpectedOn < Today ? Today : l.ExpectedOn), l.LagDays))
                    .Where(l => l.To is not null).Select(l => (l.MilestoneId, To: l.To!.Value.AddDays(l.LagDays))));
            foreach (var (id, to) in pushes.ToList())
                if (day.TryGetValue(id, out var at) && milestones[id].MetOn is null && to > at)
                {
                    day[id] = to;
                    moved = true;
                }
        }
        return day;
    }

    private static DateOnly Counts(ForecastMilestone milestone, DateOnly day) =>
        milestone.MetOn is null && milestone.StatedOn is { } stated && stated > day ? stated : day;

    // Links lead from a smaller to a larger place in a random order of the keys, so there is no circle and no order of keys either.
    private static Gen<ForecastWork> Works(int most) =>
        from count in Gen.Choose(1, most)
        from order in Gen.Shuffle(Enumerable.Range(1, count).Select(i => (long)i).ToArray())
        from milestones in Gen.CollectToList(order, Milestone)
        from links in Gen.ListOf(Link(count), count * 2)
        from land in Gen.ListOf(Land(count), count / 3)
        select new ForecastWork(
            milestones,
            [.. links.Where(l => l.From != l.To).Select(l => new Dependency(order[Math.Max(l.From, l.To)], order[Math.Min(l.From, l.To)], l.Lag))
                .DistinctBy(d => (d.MilestoneId, d.PredecessorId))],
            [.. land.DistinctBy(l => (l.MilestoneId, l.PackageId))]);

    private static Gen<ForecastMilestone> Milestone(long id) =>
        from planned in Day()
        from hasPlan in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from stated in Day()
        from states in Gen.Frequency((1, Gen.Constant(true)), (3, Gen.Constant(false)))
        from met in Gen.Choose(-400, 0)
        from isMet in Gen.Frequency((1, Gen.Constant(true)), (2, Gen.Constant(false)))
        select new ForecastMilestone(
            id, "other", 1, 0, null, hasPlan ? planned : null, states ? stated : null, isMet && hasPlan ? Today.AddDays(met) : null);

    private static Gen<(int From, int To, int Lag)> Link(int count) =>
        from one in Gen.Choose(0, count - 1)
        from other in Gen.Choose(0, count - 1)
        from lag in Gen.Choose(0, 120)
        select (one, other, lag);

    private static Gen<LandBlock> Land(int count) =>
        from milestone in Gen.Choose(1, count)
        from package in Gen.Choose(1, 9)
        from lag in Gen.Choose(0, 60)
        from day in Day()
        from state in Gen.Choose(0, 2)
        select new LandBlock(milestone, package, lag, state == 1 ? day : null, state == 2 ? day : null);

    private static Gen<DateOnly> Day() => Gen.Choose(-400, 1500).Select(Today.AddDays);
}
