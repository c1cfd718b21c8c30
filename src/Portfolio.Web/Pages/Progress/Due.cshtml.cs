using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Reporting.Progress;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Progress;

/// <summary>The milestones a number of the heat table is made of.</summary>
internal sealed class DueModel(MonthReports reports, BusinessCalendar calendar, ActorSource actors) : PageModel
{
    [FromQuery(Name = "plan")]
    public string Plan { get; set; } = "";

    [FromQuery(Name = "year")]
    public int? Year { get; set; }

    [FromQuery(Name = "month")]
    public int? Month { get; set; }

    [FromQuery(Name = "body")]
    public string? Body { get; set; }

    [FromQuery(Name = "state")]
    public string? State { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    public Page<DueMilestone> List { get; private set; } = new([], 0, 1, MonthReports.PageSize);

    public DateOnly Today => calendar.Today;

    /// <summary>The state asked for; null = all.</summary>
    public DueState? Asked => Enum.TryParse<DueState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

    /// <summary>Year shown; what cannot be a year is taken for this one.</summary>
    public int Shown => Year is >= 1990 and <= 2200 and var year ? year : Today.Year;

    /// <summary>Month shown; null = the whole year.</summary>
    public int? ShownMonth => Month is >= 1 and <= 12 ? Month : null;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var from = new DateOnly(Shown, ShownMonth ?? 1, 1);
        var to = ShownMonth is null ? new DateOnly(Shown, 12, 31) : from.AddMonths(1).AddDays(-1);
        List = await reports.ListAsync(
            actors.Current, new DueRequest(Plan, from, to, string.IsNullOrWhiteSpace(Body) ? null : Body, Asked, Number ?? 1), ct);
    }

    /// <summary>Address of another state or page of the same list.</summary>
    public string Address(DueState? state, int page)
    {
        var query = new QueryBuilder { { "plan", Plan }, { "year", Text(Shown) } };
        if (ShownMonth is { } month)
            query.Add("month", Text(month));
        if (!string.IsNullOrWhiteSpace(Body))
            query.Add("body", Body);
        if (state is { } asked)
            query.Add("state", asked.ToString().ToLowerInvariant());
        if (page > 1)
            query.Add("page", Text(page));
        return "/progress/due" + query.ToQueryString();
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
