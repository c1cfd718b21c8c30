using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Files;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Web.Api;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>Payments of a project: its owner enters them here, on a phone in a few seconds. What was typed stays until it is accepted.</summary>
[TakesFiles]
internal sealed class ProjectModel(
    ProjectPaymentReports reports, PaymentEntry entry, FileIntake intake, ActorSource actors, ErrorText errors, Display display, IStringLocalizer<Texts> texts) : PageModel
{
    private const int PageSize = 50;

    [FromQuery(Name = "status")]
    public string? Status { get; set; }

    [FromQuery(Name = "year")]
    public string? Year { get; set; }

    [FromQuery(Name = "source")]
    public string? Source { get; set; }

    [FromQuery(Name = "after")]
    public string? After { get; set; }

    [BindProperty]
    public PaymentForm Form { get; set; } = new();

    [TempData]
    public string? Notice { get; set; }

    /// <summary>Source and year of the payment entered last: the next one is mostly of the same.</summary>
    [TempData]
    public string? LastCell { get; set; }

    public ProjectPayments Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public PaymentFields Fields => new(Form, Faults, Report.Rooms, Report.Today);

    /// <summary>Whether only some of the payments are asked for.</summary>
    public bool Filtered => !string.IsNullOrWhiteSpace(Status + Year + Source + After);

    public bool MayEnter => actors.Current.May(Permission.EnterPayments, Report.Place);

    public bool MayViewHistory => actors.Current.May(Permission.ViewHistory, Report.Place);

    /// <summary>Address of the same list from after a place on; null = from the newest.</summary>
    public new string Url(string? after)
    {
        var asked = new (string Name, string? Value)[] { ("status", Status), ("year", Year), ("source", Source), ("after", after) }
            .Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value!));
        return $"/projects/{Uri.EscapeDataString(Report.Project.Code)}/capital/payments" + new QueryBuilder(asked).ToQueryString();
    }

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        await LoadAsync(code, ct);
        Form = new PaymentForm { Cell = LastCell, PaidOn = Report.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.EnterPayments);
        await LoadAsync(code, ct);
        actors.Current.Demand(Permission.EnterPayments, Report.Place);
        if (await Form.ReadAsync(Report.Project.Code, intake, Faults, ct) is { } payment
            && await Faults.TryAsync(() => entry.EnterAsync(actors.Current, [payment], ct), PaymentForm.FieldOf))
        {
            Notice = texts["payments.entered", display.Dong(payment.Amount), payment.DocumentNumber.Trim()].Value;
            LastCell = Form.Cell;
            return Redirect($"/projects/{Uri.EscapeDataString(Report.Project.Code)}/capital/payments");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        After = QueryText.Clean("after", After);
        var filter = new PaymentFilter
        {
            Status = QueryText.Clean("status", Status),
            Source = QueryText.Clean("source", Source),
            Year = int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null,
        };
        Report = await reports.OfProjectAsync(actors.Current, code, filter, After, PageSize, ct);
    }
}
