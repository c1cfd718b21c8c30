using System.Data;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Funding.Curves;
using Portfolio.Milestones;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Capital.Curves;

/// <summary>Paid against planned as S-curves: of a project, a body, a plan or programme, a province. Sums, so they are public.</summary>
public sealed class CurveReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const string PlanSql = """
        -- Reporting.Capital.CurvePlan
        select p.code as plan_code, p.short_name as plan_name, v.code as province_code, v.name as province_name, v.name_en as province_name_en, g.id as programme_id, g.code, g.short_name as name
        from plans.plan p
        join directory.province v on v.code = p.province_code
        left join plans.programme g on g.plan_id = p.id
        where p.code = @Code
        order by g.position, g.code
        """;

    private const string ProvinceSql = """
        -- Reporting.Capital.CurveProvince
        select v.name as province_name, v.name_en as province_name_en, g.id as programme_id
        from directory.province v
        left join plans.plan p on p.province_code = v.code
        left join plans.programme g on g.plan_id = p.id
        where v.code = @Code
        """;

    private const string BodySql = """
        -- Reporting.Capital.CurveBody
        select id, code, name, name_en from directory.body where code = @Code
        """;

    private const string BodyProjectsSql = """
        -- Reporting.Capital.CurveBodyProjects
        select distinct r.project_id from projects.project_body r where r.body_id = any(@Bodies) and r.role in ('owner', 'lead')
        """;

    private const string ProjectSql = $"""
        -- Reporting.Capital.CurveProject
        select
            coalesce((select {MilestoneSql.StartsOn} from milestones.milestone m where m.project_id = x.id and m.dropped_on is null), make_date(x.period_from, 1, 1)) as starts_on,
            coalesce((select {MilestoneSql.FinishesOn} from milestones.milestone m where m.project_id = x.id and m.dropped_on is null), make_date(x.period_to, 12, 31)) as finishes_on,
            c.shares, c.reason, coalesce(c.revision, 0) as version,
            coalesce((select sum(a.payable) from funding.allocation a where a.project_id = x.id and a.year = @Year), 0)::bigint as payable,
            exists (select 1 from funding.decision d
                where d.plan_id = x.plan_id and d.kind = 'closing' and d.status = 'approved' and d.withdrawn_at is null and d.closes_year >= @Year) as closed
        from projects.project x
        left join funding.planned_curve c on c.project_id = x.id and c.year = @Year
        where x.id = @Id
        """;

    /// <summary>The curve of a plan or of one of its programmes.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Plan.</param>
    /// <param name="programme">Programme; null = all.</param>
    /// <param name="year">Budget year; null, or one without capital = the present one, or the nearest that has capital.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such plan, or it has no such programme.</exception>
    public async Task<PlanCurve> OfPlanAsync(Actor actor, string code, string? programme, int? year, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SnapshotAsync(connection, ct);
        var rows = await ReadAsync<PlanRow>(connection, PlanSql, new { Code = code }, ct);
        if (rows.Count == 0)
            throw new NotFoundException("plan", code);
        var chosen = rows.FindAll(r => r.ProgrammeId is not null && (programme is null || r.Code == programme));
        if (programme is not null && chosen.Count == 0)
            throw new NotFoundException("programme", programme);
        return new PlanCurve(
            rows[0].PlanCode, rows[0].PlanName, rows[0].ProvinceCode, rows[0].ProvinceName, rows[0].ProvinceNameEn,
            [.. rows.Where(r => r.ProgrammeId is not null).Select(r => new CurveProgramme(r.Code!, r.Name!))],
            await OfProgrammesAsync(connection, [.. chosen.Select(r => r.ProgrammeId!.Value)], year, ct));
    }

    /// <summary>The curve of all plans of a province together.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Province.</param>
    /// <param name="year">Budget year; null, or one without capital = the present one, or the nearest that has capital.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such province.</exception>
    public async Task<ProvinceCurve> OfProvinceAsync(Actor actor, string code, int? year, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SnapshotAsync(connection, ct);
        var rows = await ReadAsync<ProvinceRow>(connection, ProvinceSql, new { Code = code }, ct);
        if (rows.Count == 0)
            throw new NotFoundException("province", code);
        return new ProvinceCurve(
            code, rows[0].ProvinceName, rows[0].ProvinceNameEn,
            await OfProgrammesAsync(connection, [.. rows.Where(r => r.ProgrammeId is not null).Select(r => r.ProgrammeId!.Value)], year, ct));
    }

    /// <summary>The curve of all projects that a body, or one that stands under it, owns or leads.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Body.</param>
    /// <param name="year">Budget year; null, or one without capital = the present one, or the nearest that has capital.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such body.</exception>
    public async Task<BodyCurve> OfBodyAsync(Actor actor, string code, int? year, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SnapshotAsync(connection, ct);
        var body = await connection.QuerySingleOrDefaultAsync<BodyRow?>(new CommandDefinition(BodySql, new { Code = code }, cancellationToken: ct))
            ?? throw new NotFoundException("body", code);
        long[] bodies = [.. await BodyLookup.WithAllUnderAsync(connection, [body.Id], ct)];
        long[] projects = [.. await ReadAsync<long>(connection, BodyProjectsSql, new { Bodies = bodies }, ct)];
        var years = await ReadAsync<YearRow>(connection, CurveSql.YearsOfProjects, new { Projects = projects }, ct);
        var shown = Choose(years, year);
        // In one round trip.
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            $"{CurveSql.PlannedOfBody};\n{CurveSql.PaidOfProjects}", new { Projects = projects, Year = shown }, transaction, cancellationToken: ct));
        return new BodyCurve(body.Code, body.Name, body.NameEn, CurveSums.Of(
            shown, Numbers(years), [.. await answers.ReadAsync<PlannedCapital>()], [.. await answers.ReadAsync<PaidMonth>()], calendar.Today,
            years.Any(y => y.Illustrative)));
    }

    /// <summary>The curve of a project, with what its owner states of the plan.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewPortfolio"/>.</param>
    /// <param name="code">Project.</param>
    /// <param name="year">Budget year; null, or one without capital = the present one, or the nearest that has capital.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ProjectCurve> OfProjectAsync(Actor actor, string code, int? year, CancellationToken ct)
    {
        actor.Demand(Permission.ViewPortfolio);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await SnapshotAsync(connection, ct);
        var (project, place) = await ProjectReports.HeadAsync(connection, code, ct);
        var years = await ReadAsync<YearRow>(connection, CurveSql.YearsOfProjects, new { Projects = new[] { project.Id } }, ct);
        var shown = Choose(years, year);
        var row = (await ReadAsync<ProjectRow>(connection, ProjectSql, new { project.Id, Year = shown }, ct))[0];
        var paid = await ReadAsync<PaidMonth>(connection, CurveSql.PaidOfProjects, new { Projects = new[] { project.Id }, Year = shown }, ct);
        var usual = DefaultCurve.Shares(shown, row.StartsOn, row.FinishesOn);
        var capital = new PlannedCapital { StartsOn = row.StartsOn, FinishesOn = row.FinishesOn, Shares = row.Shares, Payable = row.Payable };
        return new ProjectCurve(
            project, place, CurveSums.Of(shown, Numbers(years), [capital], paid, calendar.Today, years.Any(y => y.Illustrative)),
            new PlannedCurve(project.Code, shown, row.Shares ?? usual, row.Shares is not null,
                actor.May(Permission.ViewHistory, place) ? row.Reason : null, row.Version), usual, row.Closed);
    }

    private async Task<CurveReport> OfProgrammesAsync(NpgsqlConnection connection, long[] programmes, int? year, CancellationToken ct)
    {
        var years = await ReadAsync<YearRow>(connection, CurveSql.YearsOfProgrammes, new { Programmes = programmes }, ct);
        var shown = Choose(years, year);
        var key = new { Programmes = programmes, Year = shown };
        return CurveSums.Of(
            shown, Numbers(years), await ReadAsync<PlannedCapital>(connection, CurveSql.PlannedOfProgrammes, key, ct),
            await ReadAsync<PaidMonth>(connection, CurveSql.PaidOfProgrammes, key, ct), calendar.Today, years.Any(y => y.Illustrative));
    }

    // What is planned and what is paid are read apart and must be of one moment.
    private static ValueTask<NpgsqlTransaction> SnapshotAsync(NpgsqlConnection connection, CancellationToken ct) =>
        connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);

    private int Choose(IReadOnlyList<YearRow> years, int? asked)
    {
        var numbers = Numbers(years);
        if (asked is { } year && numbers.Contains(year))
            return year;
        var now = calendar.Today.Year;
        return numbers.Count == 0 ? now : numbers.LastOrDefault(y => y <= now, numbers[0]);
    }

    private static IReadOnlyList<int> Numbers(IReadOnlyList<YearRow> years) => [.. years.Select(y => y.Year)];

    private static async Task<List<T>> ReadAsync<T>(NpgsqlConnection connection, string sql, object key, CancellationToken ct) =>
        [.. await connection.QueryAsync<T>(new CommandDefinition(sql, key, cancellationToken: ct))];

    private sealed record YearRow(int Year, bool Illustrative);

    private sealed record PlanRow(
        string PlanCode, string PlanName, string ProvinceCode, string ProvinceName, string ProvinceNameEn, long? ProgrammeId, string? Code, string? Name);

    private sealed record ProvinceRow(string ProvinceName, string ProvinceNameEn, long? ProgrammeId);

    private sealed record BodyRow(long Id, string Code, string Name, string? NameEn);

    // Not by constructor: Dapper matches no array there.
    private sealed record ProjectRow
    {
        public DateOnly? StartsOn { get; init; }

        public DateOnly? FinishesOn { get; init; }

        public int[]? Shares { get; init; }

        public string? Reason { get; init; }

        public long Version { get; init; }

        public long Payable { get; init; }

        public bool Closed { get; init; }
    }
}
