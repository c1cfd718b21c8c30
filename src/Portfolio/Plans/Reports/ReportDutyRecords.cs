using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Directories;

namespace Portfolio.Plans.Reports;

/// <summary>Keeps the dated duties of bodies in line with what the plans ask for.</summary>
internal static class ReportDutyRecords
{
    // How far ahead duties are written: the reports of the year to come are seen before it begins.
    private const int DaysAhead = 400;

    // Reports that were due before anybody could hand them in here are no duties: they went by paper. A group reports through the bodies
    // under it, where any stand under it.
    private const string FillSql = """
        -- Plans.FillReportDuties
        with asked as materialized (
            select o.id as obligation_id, o.plan_id, coalesce(u.member_id, o.reporter_id) as body_id, o.name, o.recipient_id, d.year, d.part, d.due_on
            from plans.reporting_obligation o
            left join unnest(@Groups::bigint[], @Members::bigint[]) u (group_id, member_id) on u.group_id = o.reporter_id
            cross join lateral (
                select extract(year from o.before_date)::integer as year, 1 as part, o.before_date - 1 as due_on
                where o.frequency = 'once' and o.before_date is not null
                union all
                select y.year, 1, plans.report_due_on(y.year, o.before_month, o.before_day)
                from generate_series(extract(year from @Today::date)::integer, extract(year from @Until::date)::integer + 1) y (year)
                where o.frequency in ('half_year', 'year') and o.before_month is not null
                union all
                select y.year, q.part, plans.report_due_on(y.year, (o.before_month - 1) % 3 + 1 + (q.part - 1) * 3, o.before_day)
                from generate_series(extract(year from @Today::date)::integer, extract(year from @Until::date)::integer + 1) y (year)
                cross join generate_series(1, 4) q (part)
                where o.frequency = 'quarter' and o.before_month is not null
            ) d
        ), changed as (
            update plans.report_duty t
            set name = a.name, recipient_id = a.recipient_id, due_on = a.due_on, revision = t.revision + 1
            from asked a
            where t.obligation_id = a.obligation_id and t.body_id = a.body_id and t.year = a.year and t.part = a.part and t.handed_in_on is null
                and (t.name, t.recipient_id, t.due_on) is distinct from (a.name, a.recipient_id, a.due_on)
            returning 1
        ), added as (
            insert into plans.report_duty (plan_id, obligation_id, body_id, year, part, name, recipient_id, due_on)
            select a.plan_id, a.obligation_id, a.body_id, a.year, a.part, a.name, a.recipient_id, a.due_on
            from asked a
            where a.due_on between @Today and @Until
                and not exists (select 1 from plans.report_duty t
                    where t.obligation_id = a.obligation_id and t.body_id = a.body_id and t.year = a.year and t.part = a.part)
            order by a.due_on, a.obligation_id, a.body_id
            returning 1
        ), removed as (
            delete from plans.report_duty t
            where t.handed_in_on is null and (t.obligation_id is null or (t.due_on >= @Today
                and not exists (select 1 from asked a
                    where a.obligation_id = t.obligation_id and a.body_id = t.body_id and a.year = t.year and a.part = t.part)))
            returning 1
        )
        select (select count(*) from changed)::int + (select count(*) from added)::int + (select count(*) from removed)::int
        """;

    /// <summary>When the body of the duty <c>d</c> owed the same report before.</summary>
    public const string PreviousDueOn = """
        (select max(o.due_on) from plans.report_duty o where o.obligation_id = d.obligation_id and o.body_id = d.body_id and o.due_on < d.due_on)
        """;

    private const string LockSql = $"""
        -- Plans.LockReportDuty
        select d.id, d.plan_id, d.body_id, d.name, d.due_on, d.handed_in_on, d.note, d.revision,
            {PreviousDueOn} as previous_due_on
        from plans.report_duty d
        where d.id = @Id
        for update of d
        """;

    private const string FileSql = """
        -- Plans.ReportFile
        select d.plan_id, d.body_id, d.file_id from plans.report_duty d where d.id = @Id
        """;

    // What was not handed in after all has no file either; why it was taken back is no note of what is handed in later.
    private const string HandInSql = """
        -- Plans.HandInReport
        update plans.report_duty
        set handed_in_on = @On, handed_in_by = case when @On::date is not null then @By end, handed_in_account = case when @On::date is not null then @Account::bigint end,
            note = case when @On::date is not null and handed_in_on is null then @Note else coalesce(@Note, note) end, file_id = case when @On::date is not null then coalesce(@File, file_id) end, revision = revision + 1
        where id = @Id
        returning revision
        """;

    /// <summary>A duty as it stands until the end of the transaction; null = there is none.</summary>
    public static Task<ReportDutyRow?> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<ReportDutyRow>(new CommandDefinition(LockSql, new { Id = id }, transaction, cancellationToken: ct));

    /// <summary>A duty with its file; null = there is no such duty.</summary>
    public static Task<ReportFileRow?> FileAsync(NpgsqlConnection connection, long id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<ReportFileRow?>(new CommandDefinition(FileSql, new { Id = id }, cancellationToken: ct));

    /// <summary>Writes that it was handed in, or was not.</summary>
    /// <returns>The new version.</returns>
    public static Task<long> HandInAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, HandIn handIn, long? file, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(HandInSql, new
        {
            Id = handIn.Duty,
            handIn.On,
            By = actor.Name,
            Account = actor.AccountId,
            Note = SafeText.OrNull(handIn.Note),
            File = file,
        }, transaction, cancellationToken: ct));

    /// <summary>Writes what is owed from today on, and takes back what no plan asks for any more and nobody has handed in.</summary>
    /// <returns>Duties that changed.</returns>
    public static async Task<int> FillAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken ct)
    {
        var under = await BodyGroups.MembersAsync(connection, transaction, ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(FillSql, new
        {
            Today = today,
            Until = today.AddDays(DaysAhead),
            Groups = under.Select(m => m.Group).ToArray(),
            Members = under.Select(m => m.Member).ToArray(),
        }, transaction, commandTimeout: 0, cancellationToken: ct));
    }
}
