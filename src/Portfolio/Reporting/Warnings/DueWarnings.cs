using Dapper;
using Npgsql;
using Portfolio.Slippage.Answers;

namespace Portfolio.Reporting.Warnings;

/// <summary>Who is to be told of which warning on a day, whether it is new, repeated, passed on to somebody above, or has ended.</summary>
internal static class DueWarnings
{
    // Whom mail reaches. The people of a body are the owners' accounts bound to it; a dead address reaches nobody.
    private const string People = """
        people as materialized (
            select a.id as account_id, a.display_name as name, a.email as address, a.role, a.province_code as province
            from accounts.account a
            where a.active and a.email is not null
                and not exists (select 1 from notifications.suppressed_address s where s.lifted_at is null and s.address_key = lower(a.email))
        )
        """;

    // Repeats rest for some days from the first acknowledgement on, counted anew when it becomes red: whoever acknowledges again and again silences nothing.
    private const string Active = """
        known as materialized (
            select e.id, min(r.entered_on) as first_known
            from slippage.episode e
            join slippage.remark r on r.episode_id = e.id and r.kind = 'acknowledged' and r.entered_on >= coalesce(e.red_on, e.opened_on)
            where e.resolved_on is null and e.acknowledged_on is not null
            group by e.id
        ), active as materialized (
            select e.id, e.rule_code, e.severity, e.subject_type, e.subject_id, e.project_id, coalesce(e.assigned_id, e.body_id, s.body_id) as body_id, e.since, e.until, e.measure,
                e.bound, e.amount, e.opened_on, e.red_on, coalesce(s.at_risk, 0) as at_risk, coalesce(p.province_code, b.province_code) as province_code,
                @Today - case when e.severity = 'red' then coalesce(e.red_on, e.opened_on) else e.opened_on end as age, @Today - e.opened_on as open_days,
                coalesce(@Today < k.first_known + @Pause::int and @Today <= e.expected_on, false) as paused
            from slippage.episode e
            left join known k on k.id = e.id
            left join slippage.project_state s on s.project_id = e.project_id
            left join projects.project x on x.id = e.project_id
            left join plans.plan p on p.id = x.plan_id
            left join directory.body b on b.id = coalesce(e.assigned_id, e.body_id, s.body_id)
            where e.resolved_on is null
        )
        """;

    // The people of a body answer for its work (those of its department where it is one and nobody else is bound to it), and where it has none besides
    // its head, he does; its head is told after a while, and where nobody is
    // named as such, the people of the nearest body above. A body that nobody can be reached at is answered for by the one above it, and where there
    // is none, by the administrators.
    private const string Chain = """
        chain (body_id, at, height) as (
            select distinct a.body_id, a.body_id, 0 from active a where a.body_id is not null
            union all
            select c.body_id, b.parent_id, c.height + 1
            from chain c
            join directory.body b on b.id = c.at
            where b.parent_id is not null and c.height < 20
        ), crew as materialized (
            select y.body_id as at, y.account_id, y.head, bool_and(y.head) over body as heads_only, bool_or(y.head) over body as headed
            from (
                select ab.body_id, ab.account_id, ab.head
                from accounts.account_body ab
                join people h on h.account_id = ab.account_id and h.role = 'Owner'
                union all
                select d.body_id, d.account_id, false
                from accounts.department d
                join people h on h.account_id = d.account_id
                where not exists (
                    select 1 from accounts.account_body ab join people o on o.account_id = ab.account_id and o.role = 'Owner' where ab.body_id = d.body_id)
            ) y
            window body as (partition by y.body_id)
        ), manned as materialized (
            select c.body_id, c.at, row_number() over (partition by c.body_id order by c.height) as place
            from chain c
            where exists (select 1 from crew w where w.at = c.at)
        ), answering as materialized (
            select m.body_id, w.account_id, case when w.head and not w.heads_only then 1 else 0 end as level
            from manned m
            join crew w on w.at = m.at
            where m.place = 1
            union all
            select m.body_id, w.account_id, 1
            from manned m
            join crew w on w.at = m.at
            where m.place = 2 and m.body_id in (select f.body_id from manned f join crew k on k.at = f.at where f.place = 1 and not k.headed)
        )
        """;

