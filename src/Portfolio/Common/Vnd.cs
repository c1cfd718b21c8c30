namespace Portfolio.Common;

/// <summary>An amount of money in whole đồng. Arithmetic is checked: an overflow throws, nothing is ever rounded.</summary>
/// <param name="Dong">Whole đồng; negative amounts take back.</param>
public readonly record struct Vnd(long Dong) : IComparable<Vnd>
{
    /// <summary>Đồng in one tỷ (10^9).</summary>
    public const long Billion = 1_000_000_000;

    /// <summary>Đồng in one triệu (10^6).</summary>
    public const long Million = 1_000_000;

    /// <summary>No money.</summary>
    public static Vnd Zero => default;

    /// <summary>Sum of two amounts.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Vnd operator +(Vnd left, Vnd right) => new(checked(left.Dong + right.Dong));

    /// <summary>Difference of two amounts.</summary>
    /// <exception cref="OverflowException">The difference does not fit.</exception>
    public static Vnd operator -(Vnd left, Vnd right) => new(checked(left.Dong - right.Dong));

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(Vnd left, Vnd right) => left.Dong < right.Dong;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(Vnd left, Vnd right) => left.Dong > right.Dong;

    /// <summary>Whether the left amount is smaller or equal.</summary>
    public static bool operator <=(Vnd left, Vnd right) => left.Dong <= right.Dong;

    /// <summary>Whether the left amount is larger or equal.</summary>
    public static bool operator >=(Vnd left, Vnd right) => left.Dong >= right.Dong;

    /// <summary>Sum of two amounts.</summary>
    public static Vnd Add(Vnd left, Vnd right) => left + right;

    /// <summary>Difference of two amounts.</summary>
    public static Vnd Subtract(Vnd left, Vnd right) => left - right;

    /// <inheritdoc />
    public int CompareTo(Vnd other) => Dong.CompareTo(other.Dong);
}
