using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Files;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Resources;
using Portfolio.Web.Security;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>One payment: its owner corrects it or takes it back, the finance department confirms, returns or reverses it.</summary>
[TakesFiles]
internal sealed class PaymentModel(
    ProjectPaymentReports reports, PaymentEntry entry, PaymentDesk desk, FileIntake intake, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    private const string Reversed = "payments.reversed_done";

    [BindProperty]
    public PaymentForm Form { get; set; } = new();

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Version the form was filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public PaymentReport Report { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    public PaymentFields Fields => new(Form, Faults, Report.RoomsWithoutIt, Report.Today, Report.Payment.FileName);

    public bool MayCorrect =>
        Report.Payment.Status is PaymentStatus.Entered or PaymentStatus.Returned && actors.Current.May(Permission.EnterPayments, Report.Place);

    public bool MayDecide => Report.Payment.Status == PaymentStatus.Entered && actors.Current.May(Permission.ConfirmPayments, Report.Place);

    public bool MayReverse =>
        Report.Payment is { Status: PaymentStatus.Confirmed, Reverses: null, ReversedBy: null } && actors.Current.May(Permission.ConfirmPayments, Report.Place);

    public async Task OnGetAsync(string code, long id, CancellationToken ct)
    {
        Report = await reports.GetAsync(actors.Current, code, id, ct);
        Form = PaymentForm.Of(Report.Payment);
    }

    public Task<IActionResult> OnPostCorrectAsync(string code, long id, CancellationToken ct) => DoAsync(Permission.EnterPayments, code, id, "payments.corrected", async () =>
    {
        if (await Form.ReadAsync(code, intake, Faults, ct) is { } corrected)
            await entry.CorrectAsync(actors.Current, id, Version, corrected, ct);
    }, ct);

    public Task<IActionResult> OnPostWithdrawAsync(string code, long id, CancellationToken ct) => DoAsync(
        Permission.EnterPayments, code, id, "payments.withdrawn", () => entry.WithdrawAsync(actors.Current, id, Version, ct), ct);

    public Task<IActionResult> OnPostConfirmAsync(string code, long id, CancellationToken ct) => DoAsync(
        Permission.ConfirmPayments, code, id, "payments.confirmed_one", () => desk.ConfirmAsync(actors.Current, [new PaymentToConfirm(id, Version)], ct), ct);

    public Task<IActionResult> OnPostReturnAsync(string code, long id, CancellationToken ct) => DoAsync(
        Permission.ConfirmPayments, code, id, "payments.returned", () => desk.ReturnAsync(actors.Current, id, Version, Reason ?? "", ct), ct);

    public Task<IActionResult> OnPostReverseAsync(string code, long id, CancellationToken ct) => DoAsync(
        Permission.ConfirmPayments, code, id, Reversed, () => desk.ReverseAsync(actors.Current, id, Reason ?? "", ct), ct);

    private async Task<IActionResult> DoAsync(Permission permission, string code, long id, string done, Func<Task> work, CancellationToken ct)
    {
        actors.Current.Demand(permission);
        Report = await reports.GetAsync(actors.Current, code, id, ct);
        actors.Current.Demand(permission, Report.Place);
        if (await Faults.TryAsync(work, PaymentForm.FieldOf) && !Faults.Any)
        {
            Notice = texts[done == Reversed && Report.Room is { Closed: true } ? Reversed + "_closed" : done].Value;
            return Redirect(Request.Path);
        }
        // Somebody may have decided on it meanwhile: what is shown is what is there now, what was typed stays.
        Report = await reports.GetAsync(actors.Current, code, id, ct);
        if (permission != Permission.EnterPayments)
            Form = PaymentForm.Of(Report.Payment);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
