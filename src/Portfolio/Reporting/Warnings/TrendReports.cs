using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Warnings;

/// <summary>How warnings came and went over the past months.</summary>
public sealed class TrendReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Months shown, with the present one.</summary>
    public const int Months = 12;

    // What is kept by programme and month tells a province or the country.
    private const string Kept = """
        select greatest(k.month, @From::date - 1) as month, sum(k.opened) as opened, sum(k.resolved) as resolved, sum(k.red) as red
            from slippage.month_count k
            join plans.programme g on g.id = k.programme_id
            join plans.plan p on p.id = g.plan_id
            where @Province::text is null or p.province_code = @Province
            group by 1
        """;

    // The warnings of some bodies are few: they are found by the bodies, and each counts in the months in which it changed.
    private const string OfBodies = $"""
        select date_trunc('month', greatest(v.day, @From::date - 1))::date as month, sum(v.opened) as opened, sum(v.resolved) as resolved, sum(v.red) as red
            from (
                select w.id from projects.project_body r join slippage.episode w on w.project_id = r.project_id where r.body_id = any(@Bodies) and r.role in ('owner', 'lead')
                union
                select w.id from slippage.episode w where w.body_id = any(@Bodies)
                union
                select w.id from slippage.episode w where w.assigned_id = any(@Bodies)
            ) i
            join slippage.episode e on e.id = i.id
            join projects.project x on x.id = e.project_id
            cross join lateral (values
                (e.opened_on, 1, 0, 0), (e.resolved_on, 0, 1, 0), (e.red_on, 0, 0, 1), (case when e.red_on is not null then e.resolved_on end, 0, 0, -1)
            ) v (day, opened, resolved, red)
            where e.severity <> 'notice' and v.day is not null and {WarningSql.InProvince}
            group by 1
        """;

    private const string KeptSql = $"""
        -- Reporting.Warnings.Trend
        with changed as (
        {Kept}
        )
        {ByMonth}
        """;

    private const string OfBodiesSql = $"""
        -- Reporting.Warnings.TrendOfBodies
        with changed as (
        {OfBodies}
        )
        {ByMonth}
        """;

    // Whatever came before the first month is summed up into the one before it.
    private const string ByMonth = """
        select m.month::date as month, coalesce(c.opened, 0)::int as opened, coalesce(c.resolved, 0)::int as resolved,
            (select coalesce(sum(h.opened - h.resolved), 0) from changed h where h.month <= m.month)::int as open,
            (select coalesce(sum(h.red), 0) from changed h where h.month <= m.month)::int as red
        from generate_series(@From::date, @Until::date, interval '1 month') m (month)
        left join changed c on c.month = m.month::date
        order by m.month
        """;

    private const string StandingSql = $"""
        -- Reporting.Warnings.TrendStanding
        select (select min(k.scanned_on) from slippage.scan k) as since, exists (
            select 1
            from {IllustrativeProjects.All} i
            join projects.project x on x.id = i.project_id
            join slippage.episode e on e.project_id = x.id and e.severity <> 'notice'
            where {WarningSql.Reached}
        ) as illustrative
        """;

    /// <summary>Month by month: what opened, what was resolved, what was open at its end.</summary>
    /// <param name="actor">Who asks, within whose reach; needs <see cref="Permission.ViewWarnings"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<TrendReport> GetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        var until = new DateOnly(calendar.Today.Year, calendar.Today.Month, 1);
        var given = new { From = until.AddMonths(1 - Months), Until = until, actor.Reach.Province, Bodies = actor.Reach.Bodies?.ToArray() };
        await using var connection = await database.OpenAsync(ct);
        var months = await connection.QueryAsync<TrendMonth>(
            new CommandDefinition(actor.Reach.Bodies is null ? KeptSql : OfBodiesSql, given, cancellationToken: ct));
        var standing = await connection.QuerySingleAsync<Standing>(new CommandDefinition(StandingSql, given, cancellationToken: ct));
        return new TrendReport([.. months], standing.Since, standing.Illustrative);
    }

    private sealed record Standing(DateOnly? Since, bool Illustrative);
}

/// <summary>How warnings came and went.</summary>
/// <param name="Months">Month by month, the oldest first.</param>
/// <param name="Since">Day of the first scan: what had ended before is not known; null = none has run.</param>
/// <param name="Illustrative">Whether some of the warnings look at figures made up for demonstration.</param>
public sealed record TrendReport(IReadOnlyList<TrendMonth> Months, DateOnly? Since, bool Illustrative);

/// <summary>A month of warnings, reminders not counted.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Opened">Opened in it.</param>
/// <param name="Resolved">Whose condition ended in it.</param>
/// <param name="Open">Open at its end, or now.</param>
/// <param name="Red">Of these, red.</param>
public sealed record TrendMonth(DateOnly Month, int Opened, int Resolved, int Open, int Red)
{
    /// <summary>Open at its end and not red.</summary>
    public int Amber => Open - Red;
}
