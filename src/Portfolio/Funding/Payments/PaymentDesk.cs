using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Notifications;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Payments;

/// <summary>The finance department's desk: confirms payments, returns them with a reason, and reverses what was confirmed by mistake (F7).</summary>
public sealed class PaymentDesk(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Longest reason of a return or a reversal.</summary>
    public const int LongestReason = 500;

    /// <summary>One payment, with its note.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPayments"/> on the project.</param>
    /// <param name="id">Payment.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="OutOfReachException">The project is not one of the actor's.</exception>
    public async Task<Payment> GetAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPayments);
        await using var connection = await database.OpenAsync(ct);
        var (payment, project) = (await PaymentRecords.GetAsync(connection, null, [id], ct))[0];
        var plan = await PlanLookup.GetAsync(connection, null, project.PlanId, ct);
        actor.Demand(Permission.ViewPayments, new Place(plan.ProvinceCode, project.Bodies));
        return payment;
    }

    /// <summary>Confirms payments that wait, all or none; each posts a line.</summary>
    /// <param name="actor">Who confirms; needs <see cref="Permission.ConfirmPayments"/> in the province of every project.</param>
    /// <param name="payments">The payments, with the versions the actor has seen.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">One does not exist.</exception>
    /// <exception cref="RuleException"><c>payments.not_waiting</c>: one was decided on meanwhile.</exception>
    /// <exception cref="StalePaymentsException">Some were corrected since they were read; their present figures come along.</exception>
    /// <exception cref="ValidationFailedException">There is not capital enough for one, or its year was closed and nothing is free; the fields are named <c>rows[0].amount</c> and so on.</exception>
    public async Task<IReadOnlyList<Payment>> ConfirmAsync(Actor actor, IReadOnlyList<PaymentToConfirm> payments, CancellationToken ct)
    {
        actor.Demand(Permission.ConfirmPayments);
        long[] keys = [.. payments.Select(p => p.Id).Distinct().Order()];
        if (keys.Length == 0)
            throw new ValidationFailedException([new FieldFailure("ids", "payments.none", new Dictionary<string, object?>())]);
        return await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(connection, transaction, actor, "funding.confirm_payments", async () =>
            {
                var rows = await TakeAsync(connection, transaction, actor, keys, ct);
                if (rows.FirstOrDefault(r => r.Payment.Status != PaymentStatus.Entered).Payment is { } decided)
                    throw new RuleException("payments.not_waiting", new Dictionary<string, object?> { ["document"] = decided.DocumentNumber, ["paymentStatus"] = decided.Status });
                DemandFresh(payments, [.. rows.Select(r => r.Payment)]);
                await DemandPayableAsync(connection, transaction, rows, keys, ct);
                await ConstraintMapping.GuardAsync(() => PaymentRecords.ConfirmAsync(connection, transaction, actor.Name, keys, ct));
                await PaymentEntry.AuditAsync(connection, transaction, actor, "payments.confirmed", keys, [.. rows.Select(r => r.Payment)], null, ct);
                return (IReadOnlyList<Payment>)[.. (await PaymentRecords.GetAsync(connection, transaction, keys, ct)).Select(r => r.Payment)];
            }, ct);
        }, ct);
    }

    /// <summary>Returns a payment that waits, and tells the bodies that answer for its project.</summary>
    /// <param name="actor">Who returns; needs <see cref="Permission.ConfirmPayments"/> in the province.</param>
    /// <param name="id">Payment.</param>
    /// <param name="version">Version it was read in; null = whatever it is.</param>
    /// <param name="reason">What is to be mended.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The reason is missing or too long.</exception>
    /// <exception cref="RuleException"><c>payments.not_waiting</c>: it was decided on meanwhile.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    public async Task<Payment> ReturnAsync(Actor actor, long id, long? version, string reason, CancellationToken ct)
    {
        actor.Demand(Permission.ConfirmPayments);
        DemandReason(reason);
        return await DecideAsync(actor, id, version, "payments.returned", PaymentStatus.Entered, reason.Trim(), async (connection, transaction, _, _) =>
        {
            await PaymentRecords.ReturnAsync(connection, transaction, actor.Name, id, reason.Trim(), ct);
            return id;
        }, ct);
    }

    /// <summary>
    /// Reverses a confirmed payment by one of the opposite sign, dated today. In a closed year the money is recovered for the budget:
    /// it can be paid again in the same cell alone.
    /// </summary>
    /// <param name="actor">Who reverses; needs <see cref="Permission.ConfirmPayments"/> in the province.</param>
    /// <param name="id">Payment.</param>
    /// <param name="reason">Why.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>The reversal.</returns>
    /// <exception cref="ValidationFailedException">The reason is missing or too long.</exception>
    /// <exception cref="RuleException">It is not confirmed, is a reversal itself, or was reversed already.</exception>
    public async Task<Payment> ReverseAsync(Actor actor, long id, string reason, CancellationToken ct)
    {
        actor.Demand(Permission.ConfirmPayments);
        DemandReason(reason);
        return await DecideAsync(actor, id, null, "payments.reversed", PaymentStatus.Confirmed, reason.Trim(), async (connection, transaction, payment, project) =>
        {
            if (payment.Reverses is not null)
                throw new RuleException("payments.is_reversal");
            if (payment.ReversedBy is not null)
                throw new RuleException("payments.reversed_already");
            await PaymentLocks.TakeAsync(connection, transaction, [project], ct);
            long reversal = 0;
            await ConstraintMapping.GuardAsync(async () => reversal = await PaymentRecords.ReverseAsync(
                connection, transaction, new PaymentAuthor(actor.Name, actor.AccountId), id, calendar.Today, reason.Trim(), ct));
            return reversal;
        }, ct);
    }

    private async Task<Payment> DecideAsync(
        Actor actor, long id, long? version, string kind, string status, string reason,
        Func<NpgsqlConnection, NpgsqlTransaction, Payment, ProjectRow, Task<long>> decide, CancellationToken ct) =>
        await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(connection, transaction, actor, kind, async () =>
            {
                var (before, project) = (await TakeAsync(connection, transaction, actor, [id], ct))[0];
                if (version is { } based && based != before.Version)
                    throw new StaleException("payments.stale");
                if (before.Status != status)
                    throw new RuleException(
                        status == PaymentStatus.Entered ? "payments.not_waiting" : "payments.not_confirmed",
                        new Dictionary<string, object?> { ["document"] = before.DocumentNumber, ["paymentStatus"] = before.Status });
                var subject = await decide(connection, transaction, before, project);
                await PaymentEntry.AuditAsync(connection, transaction, actor, kind, [subject], subject == id ? [before] : null, reason, ct);
                var plan = await PlanLookup.GetAsync(connection, transaction, project.PlanId, ct);
                await NoticeBox.AddAsync(
                    connection, transaction, actor, kind, plan.ProvinceCode, "project",
                    [.. project.Bodies.Distinct().Order().Select(body => new NewNotice(body, project.Code, new { payment = id, amount = before.Amount.Dong, reason }))], ct);
                return (await PaymentRecords.GetAsync(connection, transaction, [subject], ct))[0].Payment;
            }, ct);
        }, ct);

    private static async Task<IReadOnlyList<(Payment Payment, ProjectRow Project)>> TakeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long[] ids, CancellationToken ct)
    {
        await PaymentRecords.LockAsync(connection, transaction, ids, ct);
        var rows = await PaymentRecords.GetAsync(connection, transaction, ids, ct);
        var plans = await PlanLookup.GetManyAsync(connection, transaction, rows.Select(r => r.Project.PlanId), ct);
        foreach (var (_, project) in rows)
            actor.Demand(Permission.ConfirmPayments, new Place(plans[project.PlanId].ProvinceCode, project.Bodies));
        return rows;
    }

    // An owner may correct a payment while it waits: nobody confirms figures he has not seen.
    private static void DemandFresh(IReadOnlyList<PaymentToConfirm> wanted, IReadOnlyList<Payment> present)
    {
        var seen = wanted.ToLookup(p => p.Id, p => p.Version);
        List<Payment> stale = [.. present.Where(p => seen[p.Id].Any(version => version is { } based && based != p.Version))];
        if (stale.Count > 0)
            throw new StalePaymentsException(stale);
    }

    // Judged as if entered now: capital may have been taken since.
    private async Task DemandPayableAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(Payment Payment, ProjectRow Project)> rows, long[] keys, CancellationToken ct)
    {
        await PaymentLocks.TakeAsync(connection, transaction, [.. rows.Select(r => r.Project)], ct);
        var faults = await PaymentRules.FindAsync(
            connection, transaction,
            [
                .. rows.Select(r => (new EnterPayment(
                    r.Project.Code, r.Payment.Source, r.Payment.Year, r.Payment.PaidOn, r.Payment.Amount, r.Payment.DocumentNumber), r.Project)),
            ], keys, queue: false, calendar.Today, ct);
        if (faults.Count > 0)
            throw new ValidationFailedException(
                [.. faults.Select(f => f.Fault with { Field = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"rows[{f.Row}].{f.Fault.Field}") })]);
    }

    private static void DemandReason(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new ValidationFailedException([new FieldFailure("reason", "payments.reason_missing", new Dictionary<string, object?>())]);
        if (reason.Trim().Length > LongestReason)
            throw new ValidationFailedException([new FieldFailure("reason", "validation.too_long", new Dictionary<string, object?> { ["MaxLength"] = LongestReason })]);
    }
}
