using Portfolio.Common;

namespace Portfolio.LandClearance.Packages;

/// <summary>When the counters of a package are consistent, and may follow those before. The table holds the same bounds.</summary>
internal static class FigureRules
{
    /// <summary>Most households of one package.</summary>
    public const long MostHouseholds = 1_000_000;

    /// <summary>Largest area of one package, m²: a tenth of the country.</summary>
    public const long LargestArea = 33_000_000_000;

    private const string OverTotal = "land.over_total";
    private const string OutOfOrder = "land.out_of_order";

    // Land may be handed over before it is paid for, so the hand-over is bounded by all households alone.
    private static readonly (LandFigure Figure, LandFigure Bound, string Code)[] Bounds =
    [
        (LandFigure.AreaHandedOver, LandFigure.AreaNeeded, OverTotal),
        (LandFigure.Notified, LandFigure.Households, OverTotal),
        (LandFigure.Inventoried, LandFigure.Notified, OutOfOrder),
        (LandFigure.PlanApproved, LandFigure.Inventoried, OutOfOrder),
        (LandFigure.Paid, LandFigure.PlanApproved, OutOfOrder),
        (LandFigure.HandedOver, LandFigure.Households, OverTotal),
        (LandFigure.CompensationPaid, LandFigure.CompensationApproved, OverTotal),
        (LandFigure.ResettlementNeeded, LandFigure.Households, OverTotal),
        (LandFigure.Resettled, LandFigure.ResettlementNeeded, OverTotal),
    ];

    /// <summary>What forbids the change; each fault names the figures it weighs.</summary>
    /// <param name="before">Counters as they stand.</param>
    /// <param name="after">Counters as they shall be.</param>
    /// <param name="reason">Why; null = nothing was said.</param>
    public static IReadOnlyList<FieldFailure> Find(LandFigures before, LandFigures after, string? reason)
    {
        List<FieldFailure> absurd = [.. LandFigureNames.All.Where(f => after[f] < 0 || after[f] > Most(f)).Select(f => Absurd(f, after[f]))];
        if (absurd.Count > 0)
            return absurd;
        return
        [
            .. Bounds.Where(b => after[b.Figure] > after[b.Bound]).Select(b => Beyond(b.Figure, b.Bound, b.Code, before, after)),
            .. LandFigureNames.All.Where(f => after[f] < before[f] && !f.IsTotal() && string.IsNullOrWhiteSpace(reason)).Select(f => Backwards(f, before, after)),
        ];
    }

    /// <summary>What forbids a package to count as handed over: all of its area and all households must be.</summary>
    public static FieldFailure? FindIncomplete(LandFigures figures)
    {
        var (area, households) = (figures.AreaNeeded - figures.AreaHandedOver, figures.Households - figures.HandedOver);
        return area == 0 && households == 0
            ? null
            : new FieldFailure("HandedOverOn", "land.hand_over_incomplete", new Dictionary<string, object?>
            {
                ["area"] = new LandAmount(LandFigure.AreaNeeded, area),
                ["households"] = new LandAmount(LandFigure.Households, households),
            });
    }

    private static long Most(LandFigure figure) => figure.IsMoney() ? VndText.Largest : figure.IsArea() ? LargestArea : MostHouseholds;

    private static FieldFailure Absurd(LandFigure figure, long value) => new(figure.ToString(), value < 0 ? "land.negative" : "land.too_large", new Dictionary<string, object?>
    {
        ["figure"] = figure,
        ["value"] = new LandAmount(figure, value),
        ["most"] = new LandAmount(figure, Most(figure)),
    });

    // The fault stands where something was typed: at the bound, if that alone was moved.
    private static FieldFailure Beyond(LandFigure figure, LandFigure bound, string code, LandFigures before, LandFigures after) =>
        new((after[figure] == before[figure] && after[bound] != before[bound] ? bound : figure).ToString(), code, new Dictionary<string, object?>
        {
            ["figure"] = figure,
            ["value"] = new LandAmount(figure, after[figure]),
            ["bound"] = bound,
            ["boundValue"] = new LandAmount(bound, after[bound]),
            ["excess"] = new LandAmount(figure, after[figure] - after[bound]),
        });

    private static FieldFailure Backwards(LandFigure figure, LandFigures before, LandFigures after) =>
        new(figure.ToString(), "land.backwards_needs_reason", new Dictionary<string, object?>
        {
            ["figure"] = figure,
            ["was"] = new LandAmount(figure, before[figure]),
            ["value"] = new LandAmount(figure, after[figure]),
        });
}
