using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Payments;
using Portfolio.Reporting.Plans;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Payments with their documents, in stretches, for programs: of the projects that the asker's reach covers.</summary>
public sealed class PaymentLists(PortfolioDatabase database)
{
    /// <summary>Most entries of a stretch.</summary>
    public const int LargestStretch = 200;

    private const string Columns = """
        select p.id, x.code as project_code, x.name as project_name, p.source_code as source, p.year, p.paid_on, p.amount, p.document_number, p.note,
            p.file_id, p.status, p.reverses, (select r.id from funding.payment r where r.reverses = p.id and r.status = 'confirmed') as reversed_by,
            p.return_reason, p.entered_by, p.entered_at, p.decided_by, p.decided_at, p.figure_basis = 'illustrative' as illustrative,
            p.revision as version
        from funding.payment p
        join projects.project x on x.id = p.project_id
        join plans.plan l on l.id = p.plan_id
        """;

    private const string Reached = """
            (@Province::text is null or l.province_code = @Province)
            and (@Bodies::bigint[] is null or exists (select 1 from projects.project_body b
                where b.project_id = p.project_id and b.role in ('owner', 'lead') and b.body_id = any(@Bodies)))
        """;

    private const string ListSql = $"""
        -- Reporting.Payments.List
        {Columns}
        where (@Plan::text is null or l.code = @Plan)
            and (@Project::text is null or x.code = @Project)
            and (@Source::text is null or p.source_code = @Source)
            and (@Year::int is null or p.year = @Year)
            and (@Status::text is null or p.status = @Status)
            and (@After::bigint is null or p.id < @After)
            and
        {Reached}
        order by p.id desc
        limit @Limit
        """;

    private const string FindSql = $"""
        -- Reporting.Payments.Find
        {Columns}
        where p.id = any(@Ids) and
        {Reached}
        order by p.id
        """;

    private static readonly PaymentFilterValidator Validator = new();

    /// <summary>Payments, the latest entered first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPayments"/>.</param>
    /// <param name="filter">Which payments. Province and body are not looked at.</param>
    /// <param name="after">Key after which to go on; null = from the start.</param>
    /// <param name="limit">Entries at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="ValidationFailedException">The filter names an unknown status.</exception>
    /// <exception cref="NotFoundException">There is no such plan.</exception>
    public async Task<Stretch<Payment>> ListAsync(Actor actor, PaymentFilter filter, long? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPayments);
        Validator.Demand(filter);
        var size = Math.Clamp(limit, 1, LargestStretch);
        await using var connection = await database.OpenAsync(ct);
        if (filter.Plan is { } plan && !await PlanReports.ExistsAsync(connection, plan, ct))
            throw new NotFoundException("plan", plan);
        var rows = (await connection.QueryAsync<Payment>(new CommandDefinition(ListSql, new
        {
            filter.Plan,
            filter.Project,
            filter.Source,
            filter.Year,
            filter.Status,
            After = after,
            actor.Reach.Province,
            Bodies = actor.Reach.Bodies?.ToArray(),
            Limit = size + 1,
        }, cancellationToken: ct))).ToList();
        return rows.Count <= size
            ? new Stretch<Payment>(rows, null)
            : new Stretch<Payment>(rows.GetRange(0, size), rows[size - 1].Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The payments of these keys, in their order; those out of the asker's reach are left out.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPayments"/>.</param>
    /// <param name="ids">Their keys.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<Payment>> FindAsync(Actor actor, IReadOnlyList<long> ids, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPayments);
        await using var connection = await database.OpenAsync(ct);
        return
        [
            .. await connection.QueryAsync<Payment>(new CommandDefinition(
                FindSql, new { Ids = ids.ToArray(), actor.Reach.Province, Bodies = actor.Reach.Bodies?.ToArray() }, cancellationToken: ct)),
        ];
    }
}
