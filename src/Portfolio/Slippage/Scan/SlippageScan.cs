using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Plans.Reports;
using Portfolio.Slippage.Rules;

namespace Portfolio.Slippage.Scan;

/// <summary>Finds work that slips: every rule over all work.</summary>
public sealed class SlippageScan(PortfolioDatabase database, BusinessCalendar calendar)
{
    /// <summary>Longest outage whose days are judged one by one, in days; of what lies further back the calendar of the rules alone tells.</summary>
    public const int DaysJudged = 14;

    /// <summary>Whether a scan has ever run.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<bool> HasRunAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        await using var connection = await database.OpenAsync(ct);
        return await ScanRecords.LastAsync(connection, null, ct) is not null;
    }

    /// <summary>
    /// Brings all warnings to what holds today; a second scan of unchanged work writes nothing. Days without a scan are judged as well, so that
    /// an outage leaves what scans on each of them would have left.
    /// </summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="ct">Cancels the scan: then nothing of it is kept.</param>
    public Task<ScanCounts> RunAsync(Actor actor, CancellationToken ct) => RunAsync(actor, always: true, ct);

    /// <summary>The same, unless a scan has run today: for whoever builds on what a scan found, also after a night in which none could run.</summary>
    /// <inheritdoc cref="RunAsync(Actor, CancellationToken)"/>
    public Task<ScanCounts> CatchUpAsync(Actor actor, CancellationToken ct) => RunAsync(actor, always: false, ct);

    private async Task<ScanCounts> RunAsync(Actor actor, bool always, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            // Waits for a scan that runs.
            await ScanRecords.LockAsync(connection, transaction, ct);
            var (today, started) = (calendar.Today, calendar.Now.ToUniversalTime());
            var last = await ScanRecords.LastAsync(connection, transaction, ct);
            if (last == today && !always)
                return ScanCounts.None;
            await ReportDutyRecords.FillAsync(connection, transaction, today, ct);
            await ScanRecords.StatesAsync(connection, transaction, today, ct);
            await HeardRecords.HearAsync(connection, transaction, ct);
            var counts = ScanCounts.None;
            foreach (var rule in Rule.All)
                counts += await JudgeAsync(connection, transaction, rule, today, last, ct);
            await ScanRecords.ColoursAsync(connection, transaction, ct);
            if (counts.Any || last != today)
                await ScanRecords.KeepAsync(connection, transaction, actor.Name, today, started, counts, ct);
            return counts;
        }, ct);
    }

    /// <summary>The days that are judged: those since the last scan, and today.</summary>
    internal static IEnumerable<DateOnly> Days(DateOnly today, DateOnly? last)
    {
        var first = last is { } day && day < today ? day.AddDays(1) : today;
        if (first < today.AddDays(1 - DaysJudged))
            first = today.AddDays(1 - DaysJudged);
        for (var judged = first; judged <= today; judged = judged.AddDays(1))
            yield return judged;
    }

    private static async Task<ScanCounts> JudgeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Rule rule, DateOnly today, DateOnly? last, CancellationToken ct)
    {
        var counts = ScanCounts.None;
        foreach (var day in rule.OfAnyDay ? Days(today, last) : [today])
        {
            counts += await ScanRecords.MergeAsync(connection, transaction, rule, day, last, ct);
            last = day;
        }
        return counts;
    }
}
