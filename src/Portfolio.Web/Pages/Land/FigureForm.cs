using Portfolio.LandClearance.Packages;
using Portfolio.Web.Formatting;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Land;

/// <summary>Counters as they are typed, by their codes.</summary>
internal static class FigureForm
{
    /// <summary>The order in which they are asked for.</summary>
    public static readonly (string Title, LandFigure[] Figures)[] Groups =
    [
        ("land.group_area", [LandFigure.AreaNeeded, LandFigure.AreaHandedOver]),
        ("land.group_households",
            [LandFigure.Households, LandFigure.Notified, LandFigure.Inventoried, LandFigure.PlanApproved, LandFigure.Paid, LandFigure.HandedOver]),
        ("land.group_money", [LandFigure.CompensationApproved, LandFigure.CompensationPaid]),
        ("land.group_resettlement", [LandFigure.ResettlementNeeded, LandFigure.Resettled]),
    ];

    /// <summary>Counters as they would be typed.</summary>
    public static Dictionary<string, string?> Of(LandFigures figures) =>
        LandFigureNames.All.ToDictionary(f => f.Code(), string? (f) => LandText.Typed(f, figures[f]), StringComparer.Ordinal);

    /// <summary>What was typed; what cannot be read stands in the faults. What is blank is nought where nothing stands yet, and else a fault.</summary>
    public static Dictionary<LandFigure, long> Read(IReadOnlyDictionary<string, string?> typed, FormFaults faults, bool blankIsNought)
    {
        var read = new Dictionary<LandFigure, long>();
        foreach (var figure in LandFigureNames.All)
        {
            // A form that asks for some of them only leaves the others as they are.
            if (!typed.TryGetValue(figure.Code(), out var text))
                continue;
            if (string.IsNullOrWhiteSpace(text) && !blankIsNought)
                faults.Add(figure.ToString(), "land.figure_blank");
            else if (LandText.TryParse(figure, text, out var value) is { } fault)
                faults.Add(figure.ToString(), fault);
            else
                read[figure] = value;
        }
        return read;
    }
}

/// <summary>The fields of counters on a page.</summary>
/// <param name="Typed">What is typed.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Present">Counters as they stand now, shown where they are not what is typed; null = nothing stands yet, or nothing moved.</param>
internal sealed record FigureFields(IReadOnlyDictionary<string, string?> Typed, FormFaults Faults, LandFigures? Present);
