using Portfolio.Common;

namespace Portfolio.Reporting.Capital;

/// <summary>What became of capital: given, carried over, lapsed, paid. Whole đồng.</summary>
/// <param name="Allocated">Given by approved decisions.</param>
/// <param name="CarriedIn">Carried over from the year before.</param>
/// <param name="CarriedOut">Carried over to the next year.</param>
/// <param name="Lapsed">Not spent and not carried over when the year was closed.</param>
/// <param name="Paid">Paid out and confirmed.</param>
public sealed record CapitalFigures(Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Paid)
{
    /// <summary>Nothing.</summary>
    public static CapitalFigures Zero { get; } = new(Vnd.Zero, Vnd.Zero, Vnd.Zero, Vnd.Zero, Vnd.Zero);

    /// <summary>What may be paid out in all (F4).</summary>
    public Vnd Payable => Allocated + CarriedIn - CarriedOut - Lapsed;

    /// <summary>What may still be paid out.</summary>
    public Vnd Unpaid => Payable - Paid;

    /// <summary>Paid part of what may be paid out, between 0 and 1; null where there is nothing to pay out.</summary>
    public decimal? PaidShare => Payable == Vnd.Zero ? null : Paid.Dong / (decimal)Payable.Dong;

    /// <summary>Sum of two.</summary>
    public static CapitalFigures operator +(CapitalFigures left, CapitalFigures right) => new(
        left.Allocated + right.Allocated, left.CarriedIn + right.CarriedIn, left.CarriedOut + right.CarriedOut, left.Lapsed + right.Lapsed,
        left.Paid + right.Paid);

    /// <summary>Sum of two.</summary>
    public static CapitalFigures Add(CapitalFigures left, CapitalFigures right) => left + right;

    /// <summary>Sum of many.</summary>
    public static CapitalFigures Sum(IEnumerable<CapitalFigures> many) => many.Aggregate(Zero, Add);
}
