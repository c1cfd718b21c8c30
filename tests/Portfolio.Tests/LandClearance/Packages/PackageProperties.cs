using FsCheck;
using FsCheck.Fluent;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Tests.LandClearance.Packages;

/// <summary>Whatever is entered, at once or one after the other: counters stay consistent, and their entries lead to them.</summary>
internal sealed class PackageProperties
{
    private sealed record Step(int Package, (LandFigure Figure, long Value)[] Changes, bool Reason, int HandOver);

    private static readonly HashSet<string> Expected =
        ["land.over_total", "land.out_of_order", "land.backwards_needs_reason", "land.hand_over_incomplete", "land.taken_back_needs_reason"];

    private static Gen<Step> Steps() =>
        from package in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 3)
        from changes in Gen.ArrayOf(
            from figure in Gen.Elements<LandFigure>(LandFigureNames.All)
            from value in Gen.Choose(0, figure.IsTotal() ? 12 : 8)
            select (figure, (long)value), count)
        from reason in Gen.Elements(true, false)
        from handOver in Gen.Frequency((6, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)))
        select new Step(package, [.. changes.DistinctBy(c => c.figure)], reason, handOver);

    [Test]
    public void Random_updates_never_break_the_constraints_and_entries_lead_to_the_present_figures() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(6),
        Prop.ForAll(Arb.From(Gen.ArrayOf(Gen.ArrayOf(Steps(), 15), 3)), officers => HoldsAsync(officers).GetAwaiter().GetResult()));

    private static async Task<bool> HoldsAsync(Step[][] officers)
    {
        await using var land = await SmallLand.CreateAsync();
        long[] packages =
        [
            (await land.CreateAsync(new LandFigures(10, 0, 10, ResettlementNeeded: 5))).Id,
            (await land.CreateAsync(new LandFigures(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10), commune: "c2")).Id,
            (await land.CreateAsync(LandFigures.None, project: "A-2", commune: "c3")).Id,
        ];
        var done = await Task.WhenAll(officers.Select(steps => Task.Run(async () =>
        {
            var entered = 0;
            foreach (var step in steps)
                entered += await TriedAsync(land, packages[step.Package], step) ? 1 : 0;
            return entered;
        })));
        Assert.That(done.Sum(), Is.GreaterThan(0), "A run in which everything is refused would prove nothing.");
        return await land.BrokenAsync() == 0;
    }

    /// <summary>Whether it was entered; a refusal that is not one of the rules, by a constraint above all, fails the test.</summary>
    private static async Task<bool> TriedAsync(SmallLand land, long package, Step step)
    {
        try
        {
            await land.Updates.EnterAsync(SmallLand.Builder, SmallLand.News(package, step.Reason ? "sửa" : null, step.Changes) with
            {
                HandedOver = step.HandOver switch { 1 => new DayChange(new DateOnly(2026, 6, 1)), 2 => new DayChange(null), _ => null },
            }, default);
            return true;
        }
        catch (ValidationFailedException refusal) when (refusal.Failures.All(f => Expected.Contains(f.Code)))
        {
            return false;
        }
    }
}
