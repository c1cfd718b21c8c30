using System.Globalization;
using System.Text.RegularExpressions;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Web.Formatting;

/// <summary>How counters of land are typed: "12.000", "1,2 ha", "40", "1,5 tỷ".</summary>
internal static partial class LandText
{
    private const int SquareMetresOfHectare = 10_000;

    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>A counter as it would be typed; what <see cref="TryParse"/> reads of it is the same.</summary>
    public static string Typed(LandFigure figure, long value) => figure.IsMoney() ? VndText.Typed(new Vnd(value)) : value.ToString("N0", Vietnamese);

    /// <summary>Reads a counter. Nothing is guessed: what is no whole number of m², households or đồng is refused.</summary>
    /// <returns>Null when accepted, else an error code.</returns>
    public static string? TryParse(LandFigure figure, string? text, out long value)
    {
        value = 0;
        if (figure.IsMoney())
        {
            var fault = VndText.TryParse(text, out var amount);
            value = amount.Dong;
            return fault;
        }
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var match = Number().Match(text.Trim().Replace('\u00a0', ' '));
        var hectares = match.Groups["unit"].Value.Equals("ha", StringComparison.OrdinalIgnoreCase);
        if (!match.Success || (match.Groups["unit"].Success && !figure.IsArea()) || (match.Groups["fraction"].Success && !hectares))
            return figure.IsArea() ? "land.not_an_area" : "land.not_a_count";
        var whole = match.Groups["whole"].Value.Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!decimal.TryParse($"{whole}.{match.Groups["fraction"].Value}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return "land.not_an_area";
        number *= hectares ? SquareMetresOfHectare : 1;
        // What is absurd is told with the bound by the rule that knows it.
        value = number > long.MaxValue / 2 ? long.MaxValue / 2 : (long)number;
        return number == decimal.Truncate(number) ? null : "land.not_an_area";
    }

    [GeneratedRegex(@"^(?<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,18})(?:,(?<fraction>[0-9]{1,9}))?\s*(?<unit>ha|m2|m²)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
