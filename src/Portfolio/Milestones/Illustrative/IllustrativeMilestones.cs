using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Milestones.Forecasts;

namespace Portfolio.Milestones.Illustrative;

/// <summary>
/// Puts made-up schedules into projects, and takes them out again without a trace. The dates of documents never move; what was
/// said of a document's milestone is taken back. A project of which officers have changed anything keeps all of it.
/// </summary>
internal static class IllustrativeMilestones
{
    private const string FreeSql = """
        -- Milestones.FreeOfPlans
        select i.id from unnest(@Ids::bigint[]) as i (id)
        where not exists (select 1 from milestones.milestone m where m.project_id = i.id and m.document_precision is null)
            and not exists (select 1 from milestones.date_entry e where e.project_id = i.id and e.figure_basis <> 'official')
            and not exists (select 1 from milestones.remark r where r.project_id = i.id)
        order by i.id
        """;

    private const string AddSql = """
        -- Milestones.AddIllustrative
        insert into milestones.milestone (project_id, plan_id, code, kind_code, name, weight, planned_on, planned_precision, planned_text,
            baseline_on, baseline_precision, baseline_text, figure_basis)
        select r.project_id, r.plan_id, r.code, r.kind_code, coalesce(r.name, k.name), r.weight, r.planned_on, r.planned_precision, r.planned_text,
            r.planned_on, r.planned_precision, r.planned_text, 'illustrative'
        from rows from (jsonb_to_recordset(cast(@Rows as jsonb)) as (project_id bigint, plan_id bigint, code text, kind_code text, name text,
            weight integer, planned_on date, planned_precision text, planned_text text)) with ordinality as r
        join milestones.kind k on k.code = r.kind_code
        order by r.ordinality
        """;

    private const string WeighSql = """
        -- Milestones.WeighDocuments
        update milestones.milestone m
        set weight = r.weight, revision = nextval('milestones.revision')
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, code text, weight integer)
        where m.project_id = r.project_id and m.code = r.code
        """;

    private const string LinkSql = """
        -- Milestones.LinkIllustrative
        insert into milestones.dependency (milestone_id, predecessor_id, project_id, lag_days)
        select m.id, p.id, m.project_id, r.lag_days
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, code text, after text, lag_days integer)
        join milestones.milestone m on m.project_id = r.project_id and m.code = r.code
        join milestones.milestone p on p.project_id = r.project_id and p.code = r.after
        """;

    private const string BlockSql = """
        -- Milestones.BlockIllustrative
        insert into milestones.land_block (milestone_id, package_id, project_id, lag_days)
        select m.id, r.package_id, m.project_id, r.lag_days
        from jsonb_to_recordset(cast(@Rows as jsonb)) as r (project_id bigint, code text, package_id bigint, lag_days integer)
        join milestones.milestone m on m.project_id = r.project_id and m.code = r.code
        """;

    // "Done" counts as met at once, but for key milestones where the province confirms: there the confirmation follows.
    private const string PostSql = """
        -- Milestones.PostIllustrative
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, now_on, now_precision, now_text,
            reason_code, note, entered_by, entered_on, entered_at, figure_basis)
        select m.id, m.project_id, f.field, f.was_on, f.was_precision, f.was_text, f.now_on, f.now_precision, f.now_text,
            r.reason, r.note, r.by, r.said_on, (r.said_on + time '09:00') at time zone 'Asia/Ho_Chi_Minh', 'illustrative'
        from rows from (jsonb_to_recordset(cast(@Rows as jsonb)) as (project_id bigint, milestone text, said_on date, by text, field text, now_on date,
            now_precision text, now_text text, reason text, note text)) with ordinality as r
        join milestones.milestone m on m.project_id = r.project_id and m.code = r.milestone
        join milestones.kind k on k.code = m.kind_code
        cross join lateral (
            select 'planned' as field, m.planned_on as was_on, m.planned_precision as was_precision, m.planned_text as was_text,
                r.now_on, r.now_precision, r.now_text
            where r.field = 'planned'
            union all
            select 'stated', m.stated_on, m.stated_precision, m.stated_text, r.now_on, r.now_precision, r.now_text where r.field = 'stated'
            union all
            select 'reported', m.reported_on, null, null, r.now_on, null, null where r.field = 'done'
            union all
            select 'met', m.met_on, null, null, r.now_on, null, null where r.field = 'done' and not (k.is_key and @Confirms)
            union all
            select 'met', m.met_on, null, null, m.reported_on, null, null where r.field = 'confirmed' and m.met_on is null
            union all
            select 'confirmed', m.confirmed_on, null, null, r.said_on, null, null where r.field = 'confirmed'
        ) f
        order by r.ordinality
        """;

