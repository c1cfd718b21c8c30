using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Projects;

namespace Portfolio.Funding.Payments;

/// <summary>Reads and writes payments.</summary>
internal static class PaymentRecords
{
    private const string GetSql = """
        -- Funding.GetPayments
        select p.id, p.project_id, p.source_code as source, p.year, p.paid_on, p.amount, p.document_number, p.note, p.file_id, p.status, p.reverses,
            (select r.id from funding.payment r where r.reverses = p.id and r.status = 'confirmed') as reversed_by,
            p.return_reason, p.entered_by, p.entered_at, p.decided_by, p.decided_at, p.figure_basis = 'illustrative' as illustrative,
            p.revision as version
        from funding.payment p where p.id = any(@Ids) order by p.id
        """;

    private const string LockSql = """
        -- Funding.LockPayments
        select p.id from funding.payment p where p.id = any(@Ids) order by p.id for update
        """;

    private const string InsertSql = """
        -- Funding.InsertPayments
        insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number, note,
            file_id, entered_by, entered_account)
        select n.project_id, n.plan_id, n.programme_id, n.source_code, s.source_class, n.year, n.paid_on, n.amount, n.document_number, n.note,
            n.file_id, @EnteredBy, @Account
        from unnest(@Projects::bigint[], @Plans::bigint[], @Programmes::bigint[], @Sources::text[], @Years::int[], @Days::date[],
                @Amounts::bigint[], @Documents::text[], @Notes::text[], @Files::bigint[])
            with ordinality as n (project_id, plan_id, programme_id, source_code, year, paid_on, amount, document_number, note, file_id, position)
        join funding.source s on s.code = n.source_code
        order by n.position
        returning id
        """;

    // What an officer or owner does with a payment of the demonstration makes it his: it stays when the demonstration goes.
    private const string CorrectSql = """
        -- Funding.CorrectPayment
        update funding.payment p
        set source_code = s.code, source_class = s.source_class, year = @Year, paid_on = @PaidOn, amount = @Amount,
            document_number = @DocumentNumber, note = @Note, file_id = @FileId, status = 'entered', figure_basis = 'entered', entered_by = @EnteredBy,
            entered_account = @Account, entered_at = now(), revision = nextval('funding.revision')
        from funding.source s
        where p.id = @Id and s.code = @Source
        """;

    private const string ReturnSql = """
        -- Funding.ReturnPayment
        update funding.payment
        set status = 'returned', figure_basis = 'entered', return_reason = @Reason, decided_by = @By, decided_at = now(), revision = nextval('funding.revision')
        where id = @Id
        """;

    // Nobody decided on it: who took it back stands in the history.
    private const string WithdrawSql = """
        -- Funding.WithdrawPayment
        update funding.payment set status = 'withdrawn', revision = nextval('funding.revision') where id = @Id
        """;

    private const string ConfirmSql = """
        -- Funding.ConfirmPayments
        update funding.payment
        set status = 'confirmed', figure_basis = 'entered', confirmed_xact = pg_current_xact_id(), decided_by = @By, decided_at = now(),
            revision = nextval('funding.revision')
        where id = any(@Ids)
        """;

    private const string ReverseSql = """
        -- Funding.ReversePayment
        insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number, note,
            reverses, figure_basis, entered_by, entered_account, status, confirmed_xact, decided_by, decided_at)
        select p.project_id, p.plan_id, p.programme_id, p.source_code, p.source_class, p.year, @Today, -p.amount, p.document_number, @Reason,
            p.id, p.figure_basis, @By, @Account, 'confirmed', pg_current_xact_id(), @By, now()
        from funding.payment p
        where p.id = @Id
        returning id
        """;

    private const string PostSql = """
        -- Funding.PostPayments
        insert into funding.payment_line
            (payment_id, plan_id, programme_id, project_id, source_code, source_class, year, paid_on, amount, after_closing)
        select p.id, p.plan_id, p.programme_id, p.project_id, p.source_code, p.source_class, p.year, p.paid_on, p.amount,
            exists (select 1 from funding.decision c
                where c.plan_id = p.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null and c.closes_year >= p.year)
        from funding.payment p
        where p.id = any(@Ids)
        order by p.id
        """;

