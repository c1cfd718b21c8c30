using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Files;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Payments;

/// <summary>Owners enter payments, one or a table of them, correct what was returned, and take back what was not confirmed yet.</summary>
public sealed class PaymentEntry(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most rows of one table.</summary>
    public const int MostRows = 5000;

    private const string OutOfReach = "payments.out_of_reach";

    private static readonly EnterPaymentValidator Validator = new();

    /// <summary>Enters payments, all or none.</summary>
    /// <param name="actor">Who enters; needs <see cref="Permission.EnterPayments"/> on every project.</param>
    /// <param name="entries">The payments.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Their keys, in the order of the entries.</returns>
    /// <exception cref="ValidationFailedException">Anything is wrong with any row; the fields are named <c>rows[0].amount</c> and so on.</exception>
    /// <exception cref="OutOfReachException">A project is not one of the actor's.</exception>
    public async Task<IReadOnlyList<long>> EnterAsync(Actor actor, IReadOnlyList<EnterPayment> entries, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        DemandShape(entries);
        return await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(connection, transaction, actor, "funding.enter_payments", async () =>
            {
                var rows = await ResolveAsync(connection, transaction, actor, entries, ct);
                await DemandPayableAsync(connection, transaction, rows, [], ct);
                var files = await StoreAsync(connection, transaction, actor, entries, ct);
                long[] ids = [];
                await ConstraintMapping.GuardAsync(async () =>
                    ids = await PaymentRecords.InsertAsync(connection, transaction, new PaymentAuthor(actor.Name, actor.AccountId), rows, files, ct));
                await AuditAsync(connection, transaction, actor, "payments.entered", ids, null, null, ct);
                return ids;
            }, ct);
        }, ct);
    }

    /// <summary>What would be wrong with these rows if they were entered now; writes nothing.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.EnterPayments"/>, of a project that is not his the row is told.</param>
    /// <param name="entries">The payments.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>Every fault with the number of its row; empty when all could be entered. A row is judged by its capital once it names things that are there.</returns>
    public async Task<IReadOnlyList<RowFault>> CheckAsync(Actor actor, IReadOnlyList<EnterPayment> entries, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        var faults = Shape(entries);
        if (entries.Count is 0 or > MostRows)
            return faults;
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var (projects, unknown) = await FindAsync(connection, transaction, actor, entries, ct);
        faults = [.. faults, .. unknown];
        int[] sound = [.. Enumerable.Range(0, entries.Count).Except(faults.Select(f => f.Row))];
        var broken = await PaymentRules.FindAsync(
            connection, transaction, [.. sound.Select(i => (entries[i], projects[entries[i].Project]))], [], queue: true, calendar.Today, ct);
        return [.. faults.Concat(broken.Select(f => f with { Row = sound[f.Row] })).OrderBy(f => f.Row)];
    }

    /// <summary>Corrects a payment that is not confirmed, and enters it again.</summary>
    /// <param name="actor">Who corrects; needs <see cref="Permission.EnterPayments"/> on the project.</param>
    /// <param name="id">Payment.</param>
    /// <param name="version">Version it was read in; null = whatever it is.</param>
    /// <param name="entry">As it shall be; the project stays.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="RuleException"><c>payments.closed</c>: it is confirmed or taken back.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    /// <exception cref="ValidationFailedException">Anything is wrong with it; the fields are named <c>rows[0].amount</c> and so on.</exception>
    public async Task<Payment> CorrectAsync(Actor actor, long id, long? version, EnterPayment entry, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        DemandShape([entry]);
        return await ChangeAsync(actor, id, version, "payments.corrected", async (connection, transaction, before) =>
        {
            var rows = await ResolveAsync(connection, transaction, actor, [entry with { Project = before.ProjectCode }], ct);
            await DemandPayableAsync(connection, transaction, rows, [id], ct);
            var file = (await StoreAsync(connection, transaction, actor, [entry], ct))[0] ?? (entry.DropFile ? null : before.FileId);
            await ConstraintMapping.GuardAsync(() =>
                PaymentRecords.CorrectAsync(connection, transaction, new PaymentAuthor(actor.Name, actor.AccountId), id, entry, file, ct));
        }, ct);
    }

    /// <summary>Takes a payment back that is not confirmed.</summary>
    /// <param name="actor">Who takes it back; needs <see cref="Permission.EnterPayments"/> on the project.</param>
    /// <param name="id">Payment.</param>
    /// <param name="version">Version it was read in; null = whatever it is.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is none.</exception>
    /// <exception cref="RuleException"><c>payments.closed</c>: it is confirmed or taken back.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    public async Task<Payment> WithdrawAsync(Actor actor, long id, long? version, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        return await ChangeAsync(
            actor, id, version, "payments.withdrawn",
            (connection, transaction, _) => PaymentRecords.WithdrawAsync(connection, transaction, id, ct), ct);
    }

    /// <summary>Notes what was done to payments in the history of their projects.</summary>
    internal static async Task AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, long[] ids, IReadOnlyList<Payment>? before, string? reason,
        CancellationToken ct)
    {
        var rows = await PaymentRecords.GetAsync(connection, transaction, ids, ct);
        var plans = await PlanLookup.GetManyAsync(connection, transaction, rows.Select(r => r.Project.PlanId), ct);
        long[] attached = [.. rows.Select(r => r.Payment.FileId).Concat((before ?? []).Select(b => b.FileId)).OfType<long>().Distinct()];
        var files = attached.Length == 0
            ? new Dictionary<long, StoredFile>()
            : await FileStore.FindAsync(connection, transaction, attached, ct);
        await AuditLog.WriteAsync(
            connection, transaction, actor, kind, "project",
            [
                .. rows.Select(r => new AuditChange(
                    r.Project.Code, plans[r.Project.PlanId].ProvinceCode,
                    before?.FirstOrDefault(b => b.Id == r.Payment.Id) is { } was ? Fields(was, files) : null, Fields(r.Payment, files))),
            ], reason, ct);
    }

    // A table bears no files: only a single payment comes with one.
    private static async Task<long?[]> StoreAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, IReadOnlyList<EnterPayment> entries, CancellationToken ct)
    {
        var ids = new long?[entries.Count];
        for (var i = 0; i < entries.Count; i++)
            if (entries[i].File is { } file)
                ids[i] = await FileStore.StoreAsync(connection, transaction, actor, file, ct);
        return ids;
    }

    private async Task<Payment> ChangeAsync(
        Actor actor, long id, long? version, string kind, Func<NpgsqlConnection, NpgsqlTransaction, Payment, Task> change, CancellationToken ct) =>
        await database.TransactAsync(async (connection, transaction) =>
        {
            await PaymentRecords.LockAsync(connection, transaction, [id], ct);
            var (before, project) = (await PaymentRecords.GetAsync(connection, transaction, [id], ct))[0];
            var plan = await PlanLookup.GetAsync(connection, transaction, project.PlanId, ct);
            actor.Demand(Permission.EnterPayments, new Place(plan.ProvinceCode, project.Bodies));
            if (version is { } based && based != before.Version)
                throw new StaleException("payments.stale");
            if (before.Status is not (PaymentStatus.Entered or PaymentStatus.Returned))
                throw new RuleException("payments.closed", new Dictionary<string, object?> { ["paymentStatus"] = before.Status });
            await change(connection, transaction, before);
            await AuditAsync(connection, transaction, actor, kind, [id], [before], null, ct);
            return (await PaymentRecords.GetAsync(connection, transaction, [id], ct))[0].Payment;
        }, ct);

    private async Task DemandPayableAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(EnterPayment Entry, ProjectRow Project)> rows, long[] except,
        CancellationToken ct)
    {
        await PaymentLocks.TakeAsync(connection, transaction, [.. rows.Select(r => r.Project)], ct);
        Demand(await PaymentRules.FindAsync(connection, transaction, rows, except, queue: true, calendar.Today, ct));
    }

    private static async Task<IReadOnlyList<(EnterPayment Entry, ProjectRow Project)>> ResolveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, IReadOnlyList<EnterPayment> entries, CancellationToken ct)
    {
        var (projects, faults) = await FindAsync(connection, transaction, actor, entries, ct);
        if (faults.FirstOrDefault(f => f.Fault.Code == OutOfReach) is not null)
            throw new OutOfReachException(nameof(Permission.EnterPayments));
        Demand(faults);
        return [.. entries.Select(e => (e, projects[e.Project]))];
    }

    /// <summary>The projects by code, and what is wrong with the rows that name others, or years and sources that are not there.</summary>
    private static async Task<(IReadOnlyDictionary<string, ProjectRow> Projects, IReadOnlyList<RowFault> Faults)> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, IReadOnlyList<EnterPayment> entries, CancellationToken ct)
    {
        string[] codes = [.. entries.Select(e => e.Project).Distinct(StringComparer.Ordinal)];
        var projects = (await ProjectLookup.FindManyAsync(connection, transaction, codes, [], ct)).ToDictionary(p => p.Code, StringComparer.Ordinal);
        var sources = await SourceLookup.NamesAsync(connection, transaction, ct);
        var plans = await PlanLookup.GetManyAsync(connection, transaction, projects.Values.Select(p => p.PlanId), ct);
        var faults = new List<RowFault>();
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (!projects.TryGetValue(entry.Project, out var project))
                faults.Add(Fault(i, "project", "project.not_found", "code", entry.Project));
            else if (plans[project.PlanId] is var plan && !actor.May(Permission.EnterPayments, new Place(plan.ProvinceCode, project.Bodies)))
                faults.Add(Fault(i, "project", OutOfReach, "code", entry.Project));
            // Beyond the last year lies what was carried over out of it.
            else if (entry.Year < plan.PeriodFrom || entry.Year > plan.PeriodTo + 1)
                faults.Add(Fault(i, "year", "capital.year_outside", "year", entry.Year.ToString(CultureInfo.InvariantCulture)));
            if (!sources.ContainsKey(entry.Source))
                faults.Add(Fault(i, "source", "needs.source_unknown", "source", entry.Source));
        }
        return (projects, faults);
    }

    private static void DemandShape(IReadOnlyList<EnterPayment> entries) => Demand(Shape(entries));

    private static IReadOnlyList<RowFault> Shape(IReadOnlyList<EnterPayment> entries) => entries.Count switch
    {
        0 => [new RowFault(0, new FieldFailure("project", "payments.none", new Dictionary<string, object?>()))],
        > MostRows => [new RowFault(0, new FieldFailure("project", "payments.too_many", new Dictionary<string, object?> { ["most"] = MostRows }))],
        _ => [.. entries.SelectMany((entry, row) => Validator.Validate(entry).Errors.Select(fault => new RowFault(row, new FieldFailure(
            char.ToLowerInvariant(fault.PropertyName[0]) + fault.PropertyName[1..], fault.ErrorCode,
            fault.FormattedMessagePlaceholderValues.ToDictionary(p => p.Key, object? (p) => p.Value)))))],
    };

    private static void Demand(IReadOnlyList<RowFault> faults)
    {
        if (faults.Count > 0)
            throw new ValidationFailedException(
                [.. faults.Select(f => f.Fault with { Field = string.Create(CultureInfo.InvariantCulture, $"rows[{f.Row}].{f.Fault.Field}") })]);
    }

    private static RowFault Fault(int row, string field, string code, string name, string value) =>
        new(row, new FieldFailure(field, code, new Dictionary<string, object?> { [name] = value }));

    private static Dictionary<string, object?> Fields(Payment payment, IReadOnlyDictionary<long, StoredFile> files) => new(StringComparer.Ordinal)
    {
        ["payment"] = payment.Id,
        ["payment_status"] = payment.Status,
        ["source"] = payment.Source,
        ["budget_year"] = payment.Year.ToString(CultureInfo.InvariantCulture),
        ["paid_on"] = payment.PaidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["paid_amount"] = payment.Amount.Dong,
        ["document_number"] = payment.DocumentNumber,
        ["reverses"] = payment.Reverses,
        ["payment_file"] = payment.FileId is { } file ? files[file].Name : null,
    };
}
