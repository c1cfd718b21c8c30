using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Payments of a project: the sums for everybody, the documents for those whose they are.</summary>
public sealed class ProjectPaymentReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Most payments of a stretch.</summary>
    public const int LargestStretch = 200;

    private const string RoomsSql = $"""
        -- Reporting.Capital.ProjectRooms
        select a.source_code as source, s.name as source_name, s.name_en as source_name_en, a.year, a.payable, a.paid,
            case when @Waiting then {PaymentSql.Waiting} end as waiting,
            {PaymentSql.Closed} as closed,
            exists (select 1 from funding.allocation_line l join funding.decision d on d.id = l.decision_id
                where l.project_id = a.project_id and l.source_code = a.source_code and l.year = a.year and d.figure_basis = 'illustrative') as illustrative
        from funding.allocation a
        join funding.source s on s.code = a.source_code
        where a.project_id = @Id
        order by a.year, s.position
        """;

    private const string ListSql = $"""
        -- Reporting.Capital.ProjectPayments
        select
        {PaymentSql.Columns}
        from funding.payment p
        join projects.project x on x.id = p.project_id
        join funding.source s on s.code = p.source_code
        where p.project_id = @Id
            and (@Status::text is null or p.status = @Status)
            and (@Source::text is null or p.source_code = @Source)
            and (@Year::int is null or p.year = @Year)
            and (@Day::date is null or (p.paid_on, p.id) < (@Day, @Last))
        order by p.paid_on desc, p.id desc
        limit @Limit
        """;

    private const string OneSql = $"""
        -- Reporting.Capital.Payment
        select
        {PaymentSql.Columns}
        from funding.payment p
        join projects.project x on x.id = p.project_id
        join funding.source s on s.code = p.source_code
        where p.project_id = @Id and p.id = @Payment
        """;

    private static readonly PaymentFilterValidator Validator = new();

    /// <summary>Capital of a project by year and source with what is paid out of it, and its payments, newest first.</summary>
    /// <param name="actor">
    /// Who asks; needs <see cref="Permission.ViewPortfolio"/>; the payments and what waits come with <see cref="Permission.ViewPayments"/> on the project.
    /// </param>
    /// <param name="code">Project.</param>
    /// <param name="filter">Which of its payments.</param>
    /// <param name="after"><see cref="Stretch{T}.Next"/> of the stretch before; null = from the newest.</param>
    /// <param name="limit">Payments at most, up to <see cref="LargestStretch"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">The filter names an unknown status, or <paramref name="after"/> is not one of ours.</exception>
    public async Task<ProjectPayments> OfProjectAsync(Actor actor, string code, PaymentFilter filter, string? after, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        Validator.Demand(filter);
        var cursor = PaymentCursor.Parse(after);
        await using var connection = await database.OpenAsync(ct);
        var (project, place) = await ProjectReports.HeadAsync(connection, code, ct);
        var may = actor.May(Permission.ViewPayments, place);
        return new ProjectPayments(
            project, place, await RoomsAsync(connection, project.Id, may, ct),
            may ? await ListAsync(connection, project.Id, filter, cursor, Math.Clamp(limit, 1, LargestStretch), ct) : null, calendar.Today);
    }

    /// <summary>One payment of a project, with the capital it is paid out of.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPayments"/> on the project.</param>
    /// <param name="code">Project.</param>
    /// <param name="id">Payment.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project, or it has no such payment.</exception>
    /// <exception cref="OutOfReachException">The project is not one of the actor's.</exception>
    public async Task<PaymentReport> GetAsync(Actor actor, string code, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPayments);
        await using var connection = await database.OpenAsync(ct);
        var (project, place) = await ProjectReports.HeadAsync(connection, code, ct);
        actor.Demand(Permission.ViewPayments, place);
        var payment = await connection.QuerySingleOrDefaultAsync<PaymentRow>(
            new CommandDefinition(OneSql, new { project.Id, Payment = id }, cancellationToken: ct))
            ?? throw new NotFoundException("payment", id.ToString(CultureInfo.InvariantCulture));
        return new PaymentReport(project, place, payment, await RoomsAsync(connection, project.Id, true, ct), calendar.Today);
    }

    private static async Task<IReadOnlyList<PaymentRoom>> RoomsAsync(NpgsqlConnection connection, long project, bool waiting, CancellationToken ct) =>
        [.. await connection.QueryAsync<PaymentRoom>(new CommandDefinition(RoomsSql, new { Id = project, Waiting = waiting }, cancellationToken: ct))];

    private static async Task<Stretch<PaymentRow>> ListAsync(
        NpgsqlConnection connection, long project, PaymentFilter filter, PaymentCursor? after, int size, CancellationToken ct)
    {
        // One row more than asked for tells whether there is a next stretch.
        List<PaymentRow> rows = [.. await connection.QueryAsync<PaymentRow>(new CommandDefinition(
            ListSql, new { Id = project, filter.Status, filter.Source, filter.Year, after?.Day, Last = after?.Id, Limit = size + 1 }, cancellationToken: ct))];
        return rows.Count <= size
            ? new Stretch<PaymentRow>(rows, null)
            : new Stretch<PaymentRow>(rows.GetRange(0, size), PaymentCursor.OfDay(rows[size - 1]).ToString());
    }
}
