namespace Portfolio.LandClearance.Packages;

/// <summary>A counter of a package.</summary>
public enum LandFigure
{
    /// <summary>Area needed, m².</summary>
    AreaNeeded,

    /// <summary>Area handed over, m².</summary>
    AreaHandedOver,

    /// <summary>Households and organisations concerned.</summary>
    Households,

    /// <summary>Of these, told of the recovery.</summary>
    Notified,

    /// <summary>Of these, whose land and assets are counted (kiểm đếm).</summary>
    Inventoried,

    /// <summary>Of these, whose compensation plan is approved.</summary>
    PlanApproved,

    /// <summary>Of these, who are paid.</summary>
    Paid,

    /// <summary>Households that have handed over their land, paid or not.</summary>
    HandedOver,

    /// <summary>Compensation approved, whole đồng.</summary>
    CompensationApproved,

    /// <summary>Compensation paid, whole đồng.</summary>
    CompensationPaid,

    /// <summary>Households to be resettled.</summary>
    ResettlementNeeded,

    /// <summary>Households resettled.</summary>
    Resettled,
}

/// <summary>Names and kinds of <see cref="LandFigure"/>.</summary>
public static class LandFigureNames
{
    private static readonly string[] Codes =
    [
        "area_needed", "area_handed_over", "households", "notified", "inventoried", "plan_approved", "paid", "handed_over", "compensation_approved",
        "compensation_paid", "resettlement_needed", "resettled",
    ];

    /// <summary>Every counter.</summary>
    public static IReadOnlyList<LandFigure> All { get; } = Enum.GetValues<LandFigure>();

    /// <summary>The households by the steps they have taken, as a funnel shows them.</summary>
    public static IReadOnlyList<LandFigure> Funnel { get; } =
        [LandFigure.Households, LandFigure.Notified, LandFigure.Inventoried, LandFigure.PlanApproved, LandFigure.Paid, LandFigure.HandedOver];

    /// <summary>Code used in the database and in texts.</summary>
    public static string Code(this LandFigure figure) => Codes[(int)figure];

    /// <summary>Whether it counts đồng.</summary>
    public static bool IsMoney(this LandFigure figure) => figure is LandFigure.CompensationApproved or LandFigure.CompensationPaid;

    /// <summary>Whether it counts m².</summary>
    public static bool IsArea(this LandFigure figure) => figure is LandFigure.AreaNeeded or LandFigure.AreaHandedOver;

    /// <summary>Whether it says how much there is to do; such a figure may become less without a reason.</summary>
    public static bool IsTotal(this LandFigure figure) => figure is LandFigure.AreaNeeded or LandFigure.Households or LandFigure.ResettlementNeeded;
}

/// <summary>A figure of a package, as errors name it.</summary>
/// <param name="Figure">Which counter: it decides the unit.</param>
/// <param name="Value">Its value: m², households or whole đồng.</param>
public readonly record struct LandAmount(LandFigure Figure, long Value);
