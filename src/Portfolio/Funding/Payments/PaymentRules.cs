using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Funding.Closing;
using Portfolio.Projects;

namespace Portfolio.Funding.Payments;

/// <summary>
/// What a payment must keep to: its day lies in the time for paying and settling its year, and there is capital for it (F4); in a
/// closed year that is only what reversals have left free since. What was carried into a year is spent first, and not later than the
/// law allows.
/// </summary>
internal static class PaymentRules
{
    // What was paid in time for the capital carried into the year: confirmed and waiting alike.
    private const string RoomSql = $"""
        -- Funding.PaymentRoom
        select k.project_id, k.source_code, k.year, coalesce(a.payable, 0) as payable, coalesce(a.paid, 0) as paid, coalesce(a.carried_in, 0) as carried_in,
            w.waiting, w.in_time, w.in_time_before,
            exists (select 1 from funding.decision d join funding.allocation x on x.plan_id = d.plan_id
                where x.project_id = k.project_id and x.source_code = k.source_code and x.year = k.year
                    and d.kind = 'closing' and d.status = 'approved' and d.withdrawn_at is null and d.closes_year >= k.year) as closed
        from unnest(@Projects::bigint[], @Sources::text[], @Years::int[], @CarryOvers::date[]) as k (project_id, source_code, year, carry_over)
        left join funding.allocation a on a.project_id = k.project_id and a.source_code = k.source_code and a.year = k.year
        cross join lateral (
            select coalesce(sum(p.amount) filter (where p.status = 'entered'), 0)::bigint as waiting, {CarrySql.InTime} as in_time,
                {CarrySql.InTimeBefore} as in_time_before
        {CarrySql.Payments}
                and (p.status = 'confirmed' or p.status = 'entered' and @Queue and p.id <> all(@Except))
        ) w
        """;

    // One document pays one thing once: the same row pasted twice is found, unless the first was reversed. The lock on the project
    // keeps a twin from coming in beside.
    private const string TwinsSql = """
        -- Funding.PaymentTwins
        select n.position
        from unnest(@Projects::bigint[], @Sources::text[], @Years::int[], @Days::date[], @Amounts::bigint[], @Documents::text[])
            with ordinality as n (project_id, source_code, year, paid_on, amount, document_number, position)
        where exists (select 1 from funding.payment p
            where p.project_id = n.project_id and p.source_code = n.source_code and p.year = n.year and p.paid_on = n.paid_on
                and p.amount = n.amount and lower(p.document_number) = lower(n.document_number) and p.status in ('entered', 'confirmed')
                and p.reverses is null and p.id <> all(@Except)
                and not exists (select 1 from funding.payment r where r.reverses = p.id and r.status = 'confirmed'))
        """;

