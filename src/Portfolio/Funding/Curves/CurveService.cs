using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Milestones;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Funding.Curves;

/// <summary>The planned disbursement of a project, month by month: what its owner states, else linear between its milestones.</summary>
public sealed class CurveService(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string FindSql = """
        -- Funding.FindCurve
        select c.shares, c.reason, c.revision as version from funding.planned_curve c where c.project_id = @Id and c.year = @Year
        """;

    // Where nothing is stated there is no row to lock: two who state it first at once would both find version 0.
    private const string LockSql = """
        -- Funding.LockCurve
        select pg_advisory_xact_lock(20260018, hashint8(@Id * 10000 + @Year))
        """;

    private const string ClosedSql = """
        -- Funding.CurveYearClosed
        select exists (select 1 from funding.decision d
            where d.plan_id = @PlanId and d.kind = 'closing' and d.status = 'approved' and d.withdrawn_at is null and d.closes_year >= @Year)
        """;

    private const string SetSql = """
        -- Funding.SetCurve
        insert into funding.planned_curve as c (project_id, year, shares, reason, set_by)
        values (@Id, @Year, @Shares, @Reason, @By)
        on conflict (project_id, year) do update
            set shares = excluded.shares, reason = excluded.reason, set_by = excluded.set_by, set_at = now(), revision = nextval('funding.revision')
        """;

    private const string DropSql = """
        -- Funding.DropCurve
        delete from funding.planned_curve where project_id = @Id and year = @Year
        """;

    private static readonly SetCurveValidator Validator = new();

    /// <summary>The planned disbursement of a project in a year.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="project">Project.</param>
    /// <param name="year">Budget year, one of its plan or the year after it.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">The year is not one of its plan.</exception>
    public async Task<PlannedCurve> GetAsync(Actor actor, string project, int year, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        var (found, _) = await FindAsync(connection, null, project, year, ct);
        return await ReadAsync(connection, null, found, year, ct);
    }

    /// <summary>States the planned disbursement of a project in a year, or goes back to the default.</summary>
    /// <param name="actor">
    /// Who states it; needs <see cref="Permission.EnterPayments"/> on the project, and for months that have ended <see cref="Permission.AllocateCapital"/>.
    /// </param>
    /// <param name="request">The curve as it shall be.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">The shares are not twelve, fall, or do not end at the whole; the year is not one of the plan;
    /// a month that has ended would change (<c>curve.month_ended</c>); a stated curve changes without a reason (<c>curve.reason_missing</c>).</exception>
    /// <exception cref="RuleException"><c>capital.year_closed</c>: what was planned for a closed year stays.</exception>
    /// <exception cref="StaleException">It was changed since it was read.</exception>
    public async Task<PlannedCurve> SetAsync(Actor actor, SetCurve request, CancellationToken ct)
    {
        actor.Demand(Permission.EnterPayments);
        Validator.Demand(request);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var (project, plan) = await FindAsync(connection, transaction, request.Project, request.Year, ct);
            actor.Demand(Permission.EnterPayments, new Place(plan.ProvinceCode, project.Bodies));
            var key = new { project.Id, request.Year, PlanId = plan.Id };
            await connection.ExecuteAsync(new CommandDefinition(LockSql, key, transaction, cancellationToken: ct));
            var before = await ReadAsync(connection, transaction, project, request.Year, ct);
            if (request.Version is { } version && version != before.Version)
                throw new StaleException("curve.stale");
            if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(ClosedSql, key, transaction, cancellationToken: ct)))
                throw new RuleException("capital.year_closed", new Dictionary<string, object?> { ["year"] = Text(request.Year) });
            if (request.Shares is { } shares ? before.Stated && shares.SequenceEqual(before.Shares) && Reason(request) == before.Reason : !before.Stated)
                return before;
            if (before.Stated && Reason(request) is null)
                throw new ValidationFailedException([new FieldFailure(nameof(request.Reason), "curve.reason_missing", new Dictionary<string, object?>())]);

            await connection.ExecuteAsync(new CommandDefinition(
                request.Shares is null ? DropSql : SetSql,
                new { project.Id, request.Year, Shares = request.Shares?.ToArray(), Reason = Reason(request), By = actor.Name }, transaction, cancellationToken: ct));
            var after = await ReadAsync(connection, transaction, project, request.Year, ct);
            if (!actor.May(Permission.AllocateCapital, new Place(plan.ProvinceCode, project.Bodies)))
                DemandPastStays(before, after);
            await AuditLog.WriteAsync(
                connection, transaction, actor, after.Stated ? "curve.set" : "curve.dropped", "project",
                [new AuditChange(project.Code, plan.ProvinceCode, Fields(before), Fields(after))], Reason(request), ct);
            return after;
        }, ct);
    }

    // What was planned for a month is what its payments are measured by: whoever is late does not move it afterwards.
    private void DemandPastStays(PlannedCurve before, PlannedCurve after)
    {
        List<FieldFailure> moved =
        [
            .. Enumerable.Range(0, before.Shares.Count)
                .Where(month => before.HasEnded(month, calendar.Today) && before.Shares[month] != after.Shares[month])
                .Select(month => new FieldFailure(
                    string.Create(CultureInfo.InvariantCulture, $"Shares[{month}]"), "curve.month_ended",
                    new Dictionary<string, object?> { ["month"] = Text(month + 1), ["share"] = ShareText.Of(before.Shares[month], CultureInfo.CurrentCulture) })),
        ];
        if (moved.Count > 0)
            throw new ValidationFailedException(moved);
    }

    private static async Task<(ProjectRow Project, PlanRow Plan)> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string code, int year, CancellationToken ct)
    {
        var project = await ProjectLookup.FindAsync(connection, transaction, code, ct) ?? throw new NotFoundException("project", code);
        var plan = await PlanLookup.GetAsync(connection, transaction, project.PlanId, ct);
        // Beyond the last year lies what was carried over out of it.
        return year >= plan.PeriodFrom && year <= plan.PeriodTo + 1
            ? (project, plan)
            : throw new ValidationFailedException([new FieldFailure("year", "capital.year_outside", new Dictionary<string, object?> { ["year"] = Text(year) })]);
    }

    private static async Task<PlannedCurve> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, ProjectRow project, int year, CancellationToken ct)
    {
        var stated = await connection.QuerySingleOrDefaultAsync<CurveRow>(
            new CommandDefinition(FindSql, new { project.Id, Year = year }, transaction, cancellationToken: ct));
        var (starts, finishes) = await MilestoneLookup.WorkAsync(connection, transaction, project.Id, ct);
        var (first, last) = await ProjectLookup.PeriodAsync(connection, transaction, project.Id, ct);
        return new PlannedCurve(
            project.Code, year, stated?.Shares ?? DefaultCurve.Shares(year, starts ?? first, finishes ?? last), stated is not null, stated?.Reason,
            stated?.Version ?? 0);
    }

    private static Dictionary<string, int> Fields(PlannedCurve curve) =>
        curve.Shares.Select((share, month) => (Field: FormattableString.Invariant($"curve/{curve.Year}/{month + 1}"), share)).ToDictionary(f => f.Field, f => f.share);

    private static string? Reason(SetCurve request) => string.IsNullOrWhiteSpace(request.Reason) ? null : request.Reason.Trim();

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);

    // Not by constructor: Dapper matches no array there.
    private sealed record CurveRow
    {
        public int[] Shares { get; init; } = [];

        public string? Reason { get; init; }

        public long Version { get; init; }
    }
}
