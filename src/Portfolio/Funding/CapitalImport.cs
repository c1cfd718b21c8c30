using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Plans;

namespace Portfolio.Funding;

/// <summary>
/// Posts the capital that is made up for demonstration: ceilings, decisions with their lines, payments. The ledger is append-only,
/// so it is taken back by counter-lines. It never mixes with what officers did: it is loaded into a plan without any decision, and
/// stays where officers have decided or paid on top of it.
/// </summary>
internal static class CapitalImport
{
    private const string FreePlansSql = """
        -- Funding.FreePlans
        select p.plan_id
        from unnest(@PlanIds::bigint[]) as p (plan_id)
        where not exists (select 1 from funding.decision d where d.plan_id = p.plan_id and d.withdrawn_at is null and d.status <> 'discarded')
            and not exists (select 1 from funding.source_year y where y.plan_id = p.plan_id and y.ceiling is not null)
        """;

    private const string CeilingsSql = """
        -- Funding.ImportCeilings
        insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, figure_basis, reason, recorded_by)
        select r.plan_id, r.source_code, s.source_class, r.year, r.amount, 'illustrative', @Reason, @By
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (plan_id bigint, source_code text, year int, amount bigint)
        join funding.source s on s.code = r.source_code
        """;

    private const string DecisionSql = """
        -- Funding.ImportDecision
        insert into funding.decision (plan_id, kind, name, status, reason, figure_basis, number, decided_on, signer, created_by, submitted_by,
            submitted_at, approved_by, approved_at, approved_xact)
        values (@PlanId, @Kind, @Name, case when @Number::text is null then 'draft' else 'approved' end, @Purpose, 'illustrative', @Number,
            @DecidedOn, @Signer, @By, case when @Number::text is not null then @By end, case when @Number::text is not null then now() end,
            case when @Number::text is not null then @By end, case when @Number::text is not null then now() end,
            case when @Number::text is not null then pg_current_xact_id() end)
        returning id
        """;

    private const string PostSql = """
        -- Funding.ImportLines
        insert into funding.allocation_line
            (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount, reason)
        select @Id, @PlanId, n.programme_id, r.project_id, r.source_code, n.source_class, r.year, 'allocated', r.amount, r.reason
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, source_code text, year int, amount bigint, reason text)
        join funding.need n on n.project_id = r.project_id and n.source_code = r.source_code
        order by r.project_id, r.source_code, r.year
        """;

    private const string DraftSql = """
        -- Funding.ImportDraft
        insert into funding.draft_line (decision_id, project_id, source_code, year, amount, reason, changed_by)
        select @Id, r.project_id, r.source_code, r.year, r.amount, r.reason, @By
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, source_code text, year int, amount bigint, reason text)
        """;

    private const string PaymentsSql = """
        -- Funding.ImportPayments
        insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number,
            status, return_reason, figure_basis, entered_by, decided_by, decided_at, confirmed_xact)
        select r.project_id, a.plan_id, a.programme_id, r.source_code, a.source_class, r.year, r.paid_on, r.amount, r.document_number,
            r.status, r.return_reason, 'illustrative', @By, case when r.status <> 'entered' then @By end,
            case when r.status <> 'entered' then now() end, case when r.status = 'confirmed' then pg_current_xact_id() end
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r
            (project_id bigint, source_code text, year int, paid_on date, amount bigint, document_number text, status text, return_reason text)
        join funding.allocation a on a.project_id = r.project_id and a.source_code = r.source_code and a.year = r.year
        order by r.paid_on, r.document_number
        """;

    private const string PostPaymentsSql = """
        -- Funding.ImportPaymentLines
        insert into funding.payment_line (payment_id, plan_id, programme_id, project_id, source_code, source_class, year, paid_on, amount)
        select p.id, p.plan_id, p.programme_id, p.project_id, p.source_code, p.source_class, p.year, p.paid_on, p.amount
        from funding.payment p
        where p.confirmed_xact = pg_current_xact_id() and p.figure_basis = 'illustrative'
            and not exists (select 1 from funding.payment_line l where l.payment_id = p.id)
        order by p.id
        """;

    private const string IllustrativePlansSql = """
        -- Funding.IllustrativePlans
        select distinct d.plan_id from funding.decision d
        where d.figure_basis = 'illustrative' and d.withdrawn_at is null and d.status <> 'discarded'
        """;

