using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;

namespace Portfolio.Reporting.Land;

/// <summary>Pieces of the statements about land.</summary>
internal static class LandSql
{
    /// <summary>Sums of the counters of <c>l</c>.</summary>
    public const string SumColumns = """
        coalesce(sum(l.area_needed), 0)::bigint as area_needed, coalesce(sum(l.area_handed_over), 0)::bigint as area_handed_over,
        coalesce(sum(l.households), 0)::bigint as households, coalesce(sum(l.notified), 0)::bigint as notified,
        coalesce(sum(l.inventoried), 0)::bigint as inventoried, coalesce(sum(l.plan_approved), 0)::bigint as plan_approved,
        coalesce(sum(l.paid), 0)::bigint as paid, coalesce(sum(l.handed_over), 0)::bigint as handed_over,
        coalesce(sum(l.compensation_approved), 0)::bigint as compensation_approved, coalesce(sum(l.compensation_paid), 0)::bigint as compensation_paid,
        coalesce(sum(l.resettlement_needed), 0)::bigint as resettlement_needed, coalesce(sum(l.resettled), 0)::bigint as resettled
        """;

    /// <summary>The same, as a statement around it names them.</summary>
    public const string SumNames = """
        s.area_needed, s.area_handed_over, s.households, s.notified, s.inventoried, s.plan_approved, s.paid, s.handed_over, s.compensation_approved,
        s.compensation_paid, s.resettlement_needed, s.resettled
        """;

    /// <summary>A package with its project, commune and steps.</summary>
    public const string Columns = """
            p.id, p.code, x.code as project_code, x.name as project_name, c.code as commune_code, c.kind as commune_kind, c.name as commune_name,
            c.province_code, p.section, p.land_use, p.area_needed, p.area_handed_over, p.households, p.notified, p.inventoried, p.plan_approved, p.paid,
            p.handed_over, p.compensation_approved, p.compensation_paid, p.resettlement_needed, p.resettled, p.planned_on, p.planned_precision,
            p.planned_text, p.expected_on, p.handed_over_on, p.notified_on, p.notice_until,
            array(select s.step_code from land_clearance.package_step s where s.package_id = p.id order by s.step_code) as step_codes,
            array(select s.done_on from land_clearance.package_step s where s.package_id = p.id order by s.step_code) as step_days,
            array(select s.code from land_clearance.package_step b join land_clearance.step s on s.province_code = c.province_code and s.after_step = b.step_code
                where b.package_id = p.id and s.limit_value is not null order by s.code) as due_codes,
            array(select land_clearance.limit_ends(b.done_on, s.limit_value, s.limit_unit)
                from land_clearance.package_step b join land_clearance.step s on s.province_code = c.province_code and s.after_step = b.step_code
                where b.package_id = p.id and s.limit_value is not null order by s.code) as due_days,
            (select count(*) from land_clearance.obstacle o where o.package_id = p.id and o.closed_on is null)::int as open_obstacles,
            array(select b.id from directory.body b where b.commune_id = p.commune_id) as bodies,
            p.figure_basis = 'illustrative' as illustrative, p.updated_at, p.revision as version
        """;

    /// <summary>Tables of <see cref="Columns"/>.</summary>
    public const string Tables = """
        from land_clearance.package p
        join projects.project x on x.id = p.project_id
        join directory.commune c on c.id = p.commune_id
        """;

    /// <summary>The last day of a step <c>s</c> that starts on the day of the step before, <c>b</c>.</summary>
    public const string DueOn = "land_clearance.limit_ends(b.done_on, s.limit_value, s.limit_unit)";

    private const string StepsSql = """
        -- Reporting.Land.Steps
        select s.code, s.position, s.name, s.name_en, s.after_step, s.limit_value, s.limit_unit, s.law_parameter, s.source_document, s.verified,
            s.ruled_at is not null as ruled
        from land_clearance.step s
        where s.province_code = @Province
        order by s.position, s.code
        """;

    /// <summary>The steps of a province, in their order.</summary>
    public static async Task<IReadOnlyList<LandStep>> StepsAsync(NpgsqlConnection connection, string province, CancellationToken ct) =>
        [.. await connection.QueryAsync<LandStep>(new CommandDefinition(StepsSql, new { Province = province }, cancellationToken: ct))];
}

/// <summary>A row of <see cref="LandSql.Columns"/>. Not by constructor: Dapper matches no array there.</summary>
internal sealed record LandRow
{
    public long Id { get; init; }

    public required string Code { get; init; }

    public required string ProjectCode { get; init; }

    public required string ProjectName { get; init; }

    public required string CommuneCode { get; init; }

    public required string CommuneKind { get; init; }

    public required string CommuneName { get; init; }

    public required string ProvinceCode { get; init; }

    public required string Section { get; init; }

    public required string LandUse { get; init; }

    public long AreaNeeded { get; init; }

    public long AreaHandedOver { get; init; }

    public int Households { get; init; }

    public int Notified { get; init; }

    public int Inventoried { get; init; }

    public int PlanApproved { get; init; }

    public int Paid { get; init; }

    public int HandedOver { get; init; }

    public long CompensationApproved { get; init; }

    public long CompensationPaid { get; init; }

    public int ResettlementNeeded { get; init; }

    public int Resettled { get; init; }

    public DateOnly? PlannedOn { get; init; }

    public string? PlannedPrecision { get; init; }

    public string? PlannedText { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public DateOnly? HandedOverOn { get; init; }

    public DateOnly? NotifiedOn { get; init; }

    public DateOnly? NoticeUntil { get; init; }

    public string[] StepCodes { get; init; } = [];

    public DateOnly[] StepDays { get; init; } = [];

    public string[] DueCodes { get; init; } = [];

    public DateOnly[] DueDays { get; init; } = [];

    public int OpenObstacles { get; init; }

    public long[] Bodies { get; init; } = [];

    public bool Illustrative { get; init; }

    public DateTime UpdatedAt { get; init; }

    public long Version { get; init; }

    public LandPackage With(IReadOnlyList<LandStep> steps, DateOnly today) => new(
        Id, Code, ProjectCode, ProjectName, CommuneCode, CommuneKind, CommuneName, Section, LandUse,
        new LandFigures(
            AreaNeeded, AreaHandedOver, Households, Notified, Inventoried, PlanApproved, Paid, HandedOver, CompensationApproved, CompensationPaid,
            ResettlementNeeded, Resettled),
        PlannedOn is null ? null : new DueDate(PlannedOn, PlannedPrecision, PlannedText),
        ExpectedOn, HandedOverOn, NotifiedOn, NoticeUntil,
        StepCalculator.States(steps, ByCode(StepCodes, StepDays), ByCode(DueCodes, DueDays), today),
        OpenObstacles, Bodies, Illustrative, new DateTimeOffset(UpdatedAt, TimeSpan.Zero), Version);

    private static Dictionary<string, DateOnly> ByCode(string[] codes, DateOnly[] days) =>
        codes.Zip(days).ToDictionary(s => s.First, s => s.Second, StringComparer.Ordinal);
}
