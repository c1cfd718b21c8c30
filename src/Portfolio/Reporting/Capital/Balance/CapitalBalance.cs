using Portfolio.Common;
using Portfolio.Funding;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Reporting.Capital.Balance;

/// <summary>
/// The balance of a plan's capital (cân đối vốn): need, ceilings, given by year and source, paid, left. All sums are made here from
/// one reading, so that they agree to the đồng. Equal to another balance that shows the same.
/// </summary>
/// <param name="Plan">The plan.</param>
/// <param name="Today">Business date of the view.</param>
/// <param name="Years">The years of the plan, and those beyond into which capital was carried over.</param>
/// <param name="Programmes">The programmes, in the order of the documents.</param>
/// <param name="Sources">The sources that have a ceiling or capital, in order.</param>
/// <param name="Decisions">The latest decisions in force, newest first.</param>
/// <param name="DecisionCount">Number of all decisions in force.</param>
public sealed record CapitalBalance(
    CapitalPlan Plan, DateOnly Today, ValueList<int> Years, ValueList<ProgrammeBalance> Programmes, ValueList<SourceBalance> Sources,
    ValueList<DecisionInForce> Decisions, int DecisionCount)
{
    /// <summary>Everything.</summary>
    public BalanceRow Total => BalanceRow.Sum(Programmes.Select(p => p.Total), Years.Count);

    /// <summary>Sum of the ceilings that are set; null where none is.</summary>
    public Vnd? Ceiling => Sum(Sources.Select(s => s.Ceiling));

    /// <summary>
    /// Whether what programmes were given is what sources have given, source by source and year by year: both are kept apart, by the
    /// same trigger.
    /// </summary>
    public bool AddsUp => Sources.All(s => s.AddsUp);

    /// <summary>The part of one class.</summary>
    public BalanceRow OfClass(string sourceClass) => BalanceRow.Sum(Programmes.Select(p => p.OfClass(sourceClass)), Years.Count);

    /// <summary>The years of one class, over all its sources.</summary>
    public IReadOnlyList<SourceBalance> SourcesOf(string sourceClass) => [.. Sources.Where(s => s.SourceClass == sourceClass)];

    internal static Vnd? Sum(IEnumerable<Vnd?> amounts) =>
        amounts.Aggregate((Vnd?)null, (sum, amount) => amount is { } set ? (sum ?? Vnd.Zero) + set : sum);
}

/// <summary>A line of the balance.</summary>
/// <param name="Need">Need: what the plan states, else what its projects need; whole đồng.</param>
/// <param name="Years">Its capital, year by year, in the order of the years of the balance.</param>
public sealed record BalanceRow(Vnd Need, ValueList<CapitalFigures> Years)
{
    /// <summary>Over all years.</summary>
    public CapitalFigures Total { get; } = CapitalFigures.Sum(Years);

    /// <summary>What of the need has not been given yet.</summary>
    public Vnd Unallocated => Need - Total.Allocated;

    internal static BalanceRow Sum(IEnumerable<BalanceRow> rows, int years) => rows.Aggregate(
        new BalanceRow(Vnd.Zero, [.. Enumerable.Repeat(CapitalFigures.Zero, years)]),
        (sum, row) => new BalanceRow(sum.Need + row.Need, [.. sum.Years.Zip(row.Years, CapitalFigures.Add)]));
}

/// <summary>The balance of one programme.</summary>
/// <param name="Code">Code within the plan.</param>
/// <param name="Name">Name.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="State">From the state budget.</param>
/// <param name="Other">From other sources.</param>
public sealed record ProgrammeBalance(string Code, string Name, string ShortName, BalanceRow State, BalanceRow Other)
{
    /// <summary>Both classes together.</summary>
    public BalanceRow Total => BalanceRow.Sum([State, Other], State.Years.Count);

    /// <summary>The part of one class.</summary>
    public BalanceRow OfClass(string sourceClass) => sourceClass == SourceClass.State ? State : Other;
}

/// <summary>The balance of one source over all programmes.</summary>
/// <param name="Code">Code.</param>
/// <param name="SourceClass">state or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Years">Its capital, year by year, in the order of the years of the balance.</param>
public sealed record SourceBalance(string Code, string SourceClass, string Name, string NameEn, ValueList<SourceYear> Years)
{
    /// <summary>Over all years.</summary>
    public CapitalFigures Total { get; } = CapitalFigures.Sum(Years.Select(y => y.Figures));

    /// <summary>Sum of the ceilings that are set; null where none is.</summary>
    public Vnd? Ceiling => CapitalBalance.Sum(Years.Select(y => y.Ceiling));

    /// <summary>What the ceilings leave in the years that have one; null where none is set.</summary>
    public Vnd? Room => CapitalBalance.Sum(Years.Select(y => y.Room));

    internal bool AddsUp => Years.All(y => y.Figures.Allocated == y.Drawn);

    /// <summary>Several sources as one line.</summary>
    /// <param name="sources">At least one source.</param>
    /// <param name="sourceClass">Their class; null = of both.</param>
    /// <param name="name">What the line is called.</param>
    public static SourceBalance Sum(IReadOnlyList<SourceBalance> sources, string? sourceClass, string name) => new(
        "", sourceClass ?? "", name, name,
        [
            .. sources[0].Years.Index().Select(at => new SourceYear(
                at.Item.Year, CapitalBalance.Sum(sources.Select(s => s.Years[at.Index].Ceiling)), sources.Sum(s => s.Years[at.Index].Drawn),
                CapitalBalance.Sum(sources.Select(s => s.Years[at.Index].Room)), CapitalFigures.Sum(sources.Select(s => s.Years[at.Index].Figures)))),
        ]);
}

/// <summary>A source in a year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Ceiling">The most it can give, whole đồng; null where none is set.</param>
/// <param name="Drawn">Given of it, as it is held against the ceiling.</param>
/// <param name="Room">What can still be given; null where there is no bound.</param>
/// <param name="Figures">What became of it, as the programmes have it.</param>
public sealed record SourceYear(int Year, Vnd? Ceiling, Vnd Drawn, Vnd? Room, CapitalFigures Figures);
