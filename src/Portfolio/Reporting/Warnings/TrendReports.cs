using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Reporting.Warnings;

/// <summary>How warnings came and went over the past months.</summary>
public sealed class TrendReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Months shown, with the present one.</summary>
    public const int Months = 12;

    // Counted by the month of each change and summed up: every warning is read once, not once a month.
    private const string Sql = $"""
        -- Reporting.Warnings.Trend
        with changed as (
            select c.month, sum(c.opened) as opened, sum(c.resolved) as resolved, sum(c.red) as red
            from (
                select date_trunc('month', greatest(v.day, @From::date - 1))::date as month, v.opened, v.resolved, v.red
                from slippage.episode e
                join projects.project x on x.id = e.project_id
                cross join lateral (values
                    (e.opened_on, 1, 0, 0), (e.resolved_on, 0, 1, 0), (e.red_on, 0, 0, 1), (case when e.red_on is not null then e.resolved_on end, 0, 0, -1)
                ) v (day, opened, resolved, red)
                where e.severity <> 'notice' and v.day is not null and {WarningSql.Reached}
            ) c
            group by c.month
        )
        select m.month::date as month, coalesce(c.opened, 0)::int as opened, coalesce(c.resolved, 0)::int as resolved,
            (select coalesce(sum(h.opened - h.resolved), 0) from changed h where h.month <= m.month)::int as open,
            (select coalesce(sum(h.red), 0) from changed h where h.month <= m.month)::int as red
        from generate_series(@From::date, @Until::date, interval '1 month') m (month)
        left join changed c on c.month = m.month::date
        order by m.month
        """;

    /// <summary>Month by month: what opened, what was resolved, what was open at its end.</summary>
    /// <param name="actor">Who asks, within whose reach; needs <see cref="Permission.ViewWarnings"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<TrendMonth>> GetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        var until = new DateOnly(calendar.Today.Year, calendar.Today.Month, 1);
        await using var connection = await database.OpenAsync(ct);
        return [.. await connection.QueryAsync<TrendMonth>(new CommandDefinition(
            Sql, new { From = until.AddMonths(1 - Months), Until = until, actor.Reach.Province, Bodies = actor.Reach.Bodies?.ToArray() }, cancellationToken: ct))];
    }
}

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
