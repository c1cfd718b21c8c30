namespace Portfolio.LandClearance.Packages;

/// <summary>The counters of a package, or their sums.</summary>
/// <param name="AreaNeeded">Area needed, m².</param>
/// <param name="AreaHandedOver">Area handed over, m².</param>
/// <param name="Households">Households and organisations concerned.</param>
/// <param name="Notified">Of these, told of the recovery.</param>
/// <param name="Inventoried">Of these, whose land and assets are counted.</param>
/// <param name="PlanApproved">Of these, whose compensation plan is approved.</param>
/// <param name="Paid">Of these, who are paid.</param>
/// <param name="HandedOver">Households that have handed over their land.</param>
/// <param name="CompensationApproved">Compensation approved, whole đồng.</param>
/// <param name="CompensationPaid">Compensation paid, whole đồng.</param>
/// <param name="ResettlementNeeded">Households to be resettled.</param>
/// <param name="Resettled">Households resettled.</param>
public sealed record LandFigures(
    long AreaNeeded = 0, long AreaHandedOver = 0, long Households = 0, long Notified = 0, long Inventoried = 0, long PlanApproved = 0, long Paid = 0,
    long HandedOver = 0, long CompensationApproved = 0, long CompensationPaid = 0, long ResettlementNeeded = 0, long Resettled = 0)
{
    /// <summary>Nothing counted.</summary>
    public static LandFigures None { get; } = new();

    /// <summary>The value of a counter.</summary>
    public long this[LandFigure figure] => figure switch
    {
        LandFigure.AreaNeeded => AreaNeeded,
        LandFigure.AreaHandedOver => AreaHandedOver,
        LandFigure.Households => Households,
        LandFigure.Notified => Notified,
        LandFigure.Inventoried => Inventoried,
        LandFigure.PlanApproved => PlanApproved,
        LandFigure.Paid => Paid,
        LandFigure.HandedOver => HandedOver,
        LandFigure.CompensationApproved => CompensationApproved,
        LandFigure.CompensationPaid => CompensationPaid,
        LandFigure.ResettlementNeeded => ResettlementNeeded,
        LandFigure.Resettled => Resettled,
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
    };

    /// <summary>The share of a counter in another, 0 to 1; null where there is nothing to count.</summary>
    public decimal? Share(LandFigure part, LandFigure whole) => this[whole] == 0 ? null : this[part] / (decimal)this[whole];

    /// <summary>The same with one counter changed.</summary>
    public LandFigures With(LandFigure figure, long value) => figure switch
    {
        LandFigure.AreaNeeded => this with { AreaNeeded = value },
        LandFigure.AreaHandedOver => this with { AreaHandedOver = value },
        LandFigure.Households => this with { Households = value },
        LandFigure.Notified => this with { Notified = value },
        LandFigure.Inventoried => this with { Inventoried = value },
        LandFigure.PlanApproved => this with { PlanApproved = value },
        LandFigure.Paid => this with { Paid = value },
        LandFigure.HandedOver => this with { HandedOver = value },
        LandFigure.CompensationApproved => this with { CompensationApproved = value },
        LandFigure.CompensationPaid => this with { CompensationPaid = value },
        LandFigure.ResettlementNeeded => this with { ResettlementNeeded = value },
        LandFigure.Resettled => this with { Resettled = value },
        _ => throw new ArgumentOutOfRangeException(nameof(figure), figure, null),
    };
}
