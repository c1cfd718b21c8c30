using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Dated;

namespace Portfolio.Reporting.Capital.Lines;

/// <summary>What a number is made of.</summary>
public sealed class LineReports(PortfolioDatabase database)
{
    /// <summary>Lines of a stretch.</summary>
    public const int StretchSize = 50;

    private const string BodySql = """
        -- Reporting.Lines.Body
        select id, name, name_en from directory.body where code = @Code
        """;

    private const string NamesSql = """
        -- Reporting.Lines.Names
        select (select g.name from plans.programme g where g.plan_id = @PlanId and g.code = @Programme) as programme,
            (select s.name from funding.source s where s.code = @Source) as source_name,
            (select s.name_en from funding.source s where s.code = @Source) as source_name_en,
            (select x.name from projects.project x where x.plan_id = @PlanId and x.code = @Project) as project_name
        """;

    private const string SumsSql = """
        -- Reporting.Lines.Sums
        select coalesce(sum(y.allocated), 0)::bigint as allocated, coalesce(sum(y.carried_in), 0)::bigint as carried_in,
            coalesce(sum(y.carried_out), 0)::bigint as carried_out, coalesce(sum(y.lapsed), 0)::bigint as lapsed, coalesce(sum(y.paid), 0)::bigint as paid,
            coalesce(sum(y.allocated + y.carried_in - y.carried_out - y.lapsed - y.paid) filter (where y.year <= @ClosedTo), 0)::bigint as recovered
        from funding.programme_year y
        where y.plan_id = @PlanId
            and (@Programme::text is null or y.programme_id = (select id from plans.programme where plan_id = @PlanId and code = @Programme))
            and (@SourceClass::text is null or y.source_class = @SourceClass)
            and (@Source::text is null or y.source_code = @Source)
            and (@Year::int is null or y.year = @Year)
        """;

    private const string ProjectSumsSql = """
        -- Reporting.Lines.ProjectSums
        select coalesce(sum(a.allocated), 0)::bigint as allocated, coalesce(sum(a.carried_in), 0)::bigint as carried_in,
            coalesce(sum(a.carried_out), 0)::bigint as carried_out, coalesce(sum(a.lapsed), 0)::bigint as lapsed, coalesce(sum(a.paid), 0)::bigint as paid,
            coalesce(sum(a.payable - a.paid) filter (where a.year <= @ClosedTo), 0)::bigint as recovered
        from funding.allocation a
        where a.plan_id = @PlanId
            and (@Project::text is null or a.project_id = (select id from projects.project where code = @Project))
            and (@Within::bigint[] is null or a.project_id in (select b.project_id from projects.project_body b
                where b.body_id = any(@Within) and b.role in ('owner', 'lead')))
            and (@Programme::text is null or a.programme_id = (select id from plans.programme where plan_id = @PlanId and code = @Programme))
            and (@SourceClass::text is null or a.source_class = @SourceClass)
            and (@Source::text is null or a.source_code = @Source)
            and (@Year::int is null or a.year = @Year)
        """;

    private const string Cells = """
            l.plan_id = @PlanId
            and (@Programme::text is null or l.programme_id = (select id from plans.programme where plan_id = @PlanId and code = @Programme))
            and (@SourceClass::text is null or l.source_class = @SourceClass)
            and (@Source::text is null or l.source_code = @Source)
            and (@Year::int is null or l.year = @Year)
            and (@Project::text is null or l.project_id = (select id from projects.project where code = @Project))
            and (@Within::bigint[] is null or l.project_id in (select b.project_id from projects.project_body b
                where b.body_id = any(@Within) and b.role in ('owner', 'lead')))
        """;

    // No sums are kept for past days: they are made from the lines.
    private const string DatedSumsSql = $"""
        -- Reporting.Lines.DatedSums
        select coalesce(sum(l.amount), 0)::bigint as allocated, 0::bigint as carried_in, 0::bigint as carried_out, 0::bigint as lapsed, 0::bigint as paid,
            0::bigint as recovered
        from {DatedSql.Lines}
        where
        {Cells}
            and l.entry = 'allocated'
        """;

    // Ordered by an expression, so that the lines of the plan are found by its index and sorted: in the order of the keys the whole
    // ledger would be gone through for a plan whose lines are old. Names are looked up for the lines that are shown alone.
    private const string LinesSql = $"""
        -- Reporting.Lines.Lines
        select l.id, x.code as project, x.name as project_name, s.name as source_name, s.name_en as source_name_en, l.year, l.entry, l.amount,
            l.decision_id, l.number, l.decided_on, case when @Reasons then l.reason end as reason
        from (
            select l.id, l.project_id, l.source_code, l.year, l.entry, l.amount, l.decision_id, l.reason, d.number, d.decided_on
            from funding.allocation_line l
            join funding.decision d on d.id = l.decision_id and {CapitalSql.InForce}
            where
        {Cells}
            and (@On::date is null or (d.decided_on <= @On and l.entry = 'allocated'))
            and (@After::bigint is null or l.id < @After)
            order by l.id + 0 desc
            limit @Limit
        ) l
        join projects.project x on x.id = l.project_id
        join funding.source s on s.code = l.source_code
        order by l.id desc
        """;