    // Only where nobody has built on it: no decision and no payment of an officer.
    private const string WithdrawableSql = """
        -- Funding.WithdrawablePlans
        select d.plan_id
        from funding.decision d
        where d.figure_basis = 'illustrative' and d.withdrawn_at is null and d.status <> 'discarded'
        group by d.plan_id
        having not exists (select 1 from funding.decision o
                where o.plan_id = d.plan_id and o.figure_basis <> 'illustrative' and o.status = 'approved')
            and not exists (select 1 from funding.payment p
                where p.plan_id = d.plan_id and p.figure_basis <> 'illustrative' and p.status in ('entered', 'confirmed'))
        """;

    private const string InTheWaySql = """
        -- Funding.CapitalInTheWay
        select exists (
            select 1
            from funding.need n
            left join jsonb_to_recordset(cast(@Rows as jsonb)) as w (project_id bigint, programme_id bigint, source_code text, amount bigint)
                on w.project_id = n.project_id and w.programme_id = n.programme_id and w.source_code = n.source_code
            where n.figure_basis = 'illustrative' and coalesce(w.amount, 0) < n.allocated)
        """;

    private const string ReversePaymentsSql = """
        -- Funding.ReverseIllustrative
        insert into funding.payment (project_id, plan_id, programme_id, source_code, source_class, year, paid_on, amount, document_number,
            status, reverses, figure_basis, entered_by, decided_by, decided_at, confirmed_xact)
        select p.project_id, p.plan_id, p.programme_id, p.source_code, p.source_class, p.year, p.paid_on, -p.amount, p.document_number,
            'confirmed', p.id, 'illustrative', @By, @By, now(), pg_current_xact_id()
        from funding.payment p
        where p.plan_id = any(@PlanIds) and p.figure_basis = 'illustrative' and p.status = 'confirmed' and p.reverses is null
            and not exists (select 1 from funding.payment r where r.reverses = p.id and r.status = 'confirmed')
        order by p.id
        """;

    private const string DropWaitingSql = """
        -- Funding.DropIllustrativePayments
        update funding.payment
        set status = 'withdrawn', revision = nextval('funding.revision')
        where plan_id = any(@PlanIds) and figure_basis = 'illustrative' and status in ('entered', 'returned')
        """;

    private const string WithdrawSql = """
        -- Funding.WithdrawDecisions
        update funding.decision
        set withdrawn_at = now(), withdrawn_xact = pg_current_xact_id()
        where plan_id = any(@PlanIds) and figure_basis = 'illustrative' and status = 'approved' and withdrawn_at is null
        """;

    private const string CounterSql = """
        -- Funding.CounterLines
        insert into funding.allocation_line
            (decision_id, plan_id, programme_id, project_id, source_code, source_class, year, entry, amount, reason)
        select l.decision_id, l.plan_id, l.programme_id, l.project_id, l.source_code, l.source_class, l.year, l.entry, -sum(l.amount)::bigint, @Reason
        from funding.allocation_line l
        join funding.decision d on d.id = l.decision_id and d.withdrawn_xact = pg_current_xact_id()
        group by l.decision_id, l.plan_id, l.programme_id, l.project_id, l.source_code, l.source_class, l.year, l.entry
        having sum(l.amount) <> 0
        order by l.project_id, l.source_code, l.year
        """;

    private const string DiscardSql = """
        -- Funding.DiscardIllustrative
        update funding.decision
        set status = 'discarded', revision = nextval('funding.revision')
        where plan_id = any(@PlanIds) and figure_basis = 'illustrative' and status in ('draft', 'submitted', 'returned')
        """;

    private const string LiftCeilingsSql = """
        -- Funding.LiftCeilings
        insert into funding.ceiling_line (plan_id, source_code, source_class, year, amount, figure_basis, reason, recorded_by)
        select y.plan_id, y.source_code, y.source_class, y.year, null, 'illustrative', @Reason, @By
        from funding.source_year y
        where y.plan_id = any(@PlanIds) and y.ceiling_basis = 'illustrative'
        """;

