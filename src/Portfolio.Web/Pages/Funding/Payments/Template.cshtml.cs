using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Funding.Payments.Tables;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Web.Exports.Xlsx;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>A spreadsheet to fill in: the capital one may pay out, a row each, with room for day, amount and document.</summary>
internal sealed class TemplateModel(PaymentDeskReports reports, ActorSource actors, IStringLocalizer<Texts> texts) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var rows = await reports.TemplateAsync(actors.Current, ct);
        await Response.AttachAsync("giai-ngan.xlsx", Table(), rows.ToAsyncEnumerable(), ct);
        return new EmptyResult();
    }

    private XlsxTable<PaymentCell> Table() => new()
    {
        Sheet = texts["payments.title"].Value,
        Columns =
        [
            XlsxColumn<PaymentCell>.Text(PaymentColumns.Project.Names[0], 16, c => c.ProjectCode),
            XlsxColumn<PaymentCell>.Text(PaymentColumns.Source.Names[0], 26, c => c.SourceName),
            XlsxColumn<PaymentCell>.Text(PaymentColumns.Year.Names[0], 8, c => c.Year.ToString(CultureInfo.InvariantCulture)),
            XlsxColumn<PaymentCell>.Date(PaymentColumns.PaidOn.Names[0], _ => null),
            XlsxColumn<PaymentCell>.Dong(PaymentColumns.Amount.Names[0], _ => null),
            XlsxColumn<PaymentCell>.Text(PaymentColumns.DocumentNumber.Names[0], 20, _ => null),
            XlsxColumn<PaymentCell>.Text(PaymentColumns.Note.Names[0], 30, _ => null),
            XlsxColumn<PaymentCell>.Text(texts["payment_table.project_name"].Value, 50, c => c.ProjectName),
            XlsxColumn<PaymentCell>.Dong(texts["payment_table.left_dong"].Value, c => c.Remaining),
        ],
        FrozenColumns = 1,
    };
}
