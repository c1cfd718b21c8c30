using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange.Tables;
using Portfolio.Funding.Payments.Tables;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>
/// Payments as a table: pasted from a spreadsheet or uploaded, judged row by row in words, then entered all or none. A file is turned
/// into what pasting it would have given, so that what came in stays in the form until it is accepted.
/// </summary>
[TakesTable]
internal sealed class TableModel(PaymentTables tables, ActorSource actors, ErrorText errors, Display display, IStringLocalizer<Texts> texts) : PageModel
{
    // Rows that are all right are shown to be recognised, not to be read one by one.
    private const int MostSound = 100;
    private const int MostFaulty = 300;

    /// <summary>What was pasted: lines with tabs between the cells.</summary>
    [BindProperty]
    public string? Pasted { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>Unit of the amounts.</summary>
    [BindProperty]
    public AmountUnit Unit { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public FormFaults Faults { get; } = new(errors);

    /// <summary>What the table holds; null until one was read.</summary>
    public PaymentTableReport? Report { get; private set; }

    /// <summary>The rows that are shown, in their order.</summary>
    public IReadOnlyList<PaymentTableRow> Shown { get; private set; } = [];

    /// <summary>How many rows are not shown.</summary>
    public int Hidden => Report is null ? 0 : Report.Rows.Count - Shown.Count;

    /// <summary>A fault in words.</summary>
    public string Say(FieldFailure fault) => errors.Of(fault);

    public void OnGet() => actors.Current.Demand(Permission.EnterPayments);

    /// <summary>Reads and judges the table; enters nothing.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.EnterPayments);
        await Faults.TryAsync(async () => await JudgeAsync(await ReadAsync(ct), ct));
        if (Report is not { Clean: true })
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Enters the table as it stands in the form, or judges it anew where anything is wrong by now.</summary>
    public async Task<IActionResult> OnPostEnterAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.EnterPayments);
        Table? table = null;
        if (await Faults.TryAsync(async () => table = await ReadAsync(ct)) && await EnterAsync(table!, ct) is { } entered)
        {
            Notice = entered;
            return Redirect("/capital/payments");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What is said of the payments entered; null when they were refused.</summary>
    private async Task<string?> EnterAsync(Table table, CancellationToken ct)
    {
        try
        {
            var entered = await tables.EnterAsync(actors.Current, table, Unit, ct);
            return texts["payment_table.entered", Display.Count(entered.Ids.Count), display.Dong(entered.Total)].Value;
        }
        catch (RuleException refusal)
        {
            Faults.Add(refusal);
        }
        catch (ValidationFailedException)
        {
            // What is wrong stands in the report, row by row.
        }
        await JudgeAsync(table, ct);
        return null;
    }

    private async Task<Table> ReadAsync(CancellationToken ct)
    {
        if (Upload is null or { Length: 0 })
            return TableReader.ReadPasted(Pasted, PaymentColumns.All);
        await using var content = Upload.OpenReadStream();
        var table = await TableReader.ReadFileAsync(content, PaymentColumns.All, ct);
        Pasted = PastedTable.Of(table, PaymentColumns.All);
        ModelState.Remove(nameof(Pasted));
        return table;
    }

    private async Task JudgeAsync(Table table, CancellationToken ct)
    {
        Report = await tables.CheckAsync(actors.Current, table, Unit, ct);
        var shown = Report.Faulty.Take(MostFaulty).Concat(Report.Rows.Where(r => r.Faults.Count == 0).Take(MostSound)).Select(r => r.Number).ToHashSet();
        Shown = [.. Report.Rows.Where(r => shown.Contains(r.Number))];
    }
}
