using Dapper;
using Npgsql;
using Portfolio.Common;

namespace Portfolio.LandClearance.Packages;

/// <summary>Reads and writes packages.</summary>
internal static class PackageRecords
{
    private const string ProjectsSql = """
        -- LandClearance.ProjectsOfPackages
        select distinct p.project_id from land_clearance.package p where p.id = any(@Ids) order by p.project_id
        """;

    // Whoever makes packages of one project queues here, so that each gets a code of its own.
    private const string LockProjectSql = """
        -- LandClearance.LockProject
        select pg_advisory_xact_lock(hashtextextended('land_clearance ' || @Id::text, 20261122))
        """;

    private const string LockSql = """
        -- LandClearance.LockPackages
        select p.id, p.project_id, p.commune_id, p.code, p.section, p.land_use, p.area_needed, p.area_handed_over, p.households::bigint as households,
            p.notified::bigint as notified, p.inventoried::bigint as inventoried, p.plan_approved::bigint as plan_approved, p.paid::bigint as paid,
            p.handed_over::bigint as handed_over, p.compensation_approved, p.compensation_paid, p.resettlement_needed::bigint as resettlement_needed,
            p.resettled::bigint as resettled, p.planned_on, p.planned_text, p.expected_on, p.handed_over_on, p.notified_on, p.notice_until,
            p.revision as version
        from land_clearance.package p
        where p.id = any(@Ids)
        order by p.id
        for no key update
        """;

    private const string InsertSql = """
        -- LandClearance.InsertPackage
        insert into land_clearance.package (project_id, plan_id, commune_id, code, section, land_use, planned_on, planned_precision, planned_text)
        select @ProjectId, @PlanId, @CommuneId, 'GP-' || to_char(coalesce(max(substring(p.code from '^GP-([0-9]{1,9})$')::int), 0) + 1, 'FM999999900'),
            @Section, @LandUse, @PlannedOn, @PlannedPrecision, @PlannedText
        from land_clearance.package p
        where p.project_id = @ProjectId
        returning id
        """;

    private const string EditSql = """
        -- LandClearance.EditPackage
        update land_clearance.package
        set section = @Section, land_use = @LandUse, planned_on = @PlannedOn, planned_precision = @PlannedPrecision, planned_text = @PlannedText,
            figure_basis = 'entered', updated_at = now(), revision = nextval('land_clearance.revision')
        where id = @Id
        """;

    private const string SetDaysSql = """
        -- LandClearance.SetDays
        update land_clearance.package p
        set handed_over_on = d.handed_over_on, expected_on = d.expected_on, figure_basis = 'entered', updated_at = now(),
            revision = nextval('land_clearance.revision')
        from unnest(@Ids::bigint[], @HandedOver::date[], @Expected::date[]) as d (id, handed_over_on, expected_on)
        where p.id = d.id
        """;

    private const string EnterSql = """
        -- LandClearance.EnterFigures
        insert into land_clearance.entry (package_id, project_id, field, was, now, reason, entered_by, entered_account, entered_on)
        select e.package_id, e.project_id, e.field, e.was, e.now, e.reason, @By, @Account, @Today
        from unnest(@Packages::bigint[], @Projects::bigint[], @Fields::text[], @Was::bigint[], @Now::bigint[], @Reasons::text[])
            with ordinality as e (package_id, project_id, field, was, now, reason, position)
        order by e.position
        """;

    /// <summary>Keys of the projects of these packages, rising.</summary>
    public static async Task<long[]> ProjectsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(ProjectsSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Makes others who make packages of the project wait for the end of the transaction.</summary>
    public static Task LockProjectAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long project, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(LockProjectSql, new { Id = project }, transaction, cancellationToken: ct));

    /// <summary>The packages, which nobody else writes until the end of the transaction; unknown ones are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, PackageRow>> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        (await connection.QueryAsync<PackageRow>(new CommandDefinition(LockSql, new { Ids = ids }, transaction, cancellationToken: ct))).ToDictionary(p => p.Id);

    /// <summary>Makes a package with nothing counted.</summary>
    /// <returns>Its key.</returns>
    public static Task<long> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, (long Project, long Plan, long Commune) of, PackageFacts facts, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(
            InsertSql, Parameters(facts, new { ProjectId = of.Project, PlanId = of.Plan, CommuneId = of.Commune }), transaction, cancellationToken: ct));

    /// <summary>Writes what is said of a package beside its counters.</summary>
    public static Task EditAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, PackageFacts facts, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(EditSql, Parameters(facts, new { Id = id }), transaction, cancellationToken: ct));

    /// <summary>Writes the days of packages.</summary>
    public static Task SetDaysAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<(long Id, DateOnly? HandedOver, DateOnly? Expected)> days,
        CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(SetDaysSql, new
        {
            Ids = days.Select(d => d.Id).ToArray(),
            HandedOver = days.Select(d => d.HandedOver).ToArray(),
            Expected = days.Select(d => d.Expected).ToArray(),
        }, transaction, cancellationToken: ct));

    /// <summary>Writes entries, which move the counters.</summary>
    public static Task EnterAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Accounts.Actor actor, DateOnly today, IReadOnlyCollection<FigureEntry> entries, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(EnterSql, new
        {
            By = actor.Name,
            Account = actor.AccountId,
            Today = today,
            Packages = entries.Select(e => e.Package).ToArray(),
            Projects = entries.Select(e => e.Project).ToArray(),
            Fields = entries.Select(e => e.Figure.Code()).ToArray(),
            Was = entries.Select(e => e.Was).ToArray(),
            Now = entries.Select(e => e.Now).ToArray(),
            Reasons = entries.Select(e => e.Reason).ToArray(),
        }, transaction, cancellationToken: ct));

    private static DynamicParameters Parameters(PackageFacts facts, object more)
    {
        DueDateText.TryParse(facts.Planned, out var planned);
        var parameters = new DynamicParameters(more);
        parameters.AddDynamicParams(new
        {
            Section = facts.Section?.Trim() ?? "",
            facts.LandUse,
            PlannedOn = planned?.On,
            PlannedPrecision = planned?.Precision,
            PlannedText = planned?.Text,
        });
        return parameters;
    }
}

/// <summary>A change of a counter.</summary>
internal sealed record FigureEntry(long Package, long Project, LandFigure Figure, long Was, long Now, string? Reason)
{
    /// <summary>One for each counter that changes.</summary>
    public static IEnumerable<FigureEntry> Between(long package, long project, LandFigures before, LandFigures after, string? reason) =>
        LandFigureNames.All.Where(f => after[f] != before[f]).Select(f => new FigureEntry(package, project, f, before[f], after[f], reason));
}
