using Microsoft.AspNetCore.Mvc;
using Portfolio.Reporting.Progress;
using Portfolio.Web.Api;
using Portfolio.Web.Pages.Projects;

namespace Portfolio.Web.Pages.Progress;

/// <summary>The filter, order and page of a drawn portfolio as they stand in the address.</summary>
internal sealed class ProgressQuery : ProjectQuery
{
    /// <summary>finish or overdue: only projects that slip so.</summary>
    [FromQuery(Name = "slips")]
    public string? Slipping { get; set; }

    public override string Path => "/progress";

    public ProgressRequest ToProgress(int size) => new(
        ToFilter(), Blank(Slipping) is { } slips ? Known(slips) : null,
        Sort switch { "code" => ProgressSort.Code, "percent" => ProgressSort.Percent, _ => ProgressSort.Late }, Number ?? 1, size);

    private static Slips Known(string slips) => Enum.TryParse<Slips>(slips, ignoreCase: true, out var known) && Enum.IsDefined(known)
        ? known
        : throw QueryText.Fault("slips", "validation.unknown_value", ("PropertyValue", slips));

    /// <summary>Address of the same portfolio in another order.</summary>
    public string OrderUrl(string sort) => Url(Path, sort == "late" ? null : sort, null);

    /// <summary>The order shown.</summary>
    public string Order => Sort is "code" or "percent" ? Sort : "late";

    /// <summary>Address of the same portfolio, of those alone that slip so.</summary>
    public string SlipsUrl(Slips slips) => UrlWith("slips", slips.ToString().ToLowerInvariant());

    public override string MoreFilters => "../Progress/_SlipsFilter";

    protected override IEnumerable<KeyValuePair<string, string>> Filters() =>
        string.IsNullOrWhiteSpace(Slipping) ? base.Filters() : base.Filters().Append(KeyValuePair.Create("slips", Slipping));
}