    private const string PaymentsSql = $"""
        -- Reporting.Lines.Payments
        select l.id, x.code as project, x.name as project_name, s.name as source_name, s.name_en as source_name_en, l.year, l.paid_on, l.amount,
            p.document_number, p.id as payment_id
        from (
            select l.id, l.project_id, l.source_code, l.year, l.paid_on, l.amount, l.payment_id
            from funding.payment_line l
            where
        {Cells}
            and (@After::bigint is null or l.id < @After)
            and (@Bodies::bigint[] is null or exists (select 1 from projects.project_body b
                where b.project_id = l.project_id and b.role in ('owner', 'lead') and b.body_id = any(@Bodies)))
            order by l.id + 0 desc
            limit @Limit
        ) l
        join funding.payment p on p.id = l.payment_id
        join projects.project x on x.id = l.project_id
        join funding.source s on s.code = l.source_code
        order by l.id desc
        """;

    /// <summary>The lines a number is made of.</summary>
    /// <param name="actor">
    /// Who asks; needs <see cref="Permission.ViewPortfolio"/>, and <see cref="Permission.ViewPayments"/> for the documents of payments, of
    /// the projects within reach.
    /// </param>
    /// <param name="filter">Which number.</param>
    /// <param name="after">Key of the line after which to go on; null = from the latest.</param>
    /// <param name="paidAfter">Key of the payment after which to go on; null = from the latest.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan, or no such body.</exception>
    public async Task<LedgerLines> GetAsync(Actor actor, LineFilter filter, long? after, long? paidAfter, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var plan = await connection.QuerySingleOrDefaultAsync<CapitalPlan?>(
            new CommandDefinition(CapitalSql.Plan, new { Code = filter.Plan }, transaction, cancellationToken: ct)) ?? throw new NotFoundException("plan", filter.Plan);
        var body = filter.Body is { } code ? await BodyAsync(connection, code, ct) : null;
        var reasons = await DecisionReasons.ShownAsync(connection, transaction, actor, plan.Id, plan.ProvinceCode, ct);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            string.Join(";\n", NamesSql, SumsOf(filter), LinesSql),
            Query(filter, body, plan, after, actor, reasons), transaction, cancellationToken: ct));
        var names = await answers.ReadSingleAsync<NameRow>();
        var figures = await answers.ReadSingleAsync<CapitalFigures>();
        List<LedgerLine> lines = [.. await answers.ReadAsync<LedgerLine>()];
        return new LedgerLines(
            plan, names.Programme, names.SourceName, names.SourceNameEn, names.ProjectName, body?.Name, body?.NameEn, figures, Cut(lines, line => line.Id),
            await PaymentsAsync(connection, actor, filter, body, plan, paidAfter, ct));
    }

    private static async Task<BodyKey> BodyAsync(NpgsqlConnection connection, string code, CancellationToken ct)
    {
        var body = await connection.QuerySingleOrDefaultAsync<BodyRow?>(new CommandDefinition(BodySql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("body", code);
        return new BodyKey(body.Name, body.NameEn, [.. await BodyLookup.WithAllUnderAsync(connection, [body.Id], ct)]);
    }

    private static string SumsOf(LineFilter filter) => filter switch
    {
        { On: not null } => DatedSumsSql,
        { Project: not null } or { Body: not null } => ProjectSumsSql,
        _ => SumsSql,
    };

    private static async Task<Stretch<PaymentLine>?> PaymentsAsync(
        NpgsqlConnection connection, Actor actor, LineFilter filter, BodyKey? body, CapitalPlan plan, long? after, CancellationToken ct)
    {
        if (filter.On is not null || !actor.May(Permission.ViewPayments) || (actor.Reach.Province is { } province && province != plan.ProvinceCode))
            return null;
        var payments = await connection.QueryAsync<PaymentLine>(new CommandDefinition(PaymentsSql, Query(filter, body, plan, after, actor, reasons: false), cancellationToken: ct));
        return Cut([.. payments], line => line.Id);
    }

    private static object Query(LineFilter filter, BodyKey? body, CapitalPlan plan, long? after, Actor actor, bool reasons) => new
    {
        PlanId = plan.Id,
        plan.ClosedTo,
        filter.Programme,
        filter.SourceClass,
        filter.Source,
        filter.Year,
        filter.Project,
        filter.On,
        Within = body?.Within,
        After = after,
        Reasons = reasons,
        Bodies = actor.Reach.Bodies?.ToArray(),
        Limit = StretchSize + 1,
    };

    // One line more than shown tells whether there is a next stretch.
    private static Stretch<T> Cut<T>(List<T> lines, Func<T, long> key) => lines.Count <= StretchSize
        ? new Stretch<T>(lines, null)
        : new Stretch<T>(lines.GetRange(0, StretchSize), key(lines[StretchSize - 1]).ToString(CultureInfo.InvariantCulture));

    private sealed record BodyRow(long Id, string Name, string? NameEn);

    private sealed record BodyKey(string Name, string? NameEn, long[] Within);

    private sealed record NameRow(string? Programme, string? SourceName, string? SourceNameEn, string? ProjectName);
}
