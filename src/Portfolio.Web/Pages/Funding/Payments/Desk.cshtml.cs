using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>
/// Payments across projects. The finance department confirms one or many at once, or returns them; a refusal names the row, and what
/// was chosen and typed stays. Owners see here what came back to them.
/// </summary>
internal sealed class DeskModel(
    PaymentDeskReports reports, PaymentDesk desk, ActorSource actors, ErrorText errors, Display display, IStringLocalizer<Texts> texts) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public DeskQuery Query { get; set; } = new();

    /// <summary>The payments chosen; a field that holds no key leaves nothing.</summary>
    [BindProperty]
    public List<long>? Ids { get; set; } = [];

    /// <summary>Reasons typed, by payment.</summary>
    [BindProperty]
    public Dictionary<long, string?>? Reasons { get; set; } = [];

    /// <summary>Versions the page was filled from, by payment.</summary>
    [BindProperty]
    public Dictionary<long, long>? Versions { get; set; } = [];

    [TempData]
    public string? Notice { get; set; }

    public DeskReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>What is wrong with single payments.</summary>
    public Dictionary<long, string> RowFaults { get; } = [];

    public bool MayEnter => actors.Current.May(Permission.EnterPayments);

    /// <summary>The payment whose return was refused.</summary>
    public long? Returning { get; private set; }

    public bool MayDecide => actors.Current.May(Permission.ConfirmPayments) && Query.Shown == PaymentStatus.Entered;

    /// <summary>Address that does something with the list as it is shown.</summary>
    public string ActionUrl(string handler) =>
        Query.Url(Query.Place) is var url && url.Contains('?', StringComparison.Ordinal) ? $"{url}&handler={handler}" : $"{url}?handler={handler}";

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>Confirms what is chosen, or the one whose button was pressed.</summary>
    public async Task<IActionResult> OnPostConfirmAsync(long? only, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ConfirmPayments);
        long[] ids = only is { } one ? [one] : [.. (Ids ?? []).Where(id => id > 0).Distinct().Order()];
        return await DoAsync(ids, async () =>
        {
            // A payment whose version the form does not tell is one that was not seen.
            var confirmed = await desk.ConfirmAsync(actors.Current, [.. ids.Select(id => new PaymentToConfirm(id, VersionOf(id) ?? 0))], ct);
            return texts["payments.confirmed_many", confirmed.Count, display.Dong(confirmed.Aggregate(Vnd.Zero, (sum, p) => sum + p.Amount))].Value;
        }, ct);
    }

    /// <summary>Returns the one whose button was pressed.</summary>
    public async Task<IActionResult> OnPostReturnAsync(long? only, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ConfirmPayments);
        Returning = only;
        return await DoAsync(only is { } one ? [one] : [], async () =>
        {
            if (only is not { } id)
                throw new ValidationFailedException([new FieldFailure("ids", "payments.none", new Dictionary<string, object?>())]);
            var returned = await desk.ReturnAsync(
                actors.Current, id, VersionOf(id), Reasons?.GetValueOrDefault(id) ?? "", ct);
            return texts["payments.returned_one", returned.DocumentNumber].Value;
        }, ct);
    }

    private async Task<IActionResult> DoAsync(long[] ids, Func<Task<string>> work, CancellationToken ct)
    {
        try
        {
            Notice = await work();
            return Redirect(Query.Url(Query.Place));
        }
        catch (ValidationFailedException invalid)
        {
            foreach (var failure in invalid.Failures)
                Note(ids, failure);
        }
        catch (StalePaymentsException stale)
        {
            foreach (var payment in stale.Payments)
                RowFaults.TryAdd(payment.Id, errors.Of(stale));
        }
        catch (PortfolioException refusal) when (refusal is RuleException or StaleException)
        {
            Faults.Say(errors.Of(refusal));
        }
        await LoadAsync(ct);
        foreach (var row in Report.Rows.Items.Where(r => RowFaults.ContainsKey(r.Payment.Id)))
            Faults.Say($"{row.Payment.DocumentNumber} ({row.Payment.ProjectCode}): {RowFaults[row.Payment.Id]}");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private long? VersionOf(long id) => Versions is { } versions && versions.TryGetValue(id, out var version) ? version : null;

    // "rows[3].amount" speaks of the fourth of the payments, in the order of their keys.
    private void Note(long[] ids, FieldFailure failure)
    {
        if (failure.Field == "ids" || ids.Length == 0)
            Faults.Say(errors.Of(failure));
        else
            RowFaults.TryAdd(ids[RowOf(failure.Field) is var row && row < ids.Length ? row : 0], errors.Of(failure));
    }

    private static int RowOf(string field) =>
        field.Split('[', ']') is ["rows", var row, ..] ? int.Parse(row, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private async Task LoadAsync(CancellationToken ct) =>
        Report = await reports.GetAsync(actors.Current, Query.ToFilter(), Query.Place, PageSize, ct);
}
