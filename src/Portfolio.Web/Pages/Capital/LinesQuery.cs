using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Lines;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Which number is asked what it is made of, as it stands in the address.</summary>
internal sealed class LinesQuery
{
    [FromQuery(Name = "programme")]
    public string? Programme { get; set; }

    /// <summary>state or other.</summary>
    [FromQuery(Name = "class")]
    public string? SourceClass { get; set; }

    [FromQuery(Name = "source")]
    public string? Source { get; set; }

    [FromQuery(Name = "year")]
    public string? Year { get; set; }

    [FromQuery(Name = "project")]
    public string? Project { get; set; }

    /// <summary>Code of a body: of the projects that it, or a body under it, owns or leads.</summary>
    [FromQuery(Name = "body")]
    public string? Body { get; set; }

    /// <summary>The day up to whose end decisions count.</summary>
    [FromQuery(Name = "on")]
    public string? On { get; set; }

    /// <summary>Key of the line after which to go on.</summary>
    [FromQuery(Name = "after")]
    public string? After { get; set; }

    /// <summary>Key of the payment after which to go on.</summary>
    [FromQuery(Name = "paid_after")]
    public string? PaidAfter { get; set; }

    /// <summary>The year; null where none is named, or none can be read.</summary>
    public int? YearNumber => int.TryParse(Blank(Year), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year <= 9999 ? year : null;

    /// <summary>What of the address cannot be read, by the label of its field: it is left out, and the page must say so.</summary>
    public IEnumerable<(string Label, FieldFailure Failure)> Unread()
    {
        if (Blank(Year) is { } year && YearNumber is null)
            yield return ("field.year", Unknown("year", year));
        if (Blank(SourceClass) is { } given && KnownClass is null)
            yield return ("capital_view.class", Unknown("class", given));
        if (DateText.TryParse(On, out _) is { } unread)
            yield return ("capital_view.on", new FieldFailure("on", unread, new Dictionary<string, object?>()));
    }

    /// <summary>The filter, without what cannot be read.</summary>
    public LineFilter ToFilter(string plan) => new(
        plan, Blank(Programme), KnownClass, Blank(Source), YearNumber, Blank(Project), DateText.TryParse(On, out var on) is null ? on : null, Blank(Body));

    /// <summary>A key; null where none is named, or none can be read.</summary>
    public static long? Key(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    /// <summary>The same number, further down in one of the two lists.</summary>
    public string Url(string path, string? after, string? paidAfter)
    {
        (string Name, string? Value)[] all =
        [
            ("programme", Programme), ("class", SourceClass), ("source", Source), ("year", Year), ("project", Project), ("body", Body),
            ("on", On), ("after", after), ("paid_after", paidAfter),
        ];
        return path + new QueryBuilder(all.Where(p => !string.IsNullOrWhiteSpace(p.Value)).Select(p => KeyValuePair.Create(p.Name, p.Value!))).ToQueryString();
    }

    private string? KnownClass => Blank(SourceClass) is Portfolio.Funding.SourceClass.State or Portfolio.Funding.SourceClass.Other ? Blank(SourceClass) : null;

    private static FieldFailure Unknown(string field, string value) =>
        new(field, "validation.unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = value });

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
