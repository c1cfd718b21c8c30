using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Web.Api;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>The filter of the desk as it stands in the address, and where in the list one is.</summary>
internal sealed class DeskQuery
{
    [FromQuery(Name = "status")]
    public string? Status { get; set; }

    [FromQuery(Name = "province")]
    public string? Province { get; set; }

    [FromQuery(Name = "plan")]
    public string? Plan { get; set; }

    [FromQuery(Name = "body")]
    public string? Body { get; set; }

    [FromQuery(Name = "project")]
    public string? Project { get; set; }

    [FromQuery(Name = "after")]
    public string? After { get; set; }

    /// <summary>The status asked for; what waits when none is.</summary>
    public string Shown => QueryText.Clean("status", Status) ?? PaymentStatus.Entered;

    /// <summary>The place in the list; null = its start.</summary>
    public string? Place => QueryText.Clean("after", After);

    /// <summary>Whether only some payments of the status are asked for.</summary>
    public bool Filtered => !string.IsNullOrWhiteSpace(Province + Plan + Body + Project);

    /// <exception cref="Common.ValidationFailedException">A text is none.</exception>
    public PaymentFilter ToFilter() => new()
    {
        Status = Shown,
        Province = QueryText.Clean("province", Province),
        Plan = QueryText.Clean("plan", Plan),
        Body = QueryText.Clean("body", Body),
        Project = QueryText.Clean("project", Project)?.Trim().ToUpperInvariant(),
    };

    /// <summary>Address of the same list from after a place on; null = from its start.</summary>
    public string Url(string? after) => Url(Shown, after);

    /// <summary>Address of the list of another status.</summary>
    public string Url(string status, string? after)
    {
        (string Name, string? Value)[] all =
        [
            ("status", status == PaymentStatus.Entered ? null : status), ("province", Province), ("plan", Plan), ("body", Body), ("project", Project),
            ("after", after),
        ];
        return "/capital/payments"
            + new QueryBuilder(all.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!))).ToQueryString();
    }
}
