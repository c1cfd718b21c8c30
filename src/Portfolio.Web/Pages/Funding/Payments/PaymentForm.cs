using System.Globalization;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Capital.Payments;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Funding.Payments;

/// <summary>What is typed of one payment.</summary>
internal sealed class PaymentForm
{
    /// <summary>Source and budget year as <see cref="CellOf"/> writes them.</summary>
    public string? Cell { get; set; }

    public string? PaidOn { get; set; }

    public string? Amount { get; set; }

    public string? DocumentNumber { get; set; }

    public string? Note { get; set; }

    /// <summary>A file to attach.</summary>
    public IFormFile? File { get; set; }

    /// <summary>Whether the attached file is taken off.</summary>
    public bool DropFile { get; set; }

    /// <summary>Source and budget year of a room, as a choice of the form.</summary>
    public static string CellOf(string source, int year) => string.Create(CultureInfo.InvariantCulture, $"{source}/{year}");

    /// <summary>The form as a payment stands.</summary>
    public static PaymentForm Of(PaymentRow payment) => new()
    {
        Cell = CellOf(payment.Source, payment.Year),
        PaidOn = payment.PaidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Amount = VndText.Dong(payment.Amount),
        DocumentNumber = payment.DocumentNumber,
        Note = payment.Note,
    };

    /// <summary>What was typed as a payment; null when it cannot be read, which then stands in the faults.</summary>
    public async Task<EnterPayment?> ReadAsync(string project, FileIntake intake, FormFaults faults, CancellationToken ct)
    {
        if (Cell?.Split('/') is not [{ Length: > 0 } source, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            faults.Add(nameof(Cell), "payments.cell_missing");
            (source, year) = ("", 0);
        }
        if (DateText.TryParse(PaidOn, out var day) is { } noDay)
            faults.Add(nameof(PaidOn), noDay);
        if (VndText.TryParse(Amount, out var amount) is { } noAmount)
            faults.Add(nameof(Amount), noAmount);
        NewFile? file = null;
        if (File is not null)
            await faults.TryAsync(async () =>
            {
                await using var content = File.OpenReadStream();
                file = await intake.ReadAsync(File.FileName, content, ct);
            });
        return faults.Any
            ? null
            : new EnterPayment(project, source, year, day, amount, DocumentNumber ?? "", string.IsNullOrWhiteSpace(Note) ? null : Note.Trim(), file, DropFile);
    }

    /// <summary>The field of the form that a field of the request stands in.</summary>
    public static string FieldOf(string field) => field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
    {
        "source" or "year" => nameof(Cell),
        var own => own,
    };
}

/// <summary>The fields of a payment on a page.</summary>
/// <param name="Form">What is typed.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Rooms">Capital that can be chosen.</param>
/// <param name="Today">Business date.</param>
/// <param name="Attached">Name of the file that is attached; null = none.</param>
internal sealed record PaymentFields(PaymentForm Form, FormFaults Faults, IReadOnlyList<PaymentRoom> Rooms, DateOnly Today, string? Attached = null)
{
    /// <summary>What can be chosen: what has room, and what is chosen already.</summary>
    public IEnumerable<PaymentRoom> Choices => Rooms.Where(r => r.Open || PaymentForm.CellOf(r.Source, r.Year) == Form.Cell);

    /// <summary>What is chosen at first: the oldest year that has room, a closed one only where no other has.</summary>
    public string? Chosen => Form.Cell ?? (Choices.OrderBy(r => r.Closed).FirstOrDefault() is { } first ? PaymentForm.CellOf(first.Source, first.Year) : null);
}
