using Portfolio.Common;

namespace Portfolio.Reporting.Capital;

/// <summary>What became of capital: given, carried over, lapsed, paid, recovered. Whole đồng.</summary>
/// <param name="Allocated">Given by approved decisions.</param>
/// <param name="CarriedIn">Carried over from the year before.</param>
/// <param name="CarriedOut">Carried over to the next year.</param>
/// <param name="Lapsed">Not spent and not carried over when the year was closed.</param>
/// <param name="Paid">Paid out and confirmed.</param>
/// <param name="Recovered">Reversed after the year was closed and not paid again: it has gone back to the budget.</param>
public sealed record CapitalFigures(Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid, Vnd Recovered)
{
    /// <summary>Nothing.</summary>
    public static CapitalFigures Zero { get; } = new(Vnd.Zero, Vnd.Zero, Vnd.Zero, Vnd.Zero, Vnd.Zero, Vnd.Zero);

    /// <summary>What may be paid out in all (F4).</summary>
    public Vnd Payable => Allocated + CarriedIn - CarriedOut - Lapsed;

    /// <summary>What may still be paid out: not what was recovered, which replaces a mistake at most.</summary>
    public Vnd Unpaid => Payable - Paid - Recovered;

    /// <summary>Paid part of what may be paid out, between 0 and 1; null where there is nothing to pay out.</summary>
    public decimal? PaidShare => Payable == Vnd.Zero ? null : Paid.Dong / (decimal)Payable.Dong;

    /// <summary>Sum of two.</summary>
    public static CapitalFigures operator +(CapitalFigures left, CapitalFigures right) => new(
        left.Allocated + right.Allocated, left.CarriedIn + right.CarriedIn, left.CarriedOut + right.CarriedOut, left.Lapsed + right.Lapsed,
        left.Paid + right.Paid, left.Recovered + right.Recovered);

    /// <summary>The figures of a year. When it is closed nothing is left to be paid out: what is paid less since was recovered.</summary>
    internal static CapitalFigures Of(Vnd allocated, Vnd carriedIn, Vnd carriedOut, Vnd lapsed, Vnd paid, bool closed)
    {
        var figures = new CapitalFigures(allocated, carriedIn, carriedOut, lapsed, paid, Vnd.Zero);
        return closed ? figures with { Recovered = figures.Unpaid } : figures;
    }

    /// <summary>Sum of two.</summary>
    public static CapitalFigures Add(CapitalFigures left, CapitalFigures right) => left + right;

    /// <summary>Sum of many.</summary>
    public static CapitalFigures Sum(IEnumerable<CapitalFigures> many) => many.Aggregate(Zero, Add);
}
