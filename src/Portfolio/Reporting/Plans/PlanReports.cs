using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Summary;

namespace Portfolio.Reporting.Plans;

/// <summary>Plans as they are read: the list, and one plan with all that hangs on it.</summary>
public sealed class PlanReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Whether amounts or stages of plan <c>p</c> are made up: a few looks into indexes that hold nothing else.</summary>
    internal const string Illustrative = """
        (exists (select 1 from projects.project x where x.plan_id = p.id and x.stage_basis = 'illustrative')
                    or exists (select 1 from funding.need n
                        where n.figure_basis = 'illustrative'
                            and n.programme_id = any(array(select g.id from plans.programme g where g.plan_id = p.id))))
        """;

    private const string PlanColumns = $"""
            select p.code, p.kind, p.province_code, v.name as province_name, v.name_en as province_name_en, p.name, p.short_name,
                p.document_number, p.document_date, p.document_date_text, i.code as issuer_code, i.name as issuer_name,
                p.period_from, p.period_to,
                p.stated_need_total, p.stated_need_state, p.stated_need_other,
                coalesce(c.projects, 0) as projects, {Illustrative} as illustrative,
                p.source_file, p.source_section, p.source_item
            from plans.plan p
            join directory.province v on v.code = p.province_code
            left join directory.body i on i.id = p.issuer_id
            left join projects.plan_count c on c.plan_id = p.id
        """;

    private const string ListSql = $"""
        -- Reporting.Plans.List
        {PlanColumns}
            order by p.position, p.code
        """;

    private const string GetSql = $"""
        -- Reporting.Plans.Get
        {PlanColumns}
            where p.code = @Code
        """;

    private const string ExistsSql = """
        -- Reporting.Plans.Exists
        select exists (select 1 from plans.plan where code = @Code)
        """;

    private const string IndicatorsSql = """
        -- Reporting.Plans.Indicators
        select p.code as plan_code, i.code, i.theme, i.name, i.comparator, i.value, i.value_to, i.unit, i.target_year, i.as_written,
            i.source_file, i.source_section, i.source_item
        from plans.indicator i
        join plans.plan p on p.id = i.plan_id
        where @Code::text is null or p.code = @Code
        order by p.position, i.position
        """;

    private const string ObligationsSql = """
        -- Reporting.Plans.Obligations
        select p.code as plan_code, p.short_name as plan_name, o.code, o.name,
            b.code as reporter_code, b.name as reporter_name, r.code as recipient_code, r.name as recipient_name,
            o.frequency, o.before_month, o.before_day, o.before_date, o.as_written,
            o.source_file, o.source_section, o.source_item
        from plans.reporting_obligation o
        join plans.plan p on p.id = o.plan_id
        join directory.body b on b.id = o.reporter_id
        left join directory.body r on r.id = o.recipient_id
        where (@Code::text is null or p.code = @Code)
            and (@Body::text is null or b.code = @Body or r.code = @Body)
        order by p.position, o.position
        """;

    private const string DutiesSql = """
        -- Reporting.Plans.Duties
        select p.code as plan_code, p.short_name as plan_name, b.code as body_code, b.name as body_name, d.text,
            d.source_file, d.source_section, d.source_item
        from plans.duty d
        join plans.plan p on p.id = d.plan_id
        join directory.body b on b.id = d.body_id
        where (@Code::text is null or p.code = @Code)
            and (@Body::text is null or b.code = @Body)
        order by p.position, length(d.source_section), d.source_section, b.name, d.position
        """;

    private const string DiscrepanciesSql = """
        -- Reporting.Plans.Discrepancies
        select p.code as plan_code, p.short_name as plan_name, d.code, d.subject, d.statement, d.place_a, d.says_a, d.place_b, d.says_b, d.note
        from plans.discrepancy d
        join plans.plan p on p.id = d.plan_id
        where @Code::text is null or p.code = @Code
        order by p.position, d.position
        """;

    /// <summary>All plans, in the order of the documents.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<PlanCard>> ListAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        return await ReadAllAsync(connection, ct);
    }

    /// <summary>One plan with its programmes, indicators, reporting calendar, duties and discrepancies.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Plan.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<PlanReport> GetAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var plan = await connection.QuerySingleOrDefaultAsync<PlanCard?>(new CommandDefinition(GetSql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("plan", code);
        return new PlanReport(
            plan,
            new PortfolioSummary(code, calendar.Now, await SummaryService.ReadAsync(connection, code, ct)),
            await ReadAsync<IndicatorRow>(connection, IndicatorsSql, code, ct),
            await ReadAsync<ObligationRow>(connection, ObligationsSql, code, ct),
            await ReadAsync<DutyRow>(connection, DutiesSql, code, ct),
            await ReadAsync<DiscrepancyRow>(connection, DiscrepanciesSql, code, ct));
    }

    /// <summary>Indicators of one plan or of all.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="planCode">Plan; null = all.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public Task<IReadOnlyList<IndicatorRow>> IndicatorsAsync(Actor actor, string? planCode, CancellationToken ct) =>
        ReadAsync<IndicatorRow>(actor, IndicatorsSql, planCode, ct);

    /// <summary>Reporting obligations of one plan or of all.</summary>
    /// <inheritdoc cref="IndicatorsAsync"/>
    public Task<IReadOnlyList<ObligationRow>> ObligationsAsync(Actor actor, string? planCode, CancellationToken ct) =>
        ReadAsync<ObligationRow>(actor, ObligationsSql, planCode, ct);

    /// <summary>Discrepancies of one plan or of all.</summary>
    /// <inheritdoc cref="IndicatorsAsync"/>
    public Task<IReadOnlyList<DiscrepancyRow>> DiscrepanciesAsync(Actor actor, string? planCode, CancellationToken ct) =>
        ReadAsync<DiscrepancyRow>(actor, DiscrepanciesSql, planCode, ct);

    internal static async Task<List<PlanCard>> ReadAllAsync(NpgsqlConnection connection, CancellationToken ct) =>
        [.. await connection.QueryAsync<PlanCard>(new CommandDefinition(ListSql, cancellationToken: ct))];

    internal static Task<bool> ExistsAsync(NpgsqlConnection connection, string code, CancellationToken ct) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(ExistsSql, new { Code = code }, cancellationToken: ct));

    internal static async Task<List<ObligationRow>> ObligationsOfBodyAsync(NpgsqlConnection connection, string body, CancellationToken ct) =>
        [.. await connection.QueryAsync<ObligationRow>(new CommandDefinition(ObligationsSql, new { Code = (string?)null, Body = body }, cancellationToken: ct))];

    internal static async Task<List<DutyRow>> DutiesOfBodyAsync(NpgsqlConnection connection, string body, CancellationToken ct) =>
        [.. await connection.QueryAsync<DutyRow>(new CommandDefinition(DutiesSql, new { Code = (string?)null, Body = body }, cancellationToken: ct))];

    private async Task<IReadOnlyList<T>> ReadAsync<T>(Actor actor, string sql, string? planCode, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        if (planCode is not null && !await ExistsAsync(connection, planCode, ct))
            throw new NotFoundException("plan", planCode);
        return await ReadAsync<T>(connection, sql, planCode, ct);
    }

    private static async Task<IReadOnlyList<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, string? code, CancellationToken ct) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, new { Code = code, Body = (string?)null }, cancellationToken: ct))];
}
