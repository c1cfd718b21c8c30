using System.Globalization;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>What was done in all: a property that never meets what it speaks of proves nothing.</summary>
internal sealed class Tally
{
    // Every call of a service must have been accepted now and then, and every refusal that rules speak of heard.
    private static readonly string[] Calls =
    [
        "ceilings", "keep back", "needs", "illustrate", "give way", "investment", "begin", "rename", "discard", "edit", "draw", "submit", "return", "approve", "enter",
        "correct", "withdraw", "confirm", "return payment", "reverse", "reverse closed", "pay again", "close", "carry",
    ];

    private static readonly string[] Refusals =
    [
        "funding.envelope_exceeded", "funding.need_below_allocated", "capital.need_exceeded", "capital.investment_exceeded", "capital.investment_short",
        "capital.ceiling_exceeded", "capital.ceiling_below_allocated", "capital.contingency_kept", "capital.below_zero", "capital.below_paid", "capital.year_closed",
        "capital.adjustment_gives_more", "capital.adjustment_takes_more", "capital.contingency_short", "capital.decision_closed", "capital.not_submitted",
        "capital.paper_empty", "capital.stale", "capital.stale_cells", "capital.year_not_over",
        "capital.carry_exceeded", "payments.over_payable", "payments.over_recovered", "payments.year_closed", "payments.not_waiting", "payments.closed", "payments.reversed_already", "capital.allocation_takes", "capital.copy_of_adjustment", "capital.contingency_uncovered",
    ];

    private readonly SortedDictionary<string, SortedDictionary<string, int>> outcomes = new(StringComparer.Ordinal);

    public int Sequences { get; private set; }

    public int LongSequences { get; private set; }

    public int Steps { get; private set; }

    public long Deadlocks { get; set; }

    public void Count(int officers, int steps)
    {
        Sequences += officers;
        LongSequences += steps >= 200 ? officers : 0;
        Steps += officers * steps;
    }

    public void Add(Journal journal)
    {
        foreach (var entry in journal.Entries)
        {
            if (!outcomes.TryGetValue(entry.Call, out var of))
                outcomes[entry.Call] = of = new(StringComparer.Ordinal);
            var outcome = entry.Outcome.Split(' ')[0];
            of[outcome] = of.GetValueOrDefault(outcome) + 1;
        }
    }

    /// <summary>Fails where a call never succeeded or a rule never refused.</summary>
    public void DemandTelling()
    {
        Assert.That(Sequences, Is.GreaterThanOrEqualTo(1000));
        Assert.That(LongSequences, Is.GreaterThanOrEqualTo(20));
        Assert.That(Calls.Where(c => !outcomes.TryGetValue(c, out var of) || !of.ContainsKey(Journal.Entry.Ok)), Is.Empty, "calls that never succeeded");
        Assert.That(Refusals.Except(outcomes.Values.SelectMany(of => of.Keys)), Is.Empty, "refusals nobody heard");
    }

    public override string ToString() => string.Join('\n', outcomes.Select(o =>
        $"{o.Key,-15} {string.Join(", ", o.Value.OrderByDescending(v => v.Value).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value}")))}"));
}
