using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;

namespace Portfolio.LandClearance.Illustrative;

/// <summary>
/// Puts made-up land into projects, and takes it out again without a trace. A project on whose land officers have worked keeps all
/// of it.
/// </summary>
internal static class IllustrativePackages
{
    private const string NoticeMonths = "land.notice.valid_months";

    private const string FreeSql = """
        -- LandClearance.FreeOfPackages
        select i.id from unnest(@Ids::bigint[]) as i (id)
        where not exists (select 1 from land_clearance.package p where p.project_id = i.id)
            and not exists (select 1 from land_clearance.obstacle o where o.project_id = i.id)
        order by i.id
        """;

    private const string AddSql = """
        -- LandClearance.AddIllustrative
        insert into land_clearance.package (project_id, plan_id, commune_id, code, section, land_use, planned_on, planned_precision, planned_text,
            expected_on, figure_basis)
        select r.project_id, r.plan_id, r.commune_id, r.code, r.section, r.land_use, r.planned_on, r.planned_precision, r.planned_text,
            r.expected_on, 'illustrative'
        from rows from (jsonb_to_recordset(cast(@Rows as jsonb)) as (project_id bigint, plan_id bigint, commune_id bigint, code text, section text,
            land_use text, planned_on date, planned_precision text, planned_text text, expected_on date)) with ordinality as r
        order by r.ordinality
        returning id, project_id, code
        """;

    private const string CountSql = """
        -- LandClearance.CountIllustrative
        insert into land_clearance.entry (package_id, project_id, field, was, now, entered_by, entered_on, entered_at, figure_basis)
        select p.id, p.project_id, f.key, (to_jsonb(p) ->> f.key)::bigint, f.value::bigint, r.by, r.counted_on,
            (r.counted_on + time '09:00') at time zone 'Asia/Ho_Chi_Minh', 'illustrative'
        from rows from (jsonb_to_recordset(cast(@Rows as jsonb)) as (project_id bigint, package text, counted_on date, by text, figures jsonb))
            with ordinality as r
        join land_clearance.package p on p.project_id = r.project_id and p.code = r.package
        cross join lateral jsonb_each_text(r.figures) f
        where (to_jsonb(p) ->> f.key)::bigint <> f.value::bigint
        order by r.ordinality
        """;

    private const string StepSql = """
        -- LandClearance.StepIllustrative
        insert into land_clearance.package_step (package_id, step_code, done_on, entered_by, entered_at, figure_basis)
        select p.id, r.step, r.done_on, r.by, (r.done_on + time '09:00') at time zone 'Asia/Ho_Chi_Minh', 'illustrative'
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, package text, step text, done_on date, by text)
        join land_clearance.package p on p.project_id = r.project_id and p.code = r.package
        """;

    private const string DaysSql = """
        -- LandClearance.DaysOfIllustrative
        update land_clearance.package p
        set handed_over_on = r.handed_over_on, notified_on = n.done_on, notice_until = (n.done_on + @Months * interval '1 month')::date,
            created_at = coalesce(h.first_at, p.created_at), updated_at = coalesce(h.last_at, p.updated_at)
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, code text, handed_over_on date)
        join land_clearance.package k on k.project_id = r.project_id and k.code = r.code
        left join land_clearance.package_step n on n.package_id = k.id and n.step_code = @Notice
        cross join lateral (
            select min(e.entered_at) as first_at, max(e.entered_at) as last_at from land_clearance.entry e where e.package_id = k.id
        ) h
        where p.id = k.id
        """;

    private const string ObstacleSql = """
        -- LandClearance.AddIllustrativeObstacles
        with made as (
            insert into land_clearance.obstacle (project_id, package_id, title, location, must_act_id, since, due_on, answered_on, closed_on, closed_by,
                closing_note, created_by, created_at, figure_basis)
            select r.project_id, p.id, r.title, r.location, r.must_act_id, r.since, r.due_on, r.answered_on, r.closed_on, r.closed_by, r.closing_note,
                r.by, (r.since + time '09:00') at time zone 'Asia/Ho_Chi_Minh', 'illustrative'
            from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, package text, title text, location text, must_act_id bigint, since date,
                due_on date, by text, answered_on date, closed_on date, closed_by text, closing_note text)
            left join land_clearance.package p on p.project_id = r.project_id and p.code = r.package
            order by r.since, r.project_id
            returning id, project_id, title
        )
        insert into land_clearance.answer (obstacle_id, text, entered_by, entered_on, entered_at, figure_basis)
        select o.id, a.text, a.by, a.answered_on, (a.answered_on + time '09:00') at time zone 'Asia/Ho_Chi_Minh', 'illustrative'
        from jsonb_to_recordset(cast(@Answers as jsonb)) as a (project_id bigint, title text, answered_on date, by text, text text)
        join made o on o.project_id = a.project_id and o.title = a.title
        order by a.answered_on
        """;