    // It is passed on while it lasts since somebody was told of it; where nobody could be, since it began.
    private const string Recipients = """
        answers as materialized (
            select a.id, n.account_id from active a join answering n on n.body_id = a.body_id and n.level = 0
            union all
            select a.id, h.account_id
            from active a
            join people h on h.role = case when a.subject_type = 'ledger' then 'Finance' else 'Administrator' end
                and (h.province is null or a.province_code is null or h.province = a.province_code)
            where not exists (select 1 from answering n where n.body_id = a.body_id)
        ), lasting as materialized (
            select a.id, a.body_id, a.province_code, case when w.id is null then a.open_days else @Today - coalesce(t.first_on, @Today) end as days
            from active a
            left join (select distinct id from answers) w on w.id = a.id
            left join (select o.episode_id, min(o.first_on) as first_on from notifications.told o where o.severity <> 'notice' group by o.episode_id) t on t.episode_id = a.id
            where a.severity <> 'notice'
        ), asked as (
            select w.id, w.account_id, 0 as level from answers w
            union all
            select l.id, n.account_id, 1 from lasting l join answering n on n.body_id = l.body_id and n.level = 1 where l.days >= 7
            union all
            select l.id, h.account_id, 2
            from lasting l
            join people h on h.role in ('Finance', 'Construction') and (h.province is null or h.province = l.province_code)
            where l.days >= 14
            union all
            select l.id, h.account_id, 3
            from lasting l
            join people h on h.role = 'Leader' and (h.province is null or h.province = l.province_code)
            where l.days >= 30
        ), recipient as (
            select k.id, k.account_id, min(k.level) as level from asked k group by k.id, k.account_id
        )
        """;

    // Repeats come after 1, 3, 7 and 14 days, then every 14. New is what was not told as what it is now; red that eased and came back is, too.
    private const string Standing = """
        standing as (
            select r.id, r.account_id, r.level, a.severity, a.paused, t.severity as told, t.step as told_step,
                t.severity is null or t.severity = 'notice' and a.severity <> 'notice' or a.severity = 'red' and (t.severity <> 'red' or a.red_on > t.told_on) as fresh,
                case
                    when a.severity = 'notice' then coalesce(a.measure, 0)::int
                    when a.age < 1 then 0
                    when a.age < 3 then 1
                    when a.age < 7 then 2
                    when a.age < 14 then 3
                    else 3 + a.age / 14
                end as step
            from recipient r
            join active a on a.id = r.id
            left join notifications.told t on t.episode_id = r.id and t.account_id = r.account_id
        )
        """;

    private const string OfDigest = """
        due as (
            select s.id, s.account_id, s.level, s.step, case
                    when s.severity = 'notice' then 'reminder'
                    when s.told is null and s.level > 0 then 'escalated'
                    when s.fresh then 'new'
                    else 'due'
                end as part
            from standing s
            where case
                when s.severity = 'notice' then (s.told is null or s.told_step <> s.step)
                    and not exists (select 1 from notifications.preference f where f.account_id = s.account_id and not f.reminders)
                when s.fresh then true
                else s.step > s.told_step and not s.paused
            end
            union all
            -- Of a reminder nobody is told that it has served.
            select t.episode_id, t.account_id, 0, 0, 'resolved'
            from notifications.told t
            join slippage.episode e on e.id = t.episode_id
            where e.resolved_on is not null and t.severity <> 'notice'
        )
        """;

    private const string OfRed = """
        due as (
            select s.id, s.account_id, s.level, s.step, 'new' as part
            from standing s
            where s.severity = 'red' and s.level = 0 and s.fresh
        )
        """;

