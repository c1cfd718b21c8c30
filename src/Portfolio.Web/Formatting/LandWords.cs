using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>Figures of land in words: m², households, đồng.</summary>
internal static class LandWords
{
    /// <summary>Name of a counter.</summary>
    public static string Land(this IStringLocalizer<Texts> texts, LandFigure figure) => texts["land_figure." + figure.Code()].Value;

    /// <summary>"12.000 m²", "40 hộ", "1.500.000 đồng".</summary>
    public static string Land(this IStringLocalizer<Texts> texts, Display display, LandAmount amount) => amount.Figure.IsMoney()
        ? display.Dong(new Vnd(amount.Value))
        : texts[amount.Figure.IsArea() ? "unit.area" : "unit.households", Display.Whole(amount.Value)].Value;
}
