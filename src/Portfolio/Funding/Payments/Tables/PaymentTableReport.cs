using Portfolio.Common;
using Portfolio.Exchange.Tables;

namespace Portfolio.Funding.Payments.Tables;

/// <summary>What a table of payments holds, and what is wrong with it row by row.</summary>
/// <param name="Rows">Rows that say anything of a payment, in their order.</param>
/// <param name="Skipped">Rows whose day, amount and document number are all blank, as the template leaves them.</param>
public sealed record PaymentTableReport(IReadOnlyList<PaymentTableRow> Rows, int Skipped)
{
    /// <summary>Rows that something is wrong with.</summary>
    public IReadOnlyList<PaymentTableRow> Faulty { get; } = [.. Rows.Where(r => r.Faults.Count > 0)];

    /// <summary>Sum of the amounts that can be read, whole đồng.</summary>
    public Vnd Total => Rows.Aggregate(Vnd.Zero, (sum, row) => sum + (row.Payment?.Amount ?? Vnd.Zero));

    /// <summary>Whether all of it can be entered.</summary>
    public bool Clean => Rows.Count > 0 && Faulty.Count == 0;
}

/// <summary>A row of a table of payments.</summary>
/// <param name="Cells">As it was written.</param>
/// <param name="Payment">As it is read; null when it cannot be.</param>
/// <param name="Faults">What is wrong with it; the fields are keys of <see cref="PaymentColumns"/>.</param>
public sealed record PaymentTableRow(TableRow Cells, EnterPayment? Payment, IReadOnlyList<FieldFailure> Faults)
{
    /// <summary>Its number as a spreadsheet shows it.</summary>
    public int Number => Cells.Number;
}