    private const string Told = $"""
        select h.account_id, h.name, h.address, h.role, u.level, h.province, coalesce(f.language, 'vi') as language, coalesce(f.digest_minute, 450) as digest_minute, u.part, u.step,
        {WarningSql.Illustrative} as illustrative,
        {WarningSql.Columns}
        {WarningSql.Tables}
        join due u on u.id = e.id
        join people h on h.account_id = u.account_id
        left join notifications.preference f on f.account_id = u.account_id
        order by h.account_id, u.part = 'resolved', coalesce(s.at_risk, 0) desc, e.severity = 'red' desc, e.id
        """;

    // A few of every severity, the latest: what a preview shows need not be what hangs most.
    private const string ShownSql = $"""
        -- Reporting.WarningsOfPreview
        select
        {WarningSql.Columns}
        {WarningSql.Tables}
        join (
            select n.id from (values ('red'), ('amber'), ('notice')) v (severity)
            cross join lateral (
                select w.id
                from slippage.episode w
                left join projects.project q on q.id = w.project_id
                left join plans.plan p on p.id = q.plan_id
                where w.resolved_on is null and w.severity = v.severity and (@Province::text is null or p.province_code = @Province)
                order by w.id desc
                limit 3
            ) n
        ) shown on shown.id = e.id
        order by e.severity = 'red' desc, coalesce(s.at_risk, 0) desc, e.id
        """;

    private const int DaysOfNews = 14;

    private const string OldNewsSql = """
        -- Reporting.OldNewsOfWarnings
        select t.episode_id, t.account_id
        from notifications.told t
        join slippage.episode e on e.id = t.episode_id
        where e.resolved_on is not null and (t.severity = 'notice' or e.resolved_on < @Today::date - @Days::int)
        """;

    private const string DigestSql = $"""
        -- Reporting.WarningsOfDigest
        with recursive
        {People}
        ,
        {Active}
        ,
        {Chain}
        ,
        {Recipients}
        ,
        {Standing}
        ,
        {OfDigest}
        {Told}
        """;

    private const string RedSql = $"""
        -- Reporting.NewRedWarnings
        with recursive
        {People}
        ,
        {Active}
        ,
        {Chain}
        ,
        {Recipients}
        ,
        {Standing}
        ,
        {OfRed}
        {Told}
        """;

    /// <summary>What digests of a day say, by account and what hangs on it.</summary>
    public static Task<IReadOnlyList<DueWarning>> OfDigestAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken ct) =>
        ReadAsync(DigestSql, connection, transaction, today, ct);

    /// <summary>Red warnings that those who answer for the work do not know of yet.</summary>
    public static Task<IReadOnlyList<DueWarning>> NewRedAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken ct) =>
        ReadAsync(RedSql, connection, transaction, today, ct);

    /// <summary>What was told and is of no interest any more: reminders that have served, and endings of which somebody could not be told for long.</summary>
    public static async Task<IReadOnlyList<OldNews>> OldNewsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken ct) =>
        (await connection.QueryAsync<OldNews>(new CommandDefinition(
            OldNewsSql, new { Today = today, Days = DaysOfNews }, transaction, commandTimeout: 0, cancellationToken: ct))).AsList();

    /// <summary>Some active warnings, to show what a mail would look like.</summary>
    public static async Task<IReadOnlyList<DueWarning>> ShownAsync(NpgsqlConnection connection, string? province, CancellationToken ct) =>
        (await connection.QueryAsync<DueWarning>(new CommandDefinition(ShownSql, new { Province = province }, cancellationToken: ct))).AsList();

    private static async Task<IReadOnlyList<DueWarning>> ReadAsync(
        string sql, NpgsqlConnection connection, NpgsqlTransaction transaction, DateOnly today, CancellationToken ct) =>
        (await connection.QueryAsync<DueWarning>(new CommandDefinition(sql, new { Today = today, Pause = AnswerPause.Days }, transaction, commandTimeout: 0, cancellationToken: ct))).AsList();
}

/// <summary>Somebody who was told of a warning that has ended.</summary>
/// <param name="EpisodeId">The warning.</param>
/// <param name="AccountId">Who was told.</param>
internal sealed record OldNews(long EpisodeId, long AccountId);
