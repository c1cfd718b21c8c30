using Dapper;
using Npgsql;

namespace Portfolio.Tests.Funding.Properties;

/// <summary>
/// What was seen at moments of rest, held against what is there later: approved decisions and lines stay as they were (F6, F7),
/// and the plan as of a day is the fold over the decisions up to it (F8).
/// </summary>
internal sealed class History(long planId)
{
    // The prefix of every ledger up to what was there at the last rest.
    private const string PrefixSql = """
        select coalesce(md5(string_agg(t, e'\n' order by k, id)), '') as digest
        from (
            select 1 as k, id, x::text as t from funding.need_line x where id <= @Needs
            union all select 2, id, x::text from funding.allocation_line x where id <= @Allocations
            union all select 3, id, x::text from funding.payment_line x where id <= @Payments
            union all select 4, id, x::text from funding.ceiling_line x where id <= @Ceilings
            union all select 5, id, x::text from funding.decision x where id = any(@Approved)
            union all select 6, id, x::text from funding.payment x where id = any(@Confirmed)
        ) l
        """;

    private const string MarksSql = """
        select coalesce((select max(id) from funding.need_line), 0) as needs, coalesce((select max(id) from funding.allocation_line), 0) as allocations,
            coalesce((select max(id) from funding.payment_line), 0) as payments, coalesce((select max(id) from funding.ceiling_line), 0) as ceilings,
            array(select id from funding.decision where status = 'approved' order by id) as approved,
            array(select id from funding.payment where status in ('confirmed', 'withdrawn') order by id) as confirmed
        """;

    // In the order in which they were approved: the plan is locked meanwhile, so the keys of their lines follow it.
    private const string DecisionsSql = """
        select d.id, d.decided_on, min(l.id) as first_line
        from funding.decision d join funding.allocation_line l on l.decision_id = d.id
        where d.plan_id = @planId and d.status = 'approved'
        group by d.id
        order by min(l.id)
        """;

    private const string LinesSql = """
        select decision_id, project_id, source_code, year, entry, amount from funding.allocation_line where plan_id = @planId order by id
        """;

    // The plan as of a day, asked of the lines.
    private const string AsOfSql = """
        select l.project_id, l.source_code, l.year, l.entry, sum(l.amount)::bigint as amount
        from funding.allocation_line l join funding.decision d on d.id = l.decision_id
        where l.plan_id = @planId and d.status = 'approved' and d.decided_on <= @day
        group by 1, 2, 3, 4 having sum(l.amount) <> 0
        """;

    private readonly List<(long[] Decisions, Dictionary<Key, long> State)> seen = [];
    private Marks? marks;
    private string digest = "";

    /// <summary>What differs from earlier, or from the fold.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(NpgsqlConnection connection)
    {
        var faults = new List<string>();
        if (marks is not null && await connection.ExecuteScalarAsync<string>(PrefixSql, marks) != digest)
            faults.Add("F6/F7: what was approved or posted before has changed");
        marks = await connection.QuerySingleAsync<Marks>(MarksSql);
        digest = await connection.ExecuteScalarAsync<string>(PrefixSql, marks) ?? "";

        var decisions = (await connection.QueryAsync<Decided>(DecisionsSql, new { planId })).ToList();
        var lines = (await connection.QueryAsync<Line>(LinesSql, new { planId })).ToLookup(l => l.DecisionId);
        var state = new Dictionary<Key, long>();
        for (var i = 0; i < decisions.Count; i++)
        {
            foreach (var line in lines[decisions[i].Id])
                state[line.Key] = state.GetValueOrDefault(line.Key) + line.Amount;
            if (state.FirstOrDefault(s => s.Value < 0) is { Key: not null } below)
                faults.Add($"F8: after decision {decisions[i].Id} {below.Key} was {below.Value}");
            if (i + 1 < decisions.Count && decisions[i + 1].DecidedOn < decisions[i].DecidedOn)
                faults.Add($"F8: decision {decisions[i + 1].Id} came after {decisions[i].Id} and is dated before it");
            if (i + 1 == decisions.Count || decisions[i + 1].DecidedOn > decisions[i].DecidedOn)
                faults.AddRange(Differences(
                    $"F8: as of {decisions[i].DecidedOn:yyyy-MM-dd}", state,
                    (await connection.QueryAsync<Line>(AsOfSql, new { planId, day = decisions[i].DecidedOn })).ToDictionary(l => l.Key, l => l.Amount)));
            foreach (var (then, was) in seen.Where(s => s.Decisions.Length == i + 1))
                faults.AddRange(then.SequenceEqual(decisions.Take(i + 1).Select(d => d.Id))
                    ? Differences("F8: what was in force", was, state) : [$"F8: the order of the first {i + 1} decisions has changed"]);
        }
        seen.Add(([.. decisions.Select(d => d.Id)], state));
        return faults;
    }

    private static IEnumerable<string> Differences(string what, Dictionary<Key, long> expected, Dictionary<Key, long> found) =>
        expected.Keys.Union(found.Keys)
            .Where(key => expected.GetValueOrDefault(key) != found.GetValueOrDefault(key))
            .Select(key => $"{what}, {key}: {expected.GetValueOrDefault(key)} by the fold, {found.GetValueOrDefault(key)}");

    private sealed record Key(long Project, string Source, int Year, string Entry);

    private sealed record Line
    {
        public long DecisionId { get; init; }

        public long ProjectId { get; init; }

        public string SourceCode { get; init; } = "";

        public int Year { get; init; }

        public string Entry { get; init; } = "";

        public long Amount { get; init; }

        public Key Key => new(ProjectId, SourceCode, Year, Entry);
    }

    private sealed record Decided(long Id, DateOnly DecidedOn, long FirstLine);

    private sealed record Marks
    {
        public long Needs { get; init; }

        public long Allocations { get; init; }

        public long Payments { get; init; }

        public long Ceilings { get; init; }

        public long[] Approved { get; init; } = [];

        public long[] Confirmed { get; init; } = [];
    }
}
