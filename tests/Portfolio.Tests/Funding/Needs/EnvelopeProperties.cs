using FsCheck;
using FsCheck.Fluent;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Needs;

namespace Portfolio.Tests.Funding.Needs;

/// <summary>F1 as a property: whatever officers do, at once or one after the other, the envelope holds and the sums agree.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class EnvelopeProperties
{
    private const long Envelope = 1_000;
    private const int Projects = 6;
    private static readonly string[] Sources = ["s1", "s2", "o1"];

    /// <summary>One edit: a project and its needs from three sources.</summary>
    private sealed record Edit(string Project, long[] Amounts);

    private static Gen<Edit> Edits() =>
        from programme in Gen.Elements("A", "B")
        from project in Gen.Choose(1, Projects)
        from amounts in Gen.ArrayOf(Gen.Choose(0, 450).Select(n => (long)n), Sources.Length)
        select new Edit($"{programme}-{project}", amounts);

    private static Arbitrary<Edit[][]> Officers(int officers, int edits) =>
        Arb.From(Gen.ArrayOf(Gen.ArrayOf(Edits(), edits), officers));

    [Test]
    public void Concurrent_officers_never_lift_a_programme_above_its_envelope_and_every_sum_agrees() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(8),
        Prop.ForAll(Officers(officers: 8, edits: 12), officers => HoldsAsync(officers).GetAwaiter().GetResult()));

    [Test]
    public async Task Two_officers_who_want_the_last_room_at_once_get_it_once()
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(Envelope, Envelope, Projects);
        for (var round = 0; round < 20; round++)
        {
            var outcomes = await Task.WhenAll(
                TryAsync(portfolio, new Edit("A-1", [600, 0, 0])),
                TryAsync(portfolio, new Edit("A-2", [0, 600, 0])));
            Assert.That(outcomes.Count(won => won), Is.EqualTo(1));
            await TryAsync(portfolio, new Edit("A-1", [0, 0, 0]));
            await TryAsync(portfolio, new Edit("A-2", [0, 0, 0]));
        }
        Assert.That(await portfolio.BrokenSumsAsync(), Is.Zero);
    }

    private static async Task<bool> HoldsAsync(Edit[][] officers)
    {
        await using var portfolio = await SmallPortfolio.CreateAsync(Envelope, Envelope, Projects);
        var won = await Task.WhenAll(officers.Select(edits => Task.Run(async () =>
        {
            var count = 0;
            foreach (var edit in edits)
                count += await TryAsync(portfolio, edit) ? 1 : 0;
            return count;
        })));
        // A run in which nobody ever succeeds would prove nothing.
        return won.Sum() > 0 && await portfolio.BrokenSumsAsync() == 0;
    }

    /// <summary>Whether the edit was accepted; only the refusal of F1 is expected, everything else fails the test.</summary>
    private static async Task<bool> TryAsync(SmallPortfolio portfolio, Edit edit)
    {
        try
        {
            await portfolio.Needs.SetAsync(
                new Actor("officer", Role.Finance),
                new SetNeeds(edit.Project, null, [.. Sources.Zip(edit.Amounts, (source, amount) => new SourceAmount(source, new Vnd(amount)))], null),
                default);
            return true;
        }
        catch (PortfolioException refusal) when (refusal.Code == "funding.envelope_exceeded")
        {
            return false;
        }
    }
}
