namespace Portfolio.Common;

/// <summary>Sums of amounts.</summary>
public static class VndSums
{
    /// <summary>Sum of one amount of each item.</summary>
    /// <exception cref="OverflowException">The sum does not fit.</exception>
    public static Vnd Sum<T>(this IEnumerable<T> items, Func<T, Vnd> amount) => items.Aggregate(Vnd.Zero, (sum, item) => sum + amount(item));
}