    private const string TouchedSql = """
        -- LandClearance.TouchedIllustrative
        select i.id
        from unnest(@Ids::bigint[]) as i (id)
        where exists (select 1 from land_clearance.package p where p.project_id = i.id and (p.figure_basis = 'entered'
                or exists (select 1 from land_clearance.package_step s where s.package_id = p.id and s.figure_basis = 'entered')))
            or exists (select 1 from land_clearance.entry e where e.project_id = i.id and e.figure_basis = 'entered')
            or exists (select 1 from land_clearance.obstacle o where o.project_id = i.id and (o.figure_basis = 'entered'
                or exists (select 1 from land_clearance.answer a where a.obstacle_id = o.id and a.figure_basis = 'entered')))
        """;

    // What an officer enters while this runs is not made up: it stays, and keeps what it refers to from going.
    private const string ForgetAnswersSql = """
        -- LandClearance.ForgetIllustrativeAnswers
        delete from land_clearance.answer a using land_clearance.obstacle o
        where o.id = a.obstacle_id and o.project_id = any(@Ids) and a.figure_basis = 'illustrative'
        """;

    private const string ForgetObstaclesSql = """
        -- LandClearance.ForgetIllustrativeObstacles
        delete from land_clearance.obstacle where project_id = any(@Ids) and figure_basis = 'illustrative'
        """;

    private const string ForgetStepsSql = """
        -- LandClearance.ForgetIllustrativeSteps
        delete from land_clearance.package_step s using land_clearance.package p
        where p.id = s.package_id and p.project_id = any(@Ids) and s.figure_basis = 'illustrative'
        """;

    private const string ForgetEntriesSql = """
        -- LandClearance.ForgetIllustrativeCounts
        delete from land_clearance.entry where project_id = any(@Ids)
        """;

    private const string RemoveSql = """
        -- LandClearance.RemoveIllustrative
        delete from land_clearance.package where project_id = any(@Ids)
        """;

    /// <summary>Of these projects, the ones without any package and obstacle.</summary>
    public static async Task<IReadOnlyList<long>> FreeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(FreeSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Writes the land of projects that have none; the forecasts of the projects are locked.</summary>
    /// <returns>The packages.</returns>
    public static async Task<IReadOnlyList<MadePackage>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IllustrativeLand land, DateOnly today, CancellationToken ct)
    {
        List<MadePackage> made =
            [.. await connection.QueryAsync<MadePackage>(new CommandDefinition(AddSql, new { Rows = Import.Rows(land.Packages) }, transaction, cancellationToken: ct))];
        // One count of a package at a time, in the order of their days.
        foreach (var round in land.Counts.GroupBy(c => (c.ProjectId, c.Package)).SelectMany(g => g.OrderBy(c => c.CountedOn).Select((c, i) => (Count: c, Round: i)))
            .GroupBy(c => c.Round, c => c.Count).OrderBy(g => g.Key))
            await RunAsync(CountSql, new { Rows = Import.Rows<object>([.. round.Select(Json)]) });
        await RunAsync(StepSql, new { Rows = Import.Rows(land.Steps) });
        var law = await LawLookup.NamedAsync(connection, transaction, [NoticeMonths], today, ct);
        await RunAsync(DaysSql, new
        {
            Rows = Import.Rows(land.Packages),
            Months = law.TryGetValue(NoticeMonths, out var months) ? int.Parse(months, CultureInfo.InvariantCulture) : (int?)null,
            LandStep.Notice,
        });
        await RunAsync(ObstacleSql, new { Rows = Import.Rows(land.Obstacles), Answers = Import.Rows(land.Answers) });
        return made;

        Task RunAsync(string sql, object parameters) =>
            connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, commandTimeout: 0, cancellationToken: ct));
    }

    /// <summary>Of these projects, the ones on whose land an officer has worked.</summary>
    public static async Task<IReadOnlyList<long>> TouchedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(TouchedSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Takes back the land of projects of which nobody has touched any.</summary>
    /// <returns>Number of packages.</returns>
    public static async Task<int> WithdrawAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, CancellationToken ct)
    {
        var removed = 0;
        foreach (var sql in (string[])[ForgetAnswersSql, ForgetObstaclesSql, ForgetStepsSql, ForgetEntriesSql, RemoveSql])
            removed = await connection.ExecuteAsync(new CommandDefinition(sql, new { Ids = projects }, transaction, commandTimeout: 0, cancellationToken: ct));
        return removed;
    }

    private static object Json(IllustrativeCount count) => new
    {
        count.ProjectId,
        count.Package,
        count.CountedOn,
        count.By,
        Figures = count.Figures.ToDictionary(f => f.Key.Code(), f => f.Value),
    };
}
