using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Reports;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Reports;

/// <summary>Reports that bodies owe: overdue ones first, then those to come, then those handed in.</summary>
internal sealed class IndexModel(OwedReports reports, ActorSource actors, ErrorText errors) : PageModel
{
    [FromQuery(Name = "body")]
    public string? Body { get; set; }

    [FromQuery(Name = "state")]
    public string? State { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    /// <summary>Null where the filter is refused.</summary>
    public OwedPage? Report { get; private set; }

    /// <summary>What is wrong with the filter, in words.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        try
        {
            Report = await reports.PageAsync(actors.Current, new OwedRequest(Blank(Body), Blank(State), Number ?? 1), ct);
        }
        catch (ValidationFailedException failure)
        {
            Faults = [.. failure.Failures.Select(errors.Of)];
        }
    }

    /// <summary>Address of the same list in another state, or of another page of it.</summary>
    public string Address(string? state, int number = 1)
    {
        var query = new QueryBuilder();
        if (Blank(Body) is { } body)
            query.Add("body", body);
        if (Blank(state) is { } chosen)
            query.Add("state", chosen);
        if (number > 1)
            query.Add("page", number.ToString(CultureInfo.InvariantCulture));
        return "/reports" + query.ToQueryString();
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