    private const string RemarkSql = """
        -- Milestones.RemarkIllustrative
        insert into milestones.remark (milestone_id, project_id, text, percent, entered_by, entered_on, entered_at, figure_basis)
        select m.id, m.project_id, r.note, r.percent, r.by, r.said_on, (r.said_on + time '09:00') at time zone 'Asia/Ho_Chi_Minh', 'illustrative'
        from rows from (jsonb_to_recordset(cast(@Rows as jsonb)) as (project_id bigint, milestone text, said_on date, by text, note text, percent integer))
            with ordinality as r
        join milestones.milestone m on m.project_id = r.project_id and m.code = r.milestone
        order by r.ordinality
        """;

    // What stands of a milestone is what was said of it last; nothing more was said of it than is entered.
    private const string HearSql = """
        -- Milestones.HearEntries
        update milestones.milestone m
        set percent = s.percent, weight = case when @Back then 1 else m.weight end, updated_at = s.heard_at, revision = nextval('milestones.revision')
        from (
            select i.id, coalesce((
                    select r.percent from milestones.remark r
                    where r.milestone_id = i.id and r.percent is not null order by r.entered_at desc, r.id desc limit 1), 0) as percent,
                greatest((select max(e.entered_at) from milestones.date_entry e where e.milestone_id = i.id),
                    (select max(r.entered_at) from milestones.remark r where r.milestone_id = i.id)) as heard_at
            from milestones.milestone i
            where i.project_id = any(@Ids)
        ) s
        where m.id = s.id and (m.percent, m.updated_at) is distinct from (s.percent, s.heard_at) or m.id = s.id and @Back and m.weight <> 1
        """;

    // Whoever changes a milestone leaves its hour; an entry of the demonstration leaves that of the entry.
    private const string UntouchedSql = """
        -- Milestones.UntouchedIllustrative
        select distinct i.project_id
        from milestones.milestone i
        where (@Ids::bigint[] is null or i.project_id = any(@Ids)) and i.figure_basis = 'illustrative'
            and not exists (
                select 1 from milestones.milestone m
                where m.project_id = i.project_id and (m.figure_basis = 'entered'
                    or m.updated_at is distinct from greatest((select max(e.entered_at) from milestones.date_entry e where e.milestone_id = m.id),
                        (select max(r.entered_at) from milestones.remark r where r.milestone_id = m.id))))
            and not exists (select 1 from milestones.date_entry e where e.project_id = i.project_id and e.figure_basis = 'entered')
            and not exists (select 1 from milestones.remark r where r.project_id = i.project_id and r.figure_basis = 'entered')
        order by i.project_id
        """;

    private const string BackSql = """
        -- Milestones.TakeBackIllustrative
        insert into milestones.date_entry (milestone_id, project_id, field, was_on, was_precision, was_text, entered_by, entered_on, figure_basis)
        select m.id, m.project_id, f.field, f.was_on, f.was_precision, f.was_text, 'seeds', @Today, 'illustrative'
        from milestones.milestone m
        cross join lateral (
            values ('stated', m.stated_on, m.stated_precision, m.stated_text), ('reported', m.reported_on, null, null),
                ('met', m.met_on, null, null), ('confirmed', m.confirmed_on, null, null)
        ) as f (field, was_on, was_precision, was_text)
        where m.project_id = any(@Ids) and m.document_precision is not null and f.was_on is not null
        """;

    private const string ForgetSql = """
        -- Milestones.ForgetIllustrativeRemarks
        delete from milestones.remark where project_id = any(@Ids) and figure_basis = 'illustrative'
        """;

