using Portfolio.Common;

namespace Portfolio.Reporting;

/// <summary>An amount split by source class, whole đồng.</summary>
/// <param name="State">From the state budget.</param>
/// <param name="Other">From other sources.</param>
public sealed record NeedSplit(Vnd State, Vnd Other)
{
    /// <summary>Nothing.</summary>
    public static NeedSplit Zero { get; } = new(Vnd.Zero, Vnd.Zero);

    /// <summary>Both together.</summary>
    public Vnd Total => State + Other;

    /// <summary>Sum of two splits.</summary>
    public static NeedSplit operator +(NeedSplit left, NeedSplit right) => new(left.State + right.State, left.Other + right.Other);

    /// <summary>Difference of two splits.</summary>
    public static NeedSplit operator -(NeedSplit left, NeedSplit right) => new(left.State - right.State, left.Other - right.Other);

    /// <summary>Sum of two splits.</summary>
    public static NeedSplit Add(NeedSplit left, NeedSplit right) => left + right;

    /// <summary>Difference of two splits.</summary>
    public static NeedSplit Subtract(NeedSplit left, NeedSplit right) => left - right;

    /// <summary>Share of the state budget between 0 and 1; null where there is nothing.</summary>
    public decimal? StateShare => Total == Vnd.Zero ? null : State.Dong / (decimal)Total.Dong;
}
