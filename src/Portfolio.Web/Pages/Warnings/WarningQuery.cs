using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Reporting.Warnings;
using Portfolio.Web.Pages.Projects;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>The filter and page of the board of warnings as they stand in the address.</summary>
internal sealed class WarningQuery : ProjectQuery
{
    /// <summary>Ages one can ask for: open for so many days at least.</summary>
    public static IReadOnlyList<int> Ages { get; } = [7, 14, 30, 90];

    [FromQuery(Name = "severity")]
    public string? Severity { get; set; }

    [FromQuery(Name = "rule")]
    public string? Rule { get; set; }

    [FromQuery(Name = "days")]
    public int? Days { get; set; }

    /// <summary>yes or no: whether somebody has acknowledged them.</summary>
    [FromQuery(Name = "answered")]
    public string? Answered { get; set; }

    public override string Path => "/warnings";

    public BoardRequest ToBoard() =>
        new(ToFilter(), Blank(Severity), Blank(Rule), Days, Blank(Answered) switch { "yes" => true, "no" => false, _ => null }, Number ?? 1);

    /// <summary>Address of the same board with another severity; null = both.</summary>
    public string SeverityUrl(string? severity) => UrlWith("severity", severity);

    /// <summary>Address of the same board with another rule; null = all.</summary>
    public string RuleUrl(string? rule) => UrlWith("rule", rule);

    public override string MoreFilters => "../Warnings/_WarningFilters";

    protected override IEnumerable<KeyValuePair<string, string>> Filters()
    {
        (string Name, string? Value)[] own = [("severity", Severity), ("rule", Rule), ("days", Days?.ToString(CultureInfo.InvariantCulture)), ("answered", Answered)];
        return base.Filters().Concat(own.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!)));
    }
}