    private const string ForgetDatesSql = """
        -- Milestones.ForgetIllustrativeDates
        delete from milestones.date_entry where project_id = any(@Ids) and figure_basis = 'illustrative'
        """;

    private const string RemoveSql = """
        -- Milestones.RemoveIllustrative
        delete from milestones.milestone where project_id = any(@Ids) and figure_basis = 'illustrative'
        """;

    private const string RemoveStatesSql = """
        -- Milestones.RemoveEmptyStates
        delete from milestones.project_state s
        where s.project_id = any(@Ids) and not exists (select 1 from milestones.milestone m where m.project_id = s.project_id)
        """;

    /// <summary>Of these projects, the ones that have no schedule but what documents say, of which nobody has said anything.</summary>
    public static async Task<IReadOnlyList<long>> FreeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(FreeSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Writes schedules; the projects are locked, and forecast by the caller.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction.</param>
    /// <param name="schedule">Schedules of projects that are free.</param>
    /// <param name="confirms">Whether the construction department confirms what is done.</param>
    /// <param name="ct">Cancels the load.</param>
    public static async Task LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IllustrativeSchedule schedule, bool confirms, CancellationToken ct)
    {
        await WriteAsync(AddSql, schedule.Milestones.Where(m => !m.OfDocument));
        await WriteAsync(WeighSql, schedule.Milestones.Where(m => m.OfDocument));
        await WriteAsync(LinkSql, schedule.Links);
        foreach (var round in Rounds(schedule.Updates.Where(u => u.Field is not null)))
            await WriteAsync(PostSql, round);
        await WriteAsync(RemarkSql, schedule.Updates.Where(u => u.Field is null).OrderBy(u => u.SaidOn));
        await connection.ExecuteAsync(new CommandDefinition(
            HearSql, new { Ids = schedule.Milestones.Select(m => m.ProjectId).Distinct().ToArray(), Back = false }, transaction, cancellationToken: ct));

        Task WriteAsync<T>(string sql, IEnumerable<T> rows) => connection.ExecuteAsync(new CommandDefinition(
            sql, new { Rows = Import.Rows<T>([.. rows]), Confirms = confirms }, transaction, commandTimeout: 0, cancellationToken: ct));
    }

    /// <summary>Lets milestones wait for land.</summary>
    public static Task BlockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<IllustrativeBlock> blocks, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(BlockSql, new { Rows = Import.Rows(blocks) }, transaction, cancellationToken: ct));

    /// <summary>The projects with a made-up schedule on which no officer has worked.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction.</param>
    /// <param name="ids">Among these; null = among all.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<IReadOnlyList<long>> UntouchedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[]? ids, CancellationToken ct) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(UntouchedSql, new { Ids = ids }, transaction, cancellationToken: ct))];

    /// <summary>Takes the schedules of these projects back, once their land is.</summary>
    /// <returns>Number of milestones.</returns>
    public static async Task<int> WithdrawAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] projects, DateOnly today, CancellationToken ct)
    {
        foreach (var sql in (string[])[BackSql, ForgetSql, ForgetDatesSql])
            await RunAsync(sql);
        var removed = await RunAsync(RemoveSql);
        foreach (var sql in (string[])[HearSql, RemoveStatesSql])
            await RunAsync(sql);
        await ForecastService.RefreshAsync(connection, transaction, projects, today, ct);
        return removed;

        Task<int> RunAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(
            sql, new { Ids = projects, Today = today, Back = true }, transaction, commandTimeout: 0, cancellationToken: ct));
    }

    // A statement moves a date of a milestone once, and the entries of a project stand in the order of their days.
    private static IEnumerable<IEnumerable<IllustrativeUpdate>> Rounds(IEnumerable<IllustrativeUpdate> updates)
    {
        var rounds = new List<(int Round, IllustrativeUpdate Update)>();
        foreach (var project in updates.GroupBy(u => u.ProjectId))
        {
            var (round, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
            foreach (var update in project.OrderBy(u => u.SaidOn))
            {
                if (!seen.Add(update.Milestone))
                {
                    round++;
                    seen = [update.Milestone];
                }
                rounds.Add((round, update));
            }
        }
        return rounds.GroupBy(r => r.Round, r => r.Update).OrderBy(g => g.Key);
    }
}
