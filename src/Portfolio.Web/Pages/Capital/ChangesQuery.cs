using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Reporting.Capital.Dated;

namespace Portfolio.Web.Pages.Capital;

/// <summary>The two days, who and the page of a comparison as they stand in the address.</summary>
internal sealed class ChangesQuery
{
    private static readonly Dictionary<string, ChangeSide> Sides = Enum.GetValues<ChangeSide>().ToDictionary(Name, StringComparer.Ordinal);

    [FromQuery(Name = "from")]
    public string? From { get; set; }

    [FromQuery(Name = "to")]
    public string? To { get; set; }

    /// <summary>gained, lost, moved.</summary>
    [FromQuery(Name = "who")]
    public string? Who { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>Which projects; null = all.</summary>
    public ChangeSide? Side => Sides.TryGetValue(Who ?? "", out var side) ? side : null;

    /// <summary>The name of a side in addresses and texts.</summary>
    public static string Name(ChangeSide side) => side.ToString().ToLowerInvariant();

    /// <summary>The same comparison for others, or on another page.</summary>
    public static string Url(string path, PlanChanges changes, ChangeSide? who, int number = 1)
    {
        var query = new QueryBuilder { { "from", DatedQuery.Text(changes.From) }, { "to", DatedQuery.Text(changes.To) } };
        if (who is { } side)
            query.Add("who", Name(side));
        if (number > 1)
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return path + query.ToQueryString();
    }
}