    /// <summary>Of these plans, the ones that hold no decision and no ceiling.</summary>
    public static async Task<IReadOnlyList<long>> FreePlansAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] planIds, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(FreePlansSql, new { PlanIds = planIds }, transaction, cancellationToken: ct))];

    /// <summary>Puts the made-up capital in force. All of it or nothing: where needs were changed it may break a rule, and then none is loaded.</summary>
    /// <returns>The rows written; 0 when a rule refuses.</returns>
    public static async Task<int> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IllustrativeCapital capital, string reason, string by, CancellationToken ct)
    {
        await transaction.SaveAsync("capital", ct);
        try
        {
            var written = await PostAsync(connection, transaction, capital, reason, by, ct);
            await transaction.ReleaseAsync("capital", ct);
            return written;
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("23", StringComparison.Ordinal))
        {
            await transaction.RollbackAsync("capital", ct);
            return 0;
        }
    }

    /// <summary>Whether made-up needs cannot come down to the wanted amounts because capital hangs on them.</summary>
    public static Task<bool> StandsInTheWayAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<Needs.IllustrativeNeed> wanted, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(InTheWaySql, new { Rows = Import.Rows(wanted) }, transaction, cancellationToken: ct));

    /// <summary>Takes the made-up capital back where nobody has built on it.</summary>
    /// <returns>The plans it was taken out of.</returns>
    public static async Task<IReadOnlyList<long>> WithdrawAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string reason, string by, CancellationToken ct)
    {
        // Nobody decides or pays meanwhile, so what is found stays so.
        await PlanLookup.LockAsync(
            connection, transaction, await connection.QueryAsync<long>(new CommandDefinition(IllustrativePlansSql, null, transaction, cancellationToken: ct)), ct);
        long[] plans = [.. await connection.QueryAsync<long>(new CommandDefinition(WithdrawableSql, null, transaction, cancellationToken: ct))];
        var parameters = new { PlanIds = plans, Reason = reason, By = by };
        foreach (var sql in (string[])[DropWaitingSql, ReversePaymentsSql, PostPaymentsSql, WithdrawSql, CounterSql, DiscardSql, LiftCeilingsSql])
            if (plans.Length > 0)
                await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct));
        return plans;
    }

    private static async Task<int> PostAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IllustrativeCapital capital, string reason, string by, CancellationToken ct)
    {
        var written = await connection.ExecuteAsync(new CommandDefinition(
            CeilingsSql, new { Rows = Import.Rows(capital.Ceilings), Reason = reason, By = by }, transaction, cancellationToken: ct));
        foreach (var decision in capital.Decisions)
        {
            var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(DecisionSql, new
            {
                decision.PlanId,
                decision.Kind,
                decision.Name,
                decision.Number,
                decision.DecidedOn,
                decision.Signer,
                decision.Purpose,
                By = by,
            }, transaction, cancellationToken: ct));
            written += 1 + await connection.ExecuteAsync(new CommandDefinition(
                decision.Number is null ? DraftSql : PostSql, new { Id = id, decision.PlanId, Rows = Import.Rows(decision.Lines), By = by },
                transaction, cancellationToken: ct));
        }
        written += await connection.ExecuteAsync(new CommandDefinition(
            PaymentsSql, new { Rows = Import.Rows(capital.Payments), By = by }, transaction, cancellationToken: ct));
        return written + await connection.ExecuteAsync(new CommandDefinition(PostPaymentsSql, null, transaction, cancellationToken: ct));
    }
}

/// <summary>Capital made up for demonstration.</summary>
internal sealed record IllustrativeCapital(
    IReadOnlyList<IllustrativeCeiling> Ceilings, IReadOnlyList<IllustrativeDecision> Decisions, IReadOnlyList<IllustrativePayment> Payments);

internal sealed record IllustrativeCeiling(long PlanId, string SourceCode, int Year, Vnd Amount);

// Number: null = a draft.
internal sealed record IllustrativeDecision(
    long PlanId, string Kind, string Name, string? Number, DateOnly? DecidedOn, string? Signer, string? Purpose, IReadOnlyList<IllustrativeLine> Lines);

internal sealed record IllustrativeLine(long ProjectId, string SourceCode, int Year, Vnd Amount, string? Reason);

internal sealed record IllustrativePayment(
    long ProjectId, string SourceCode, int Year, DateOnly PaidOn, Vnd Amount, string DocumentNumber, string Status, string? ReturnReason);
