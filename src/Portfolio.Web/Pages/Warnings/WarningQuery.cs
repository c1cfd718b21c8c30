using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Common;
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
    public string? Days { get; set; }

    /// <summary>yes or no: whether somebody has acknowledged them.</summary>
    [FromQuery(Name = "answered")]
    public string? Answered { get; set; }

    public override string Path => "/warnings";

    /// <summary>What is asked of the board.</summary>
    /// <exception cref="ValidationFailedException">The age is no number, or the answer neither yes nor no.</exception>
    public BoardRequest ToBoard() => new(ToFilter(), Blank(Severity), Blank(Rule), OldestDays(), IsAnswered(), Number ?? 1);

    /// <summary>Address of what a card stands for: all warnings of a severity that the rest of the filter lets pass, of whichever rule.</summary>
    public string CardUrl(string severity) =>
        Url(Path, Sort, null, Filters().Where(f => f.Key is not ("severity" or "rule")).Append(KeyValuePair.Create("severity", severity)));

    /// <summary>Address of the same board with another rule; null = all.</summary>
    public string RuleUrl(string? rule) => UrlWith("rule", rule);

    public override string MoreFilters => "../Warnings/_WarningFilters";

    private int? OldestDays() => Blank(Days) is not { } days ? null
        : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw Unknown("days", days);

    private bool? IsAnswered() => Blank(Answered) switch
    {
        null => null,
        "yes" => true,
        "no" => false,
        var other => throw Unknown("answered", other),
    };

    private static ValidationFailedException Unknown(string field, string value) =>
        new([new FieldFailure(field, "validation.unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = value })]);

    protected override IEnumerable<KeyValuePair<string, string>> Filters()
    {
        (string Name, string? Value)[] own = [("severity", Severity), ("rule", Rule), ("days", Days), ("answered", Answered)];
        return base.Filters().Concat(own.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!)));
    }
}
