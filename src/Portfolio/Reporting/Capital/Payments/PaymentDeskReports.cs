using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Payments across projects: what waits for the finance department, what came back to owners, what is confirmed.</summary>
public sealed class PaymentDeskReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most payments of a stretch: as many as one form confirms at once.</summary>
    public const int LargestStretch = 200;

    // The plans that are asked for and within reach.
    private const string Plans = """
        (select l.id from plans.plan l
            where (@Province::text is null or l.province_code = @Province) and (@Plan::text is null or l.code = @Plan)
                and (@Reach::text is null or l.province_code = @Reach))
        """;

    // The projects that are asked for and within reach.
    private const string Projects = """
            and (@Project::text is null or p.project_id = (select x.id from projects.project x where x.code = @Project))
            and (@Body::text is null or exists (select 1 from projects.project_body r join directory.body b on b.id = r.body_id
                where r.project_id = p.project_id and r.role in ('owner', 'lead') and b.code = @Body))
            and (@Bodies::bigint[] is null or exists (select 1 from projects.project_body r
                where r.project_id = p.project_id and r.role in ('owner', 'lead') and r.body_id = any(@Bodies)))
        """;

    // What belongs to a row is looked up for the rows of the stretch only.
    private const string Rows = $"""
        select
        {PaymentSql.Columns},
            l.short_name as plan_name, {ProjectSql.Responsible} as responsible,
            coalesce(a.payable, 0) as payable, coalesce(a.paid, 0) as paid,
            coalesce((select sum(w.amount) from funding.payment w
                where w.project_id = p.project_id and w.source_code = p.source_code and w.year = p.year and w.status = 'entered'), 0)::bigint as waiting,
            exists (select 1 from funding.decision c
                where c.plan_id = p.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null and c.closes_year >= p.year) as closed
        from page
        join funding.payment p on p.id = page.id
        join projects.project x on x.id = p.project_id
        join plans.plan l on l.id = p.plan_id
        join funding.source s on s.code = p.source_code
        left join funding.allocation a on a.project_id = p.project_id and a.source_code = p.source_code and a.year = p.year
        """;

    private const string OpenPage = $"""
            and p.plan_id in {Plans}
        {Projects}
            and (@Instant::timestamptz is null or (p.entered_at, p.id) > (@Instant, @Last))
        order by p.entered_at, p.id
        limit @Limit
        """;

    private const string WaitingSql = $"""
        -- Reporting.Capital.WaitingPayments
        with page as materialized (
        select p.id from funding.payment p where p.status = 'entered'
        {OpenPage}
        )
        {Rows}
        order by p.entered_at, p.id
        """;

    private const string ReturnedSql = $"""
        -- Reporting.Capital.ReturnedPayments
        with page as materialized (
        select p.id from funding.payment p where p.status = 'returned'
        {OpenPage}
        )
        {Rows}
        order by p.entered_at, p.id
        """;

    // Plan by plan along the index of the days, so that nothing older is read than is shown.
    private const string ConfirmedSql = $"""
        -- Reporting.Capital.ConfirmedPayments
        with page as materialized (
            select q.id, q.paid_on
            from {Plans} l
            cross join lateral (
                select p.id, p.paid_on
                from funding.payment p
                where p.plan_id = l.id and p.status = 'confirmed'
                    and (@Day::date is null or (p.paid_on, p.id) < (@Day, @Last))
                order by p.paid_on desc, p.id desc
                limit @Limit
            ) q
            order by q.paid_on desc, q.id desc
            limit @Limit
        )
        {Rows}
        order by p.paid_on desc, p.id desc
        """;

    private const string ConfirmedOfProjectsSql = $"""
        -- Reporting.Capital.ConfirmedPaymentsOfProjects
        with page as materialized (
            select p.id
            from funding.payment p
            where p.status = 'confirmed' and p.plan_id in {Plans}
                and p.project_id = any(array(
                    select x.id from projects.project x where x.code = @Project
                    union
                    select r.project_id from projects.project_body r join directory.body b on b.id = r.body_id
                    where @Project::text is null and r.role in ('owner', 'lead') and case when @Body::text is null then b.id = any(@Bodies) else b.code = @Body end))
        {Projects}
                and (@Day::date is null or (p.paid_on, p.id) < (@Day, @Last))
            order by p.paid_on desc, p.id desc
            limit @Limit
        )
        {Rows}
        order by p.paid_on desc, p.id desc
        """;

    private const string ChoicesSql = """
        -- Reporting.Capital.DeskChoices
        (select 'province' as list, v.code, v.name, v.name_en from directory.province v
        where @Reach::text is null and exists (select 1 from plans.plan l where l.province_code = v.code)
        order by v.name)
        union all
        (select 'plan', l.code, l.short_name, null from plans.plan l
        where (@Reach::text is null or l.province_code = @Reach) and (@Province::text is null or l.province_code = @Province)
        order by l.position, l.code)
        union all
        (select 'body', b.code, b.name, b.name_en from directory.body b
        where b.code = @Body or b.id in (
            select r.body_id from funding.payment p
            join plans.plan l on l.id = p.plan_id
            join projects.project_body r on r.project_id = p.project_id and r.role in ('owner', 'lead')
            where p.status in ('entered', 'returned') and (@Reach::text is null or l.province_code = @Reach)
                and (@Province::text is null or l.province_code = @Province) and (@Bodies::bigint[] is null or r.body_id = any(@Bodies)))
        order by b.name)
        """;

    private const string SumSql = $"""
        -- Reporting.Capital.DeskSum
        select count(*)::int as payments, coalesce(sum(p.amount), 0)::bigint as amount, min(p.entered_at) as oldest_at
        from funding.payment p
        where p.status = 'entered' and p.plan_id in {Plans}
        {Projects}
        """;

    private const string TemplateSql = """
        -- Reporting.Capital.PaymentTemplate
        select x.code as project_code, x.name as project_name, s.name as source_name, a.year, a.payable - a.paid as remaining
        from funding.allocation a
        join projects.project x on x.id = a.project_id
        join plans.plan l on l.id = a.plan_id
        join funding.source s on s.code = a.source_code
        where a.payable > a.paid and a.year <= @Year and (@Reach::text is null or l.province_code = @Reach)
            and (@Bodies::bigint[] is null or exists (select 1 from projects.project_body r
                where r.project_id = a.project_id and r.role in ('owner', 'lead') and r.body_id = any(@Bodies)))
            and not exists (select 1 from funding.decision c
                where c.plan_id = a.plan_id and c.kind = 'closing' and c.status = 'approved' and c.withdrawn_at is null and c.closes_year >= a.year)
        order by x.code, a.year, s.position
        limit @Limit
        """;

    private static readonly PaymentFilterValidator Validator = new();

    /// <summary>Payments within the actor's reach.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPayments"/>.</param>
    /// <param name="filter">Which; without a status those that wait. Source and year are not looked at.</param>
    /// <param name="after"><see cref="Stretch{T}.Next"/> of the stretch before; null = from the start.</param>
    /// <param name="limit">Payments at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The filter names an unknown status, or <paramref name="after"/> is not one of ours.</exception>
    public async Task<DeskReport> GetAsync(Actor actor, PaymentFilter filter, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPayments);
        Validator.Demand(filter);
        var parameters = new DynamicParameters(new
        {
            filter.Province,
            filter.Plan,
            filter.Body,
            filter.Project,
            Reach = actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
        });
        await using var connection = await database.OpenAsync(ct);
        return new DeskReport(
            await ListAsync(connection, filter, parameters, PaymentCursor.Parse(after), Math.Clamp(limit, 1, LargestStretch), actor.Reach, ct),
            [.. await connection.QueryAsync<DeskChoice>(new CommandDefinition(ChoicesSql, parameters, cancellationToken: ct))],
            await connection.QuerySingleAsync<DeskSum>(new CommandDefinition(SumSql, parameters, cancellationToken: ct)));
    }

    /// <summary>The capital that can be paid out now, by project, source and year.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.EnterPayments"/>; gets what is his.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <returns>As many as one table may enter.</returns>
    public async Task<IReadOnlyList<PaymentCell>> TemplateAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. await connection.QueryAsync<PaymentCell>(new CommandDefinition(TemplateSql, new
            {
                Reach = actor.Reach.Province,
                Bodies = actor.Reach.Bodies?.ToArray(),
                calendar.Today.Year,
                Limit = PaymentEntry.MostRows,
            }, cancellationToken: ct)),
        ];
    }

    private static async Task<Stretch<DeskRow>> ListAsync(
        NpgsqlConnection connection, PaymentFilter filter, DynamicParameters parameters, PaymentCursor? after, int size, Reach reach, CancellationToken ct)
    {
        var open = filter.Status is null or PaymentStatus.Entered or PaymentStatus.Returned;
        var sql = filter.Status switch
        {
            null or PaymentStatus.Entered => WaitingSql,
            PaymentStatus.Returned => ReturnedSql,
            PaymentStatus.Confirmed when filter.Project is null && filter.Body is null && reach.Bodies is null => ConfirmedSql,
            PaymentStatus.Confirmed => ConfirmedOfProjectsSql,
            _ => throw new ValidationFailedException(
                [new FieldFailure("status", "validation.unknown_value", new Dictionary<string, object?> { ["PropertyValue"] = filter.Status })]),
        };
        var stretch = new DynamicParameters(parameters);
        stretch.Add("Instant", open ? after?.Instant : null, System.Data.DbType.DateTimeOffset);
        stretch.Add("Day", after?.Day, System.Data.DbType.Date);
        stretch.Add("Last", after?.Id ?? 0);
        // One row more than asked for tells whether there is a next stretch.
        stretch.Add("Limit", size + 1);
        List<DeskRow> rows = [.. await connection.QueryAsync<PaymentRow, DeskPlace, DeskRow>(
            new CommandDefinition(sql, stretch, cancellationToken: ct), (payment, place) => new DeskRow(payment, place), splitOn: "plan_name")];
        if (rows.Count <= size)
            return new Stretch<DeskRow>(rows, null);
        var last = rows[size - 1].Payment;
        return new Stretch<DeskRow>(rows.GetRange(0, size), (open ? PaymentCursor.OfInstant(last) : PaymentCursor.OfDay(last)).ToString());
    }
}
