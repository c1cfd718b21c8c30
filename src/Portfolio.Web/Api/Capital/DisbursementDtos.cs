using Portfolio.Common;
using Portfolio.Funding.Payments;

namespace Portfolio.Web.Api.Capital;

/// <summary>A payment (giải ngân) and what became of it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Project">Project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year whose capital is paid out.</param>
/// <param name="PaidOn">Day of the payment.</param>
/// <param name="Amount">Whole đồng; negative in a reversal.</param>
/// <param name="DocumentNumber">Number of the payment document.</param>
/// <param name="Note">Note of who entered it.</param>
/// <param name="FileId">Attached file.</param>
/// <param name="Status">entered (waits for the finance department), confirmed, returned, withdrawn.</param>
/// <param name="Reverses">Payment this one takes back.</param>
/// <param name="ReversedBy">Payment that takes this one back.</param>
/// <param name="ReturnReason">Why it was returned last.</param>
/// <param name="EnteredBy">Who entered it.</param>
/// <param name="EnteredAt">When it was entered, or entered again after a return.</param>
/// <param name="DecidedBy">Who confirmed or returned it.</param>
/// <param name="DecidedAt">When it was confirmed or returned.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
/// <param name="Version">Version. The ETag begins with it.</param>
internal sealed record DisbursementDto(
    long Id, ReferenceDto Project, string Source, int Year, DateOnly PaidOn, Vnd Amount, string DocumentNumber, string? Note, long? FileId, string Status,
    long? Reverses, long? ReversedBy, string? ReturnReason, string EnteredBy, DateTimeOffset EnteredAt, string? DecidedBy, DateTimeOffset? DecidedAt,
    bool Illustrative, long Version)
{
    public static DisbursementDto Of(Payment payment) => new(
        payment.Id, new ReferenceDto(payment.ProjectCode, payment.ProjectName), payment.Source, payment.Year, payment.PaidOn, payment.Amount,
        payment.DocumentNumber, payment.Note, payment.FileId, payment.Status, payment.Reverses, payment.ReversedBy, payment.ReturnReason, payment.EnteredBy,
        payment.EnteredAt, payment.DecidedBy, payment.DecidedAt, payment.Illustrative, payment.Version);
}

/// <summary>Payments to enter, all or none.</summary>
/// <param name="Disbursements">The payments, at least one.</param>
internal sealed record DisbursementsInputDto(IReadOnlyList<DisbursementInputDto> Disbursements);

/// <summary>A payment to enter.</summary>
/// <param name="Project">Code of the project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year whose capital is paid out.</param>
/// <param name="PaidOn">Day of the payment.</param>
/// <param name="Amount">Whole đồng, more than nought.</param>
/// <param name="DocumentNumber">Number of the payment document.</param>
/// <param name="Note">Note; never public.</param>
internal sealed record DisbursementInputDto(
    string Project, string Source, int Year, DateOnly? PaidOn, Vnd Amount, string DocumentNumber, string? Note = null);

/// <summary>A payment as it shall be; its project stays.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year whose capital is paid out.</param>
/// <param name="PaidOn">Day of the payment.</param>
/// <param name="Amount">Whole đồng, more than nought.</param>
/// <param name="DocumentNumber">Number of the payment document.</param>
/// <param name="Note">Note; never public.</param>
internal sealed record DisbursementCorrectionDto(string Source, int Year, DateOnly? PaidOn, Vnd Amount, string DocumentNumber, string? Note = null);

/// <summary>Payments to confirm, all or none.</summary>
/// <param name="Disbursements">The payments, at least one.</param>
internal sealed record ConfirmInputDto(IReadOnlyList<SeenDisbursementDto> Disbursements);

/// <summary>A payment as the caller has seen it.</summary>
/// <param name="Id">Key.</param>
/// <param name="Version">Version of the figures that are confirmed.</param>
internal sealed record SeenDisbursementDto(long Id, long Version);

/// <summary>Why a payment is returned or reversed.</summary>
/// <param name="Reason">The reason.</param>
internal sealed record DisbursementReasonDto(string Reason);
