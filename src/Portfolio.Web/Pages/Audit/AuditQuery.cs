using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Web.Api;

namespace Portfolio.Web.Pages.Audit;

/// <summary>The filter of the audit trail as it stands in the address, and where in the trail one is.</summary>
internal sealed class AuditQuery
{
    [FromQuery(Name = "from")]
    public string? From { get; set; }

    [FromQuery(Name = "to")]
    public string? To { get; set; }

    [FromQuery(Name = "actor")]
    public string? Actor { get; set; }

    [FromQuery(Name = "type")]
    public string? SubjectType { get; set; }

    [FromQuery(Name = "subject")]
    public string? SubjectCode { get; set; }

    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "province")]
    public string? Province { get; set; }

    [FromQuery(Name = "after")]
    public string? After { get; set; }

    /// <exception cref="ValidationFailedException">A day is none.</exception>
    public AuditFilter ToFilter() => new()
    {
        From = QueryText.Day("from", From),
        To = QueryText.Day("to", To),
        Actor = Blank(Actor),
        SubjectType = Blank(SubjectType),
        SubjectCode = Blank(SubjectCode),
        Kind = Blank(Kind),
        Province = Blank(Province),
    };

    /// <summary>The place in the trail; null = its newest end.</summary>
    public string? Place => Blank(After);

    /// <summary>Address of the same list from after a place on; null = from the newest.</summary>
    public string Url(string? after) => Url("/audit", after);

    /// <summary>Address of the same list as a CSV file.</summary>
    public string CsvUrl => Url("/audit.csv", null);

    private string Url(string path, string? after)
    {
        (string Name, string? Value)[] all =
        [
            ("from", From), ("to", To), ("actor", Actor), ("type", SubjectType), ("subject", SubjectCode), ("kind", Kind),
            ("province", Province), ("after", after),
        ];
        var asked = all.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!));
        return path + new QueryBuilder(asked).ToQueryString();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