    /// <summary>Everything that is wrong with these rows, each fault with the number of its row (from 0).</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction; the projects are locked in it.</param>
    /// <param name="rows">The payments.</param>
    /// <param name="except">Payments that these are, or replace.</param>
    /// <param name="queue">Whether they stand behind what waits already: whoever enters does, whoever confirms chooses.</param>
    /// <param name="today">Business date.</param>
    /// <param name="ct">Cancels the call.</param>
    public static async Task<IReadOnlyList<RowFault>> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(EnterPayment Entry, ProjectRow Project)> rows, long[] except,
        bool queue, DateOnly today, CancellationToken ct)
    {
        var faults = new List<RowFault>();
        var windows = await YearRules.EndsAsync(connection, transaction, rows.Select(r => r.Entry.Year), ct);
        var rooms = await RoomsAsync(connection, transaction, rows, windows, except, queue, ct);
        var twins = await TwinsAsync(connection, transaction, rows, except, ct);
        var spent = new Dictionary<(long, string, int), Spent>();
        var seen = new HashSet<(long, string, int, DateOnly, long, string)>();
        // What draws on the capital carried in comes first, wherever it stands among the rows: they are entered together.
        foreach (var i in Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].Entry.PaidOn > windows[rows[i].Entry.Year].CarryOver))
        {
            var (entry, project) = rows[i];
            var key = (project.Id, entry.Source, entry.Year);
            var day = entry.PaidOn!.Value;
            if (OfDay(day, entry.Year, windows[entry.Year], today) is { } late)
                faults.Add(new RowFault(i, late));
            if (twins.Contains(i) || !seen.Add((project.Id, entry.Source, entry.Year, day, entry.Amount.Dong, entry.DocumentNumber.Trim().ToUpperInvariant())))
                faults.Add(new RowFault(i, new FieldFailure("documentNumber", "payments.entered_twice", new Dictionary<string, object?> { ["document"] = entry.DocumentNumber })));
            // What does not fit takes no room from the rows below it: each is told what is wrong with itself.
            var before = spent.GetValueOrDefault(key);
            if (OfRoom(rooms[key], entry, day, windows[entry.Year], before) is { } over)
                faults.Add(new RowFault(i, over));
            else
                spent[key] = before.With(entry.Amount.Dong, day <= windows[entry.Year].CarryOver);
        }
        return [.. faults.OrderBy(f => f.Row)];
    }

    private static FieldFailure? OfDay(DateOnly day, int year, YearEnd window, DateOnly today)
    {
        if (day > today)
            return new FieldFailure("paidOn", "date.ahead", new Dictionary<string, object?>());
        if (day < new DateOnly(year, 1, 1) || day > window.Settled)
            return new FieldFailure("paidOn", "payments.day_outside_year", new Dictionary<string, object?>
            {
                ["year"] = year.ToString(CultureInfo.InvariantCulture),
                ["from"] = new DateOnly(year, 1, 1),
                ["to"] = window.Settled,
            });
        return null;
    }

    private static FieldFailure? OfRoom(Room room, EnterPayment entry, DateOnly day, YearEnd window, Spent spent)
    {
        var year = entry.Year.ToString(CultureInfo.InvariantCulture);
        // What was not spent of it in time lapsed with the closing, and is not payable any more.
        var carriedIn = room.Closed ? Math.Min(room.CarriedIn, room.InTimeBefore) : room.CarriedIn;
        var lapsed = day > window.CarryOver ? Math.Max(0, carriedIn - room.InTime - spent.InTime) : 0;
        var left = Math.Max(0, room.Payable - lapsed - room.Paid - room.Waiting - spent.Total);
        if (entry.Amount.Dong <= left)
            return null;
        if (room.Closed && lapsed == 0 && left == 0)
            return new FieldFailure("year", "payments.year_closed", new Dictionary<string, object?> { ["year"] = year });
        var code = lapsed > 0 ? "payments.over_payable_lapsed" : room.Closed ? "payments.over_recovered" : "payments.over_payable";
        return new FieldFailure("amount", code, new Dictionary<string, object?>
        {
            ["year"] = year,
            ["lapsed"] = new Vnd(lapsed),
            ["until"] = window.CarryOver,
            ["left"] = new Vnd(left),
            ["payable"] = new Vnd(room.Payable),
            ["paid"] = new Vnd(room.Paid),
            ["waiting"] = new Vnd(room.Waiting + spent.Total),
            ["excess"] = new Vnd(entry.Amount.Dong - left),
        });
    }

    private static async Task<Dictionary<(long, string, int), Room>> RoomsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(EnterPayment Entry, ProjectRow Project)> rows,
        IReadOnlyDictionary<int, YearEnd> windows, long[] except, bool queue, CancellationToken ct)
    {
        var keys = rows.Select(r => (r.Project.Id, r.Entry.Source, r.Entry.Year)).Distinct().ToList();
        return (await connection.QueryAsync<Room>(new CommandDefinition(RoomSql, new
        {
            Projects = keys.Select(k => k.Id).ToArray(),
            Sources = keys.Select(k => k.Source).ToArray(),
            Years = keys.Select(k => k.Year).ToArray(),
            CarryOvers = keys.Select(k => windows[k.Year].CarryOver).ToArray(),
            Except = except,
            Queue = queue,
        }, transaction, cancellationToken: ct))).ToDictionary(r => (r.ProjectId, r.SourceCode, r.Year));
    }

    private static async Task<HashSet<int>> TwinsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(EnterPayment Entry, ProjectRow Project)> rows, long[] except,
        CancellationToken ct) =>
        [.. (await connection.QueryAsync<long>(new CommandDefinition(TwinsSql, new
        {
            Projects = rows.Select(r => r.Project.Id).ToArray(), Sources = rows.Select(r => r.Entry.Source).ToArray(),
            Years = rows.Select(r => r.Entry.Year).ToArray(), Days = rows.Select(r => r.Entry.PaidOn!.Value).ToArray(),
            Amounts = rows.Select(r => r.Entry.Amount.Dong).ToArray(), Documents = rows.Select(r => r.Entry.DocumentNumber.Trim()).ToArray(),
            Except = except,
        }, transaction, cancellationToken: ct))).Select(position => (int)position - 1)];

    // InTime: by the last day for what was carried into the year; InTimeBefore: of that what was confirmed before the year was closed.
    private sealed record Room(
        long ProjectId, string SourceCode, int Year, long Payable, long Paid, long CarriedIn, long Waiting, long InTime, long InTimeBefore,
        bool Closed);

    // What the rows that fit take of one cell.
    private readonly record struct Spent(long Total, long InTime)
    {
        public Spent With(long amount, bool inTime) => new(Total + amount, InTime + (inTime ? amount : 0));
    }
}

/// <summary>A fault of one row of several.</summary>
/// <param name="Row">Number of the row, from 0.</param>
/// <param name="Fault">The fault.</param>
public sealed record RowFault(int Row, FieldFailure Fault);
