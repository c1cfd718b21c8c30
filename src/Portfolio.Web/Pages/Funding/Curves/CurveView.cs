using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Portfolio.Reporting.Capital.Curves;

namespace Portfolio.Web.Pages.Funding.Curves;

/// <summary>A curve on a page.</summary>
/// <param name="Curve">The curve.</param>
/// <param name="Path">Address of the page.</param>
/// <param name="Programme">Programme chosen; null = none, or the page has no such choice.</param>
internal sealed record CurveView(CurveReport Curve, string Path, string? Programme = null)
{
    /// <summary>Address of the same curve of another year.</summary>
    public string Url(int year)
    {
        (string Name, string? Value)[] all = [("programme", Programme), ("year", year.ToString(CultureInfo.InvariantCulture))];
        return Path + new QueryBuilder(all.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!))).ToQueryString();
    }

    /// <summary>The year of an address; null where it is none.</summary>
    public static int? YearOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