    /// <summary>These payments, in the order of their keys, with their projects.</summary>
    /// <exception cref="NotFoundException">One of them does not exist.</exception>
    public static async Task<IReadOnlyList<(Payment Payment, ProjectRow Project)>> GetAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, long[] ids, CancellationToken ct)
    {
        List<Payment> rows = [.. await connection.QueryAsync<Payment>(new CommandDefinition(GetSql, new { Ids = ids }, transaction, cancellationToken: ct))];
        foreach (var missing in ids.Except(rows.Select(r => r.Id)).Take(1))
            throw new NotFoundException("payment", missing.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var projects = (await ProjectLookup.FindManyAsync(connection, transaction, [], [.. rows.Select(r => r.ProjectId).Distinct()], ct)).ToDictionary(p => p.Id);
        return [.. rows.Select(r => (r with { ProjectCode = projects[r.ProjectId].Code, ProjectName = projects[r.ProjectId].Name }, projects[r.ProjectId]))];
    }

    /// <summary>Takes the payments, so that nobody else decides on them meanwhile.</summary>
    public static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        RunAsync(connection, transaction, LockSql, new { Ids = ids }, ct);

    public static async Task<long[]> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PaymentAuthor author, IReadOnlyList<(EnterPayment Entry, ProjectRow Project)> rows,
        long?[] files, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(InsertSql, new
        {
            EnteredBy = author.Name,
            author.Account,
            Projects = rows.Select(r => r.Project.Id).ToArray(),
            Plans = rows.Select(r => r.Project.PlanId).ToArray(),
            Programmes = rows.Select(r => r.Project.ProgrammeId).ToArray(),
            Sources = rows.Select(r => r.Entry.Source).ToArray(),
            Years = rows.Select(r => r.Entry.Year).ToArray(),
            Days = rows.Select(r => r.Entry.PaidOn!.Value).ToArray(),
            Amounts = rows.Select(r => r.Entry.Amount.Dong).ToArray(),
            Documents = rows.Select(r => r.Entry.DocumentNumber.Trim()).ToArray(),
            Notes = rows.Select(r => NoteOf(r.Entry)).ToArray(),
            Files = files,
        }, transaction, cancellationToken: ct))];

    public static Task CorrectAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PaymentAuthor author, long id, EnterPayment entry, long? file,
        CancellationToken ct) =>
        RunAsync(connection, transaction, CorrectSql, new
        {
            Id = id,
            entry.Source,
            entry.Year,
            entry.PaidOn,
            Amount = entry.Amount.Dong,
            DocumentNumber = entry.DocumentNumber.Trim(),
            Note = NoteOf(entry),
            FileId = file,
            EnteredBy = author.Name,
            author.Account,
        }, ct);

    public static Task ReturnAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string by, long id, string reason, CancellationToken ct) =>
        RunAsync(connection, transaction, ReturnSql, new { Id = id, Reason = reason, By = by }, ct);

    public static Task WithdrawAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct) =>
        RunAsync(connection, transaction, WithdrawSql, new { Id = id }, ct);

    /// <summary>Confirms payments and posts their lines.</summary>
    public static async Task ConfirmAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string by, long[] ids, CancellationToken ct)
    {
        await RunAsync(connection, transaction, ConfirmSql, new { Ids = ids, By = by }, ct);
        await RunAsync(connection, transaction, PostSql, new { Ids = ids }, ct);
    }

    /// <summary>Enters the payment of the opposite sign, confirmed, and posts its line.</summary>
    public static async Task<long> ReverseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PaymentAuthor author, long id, DateOnly today, string reason, CancellationToken ct)
    {
        var reversal = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            ReverseSql, new { Id = id, Today = today, Reason = reason, By = author.Name, author.Account }, transaction, cancellationToken: ct));
        await RunAsync(connection, transaction, PostSql, new { Ids = new[] { reversal } }, ct);
        return reversal;
    }

    private static string? NoteOf(EnterPayment entry) => string.IsNullOrWhiteSpace(entry.Note) ? null : entry.Note.Trim();

    private static Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, object parameters, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct));
}

/// <summary>Who enters a payment.</summary>
internal sealed record PaymentAuthor(string Name, long? Account);
