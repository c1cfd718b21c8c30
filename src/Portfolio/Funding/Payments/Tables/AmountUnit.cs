namespace Portfolio.Funding.Payments.Tables;

/// <summary>In what the amounts of a table are written; an amount that names its unit itself is of that one.</summary>
public enum AmountUnit
{
    /// <summary>Đồng.</summary>
    Dong,

    /// <summary>Million đồng (triệu).</summary>
    Million,

    /// <summary>Billion đồng (tỷ).</summary>
    Billion,
}
