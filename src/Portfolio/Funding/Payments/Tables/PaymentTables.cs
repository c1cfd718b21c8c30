using System.Globalization;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange.Tables;

namespace Portfolio.Funding.Payments.Tables;

/// <summary>Payments that come as a table, pasted or uploaded: judged row by row, and entered all or none.</summary>
public sealed class PaymentTables(PortfolioDatabase database, PaymentEntry entry)
{
    /// <summary>What the table holds, and what would be wrong if it were entered now; writes nothing.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.EnterPayments"/>, of a project that is not his the row is told.</param>
    /// <param name="table">The table, under <see cref="PaymentColumns"/>.</param>
    /// <param name="unit">Unit of its amounts.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<PaymentTableReport> CheckAsync(Actor actor, Table table, AmountUnit unit, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        PaymentRowReader reader;
        await using (var connection = await database.OpenAsync(ct))
            reader = new PaymentRowReader((await SourceLookup.NamesAsync(connection, null, ct)).Values, unit);
        PaymentTableRow[] rows = [.. table.Rows.Where(row => !PaymentRowReader.IsBlank(row)).Select(reader.Read)];
        int[] read = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Payment is not null)];
        IReadOnlyList<RowFault> faults = read.Length == 0 ? [] : await entry.CheckAsync(actor, [.. read.Select(i => rows[i].Payment!)], ct);
        foreach (var ofRow in faults.GroupBy(f => f.Row))
            rows[read[ofRow.Key]] = rows[read[ofRow.Key]] with { Faults = [.. ofRow.Select(f => f.Fault)] };
        return new PaymentTableReport(rows, table.Rows.Count - rows.Length);
    }

    /// <summary>Enters every row, or none.</summary>
    /// <param name="actor">Who enters; needs <see cref="Permission.EnterPayments"/> on every project.</param>
    /// <param name="table">The table, under <see cref="PaymentColumns"/>.</param>
    /// <param name="unit">Unit of its amounts.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The payments and their sum.</returns>
    /// <exception cref="ValidationFailedException">
    /// Anything is wrong with any row; the fields are named <c>rows[7].amount</c> by the number of the row in the table.
    /// </exception>
    public async Task<PaymentTableReceipt> EnterAsync(Actor actor, Table table, AmountUnit unit, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        var report = await CheckAsync(actor, table, unit, ct);
        if (report.Rows.Count == 0)
            throw new ValidationFailedException([new FieldFailure("table", "payments.none", new Dictionary<string, object?>())]);
        if (report.Faulty.Count > 0)
            throw new ValidationFailedException(
            [
                .. report.Faulty.SelectMany(row => row.Faults, (row, fault) =>
                    fault with { Field = string.Create(CultureInfo.InvariantCulture, $"rows[{row.Number}].{fault.Field}") }),
            ]);
        return new PaymentTableReceipt(await entry.EnterAsync(actor, [.. report.Rows.Select(row => row.Payment!)], ct), report.Total);
    }
}
