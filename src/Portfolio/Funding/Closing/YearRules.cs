using Dapper;
using Npgsql;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Plans;

namespace Portfolio.Funding.Closing;

/// <summary>When the year of a plan may be closed: the earlier ones are, and no payment of it waits for a word.</summary>
internal static class YearRules
{
    private const string Settlement = "capital.year_end.settlement";
    private const string Latest = "capital.carry_over.latest";

    private const string BarSql = """
        -- Funding.ClosingBars
        select
            (select count(*) from funding.payment p where p.plan_id = @PlanId and p.year = @Year and p.status = 'entered')::int as waiting,
            (select min(y) from generate_series(@From, @Year - 1) y
                where exists (select 1 from funding.allocation a where a.plan_id = @PlanId and a.year = y and a.payable > 0)
                    and not exists (select 1 from funding.decision d
                        where d.plan_id = @PlanId and d.kind = 'closing' and d.closes_year = y and d.status = 'approved' and d.withdrawn_at is null)
            ) as open_before,
            exists (select 1 from funding.decision d
                where d.plan_id = @PlanId and d.kind = 'closing' and d.closes_year = @Year and d.status = 'approved' and d.withdrawn_at is null) as closed
        """;

    private const string ClosedToSql = """
        -- Funding.ClosedTo
        select max(closes_year) from funding.decision
        where plan_id = @PlanId and kind = 'closing' and status = 'approved' and withdrawn_at is null
        """;

    /// <summary>Last day on which the accounts of a budget year are settled; the year is closed after it.</summary>
    public static async Task<DateOnly> SettledOnAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, int year, CancellationToken ct) =>
        (await EndsAsync(connection, transaction, [year], ct))[year].Settled;

    /// <summary>Last day on which what was carried into a budget year may be paid out.</summary>
    public static async Task<DateOnly> CarriedInUntilAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, int year, CancellationToken ct) =>
        (await EndsAsync(connection, transaction, [year], ct))[year].CarryOver;

    /// <summary>Both days of several budget years, as the law stands at the end of each.</summary>
    public static async Task<IReadOnlyDictionary<int, YearEnd>> EndsAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IEnumerable<int> years, CancellationToken ct)
    {
        int[] wanted = [.. years.Distinct()];
        var law = await LawLookup.OnDaysAsync(
            connection, transaction, [Settlement, Latest], [.. wanted.Select(LastDay)], ct);
        // The second parameter speaks of the year after the one the capital was given for, which is the one it was carried into.
        return wanted.ToDictionary(y => y, y => new YearEnd(
            LawLookup.MonthDay(law[(LastDay(y), Settlement)], y + 1), LawLookup.MonthDay(law[(LastDay(y), Latest)], y)));
    }

    /// <summary>The last day for what was carried in of several years, as far as the law says anything of them.</summary>
    public static async Task<CarryDays> CarriedInUntilAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IEnumerable<int> years, CancellationToken ct)
    {
        var law = await LawLookup.OnDaysAsync(connection, transaction, [Latest], [.. years.Distinct().Order().Select(LastDay)], ct);
        return new CarryDays([.. law.Keys.Select(k => k.On.Year)], [.. law.Select(l => LawLookup.MonthDay(l.Value, l.Key.On.Year))]);
    }

    /// <summary>Last year of a plan that is closed; null while none is. Nothing is given in it, or before it, any more.</summary>
    public static Task<int?> ClosedToAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long planId, CancellationToken ct) =>
        connection.QuerySingleAsync<int?>(new CommandDefinition(ClosedToSql, new { PlanId = planId }, transaction, cancellationToken: ct));

    /// <exception cref="RuleException">The year is not settled yet or closed already, an earlier one is open, or payments wait.</exception>
    public static async Task DemandClosableAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlanRow plan, int year, DateOnly today, CancellationToken ct)
    {
        var settled = await SettledOnAsync(connection, transaction, year, ct);
        if (today <= settled)
            throw new RuleException("capital.year_not_over", new Dictionary<string, object?> { ["year"] = Text(year), ["settled"] = settled });
        var bars = await connection.QuerySingleAsync<Bars>(new CommandDefinition(
            BarSql, new { PlanId = plan.Id, Year = year, From = plan.PeriodFrom }, transaction, cancellationToken: ct));
        var arguments = new Dictionary<string, object?> { ["year"] = Text(year) };
        if (bars.Closed)
            throw new RuleException("capital.year_closed_already", arguments);
        if (bars.OpenBefore is { } earlier)
            throw new RuleException("capital.earlier_year_open", new Dictionary<string, object?> { ["year"] = Text(year), ["earlier"] = Text(earlier) });
        if (bars.Waiting > 0)
            throw new RuleException("capital.payments_waiting", new Dictionary<string, object?> { ["year"] = Text(year), ["count"] = bars.Waiting });
    }

    private static DateOnly LastDay(int year) => new(year, 12, 31);

    private static string Text(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Bars(int Waiting, int? OpenBefore, bool Closed);
}

/// <summary>Budget years, and beside each the last day on which what was carried into it may be paid out.</summary>
internal sealed record CarryDays(int[] Years, DateOnly[] Days);

/// <summary>The last days of the capital of a budget year.</summary>
/// <param name="Settled">Last day on which its accounts are settled.</param>
/// <param name="CarryOver">Last day on which what was carried into it may be paid out.</param>
internal sealed record YearEnd(DateOnly Settled, DateOnly CarryOver);
