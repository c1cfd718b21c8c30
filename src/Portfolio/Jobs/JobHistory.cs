using System.Text.Json;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Jobs;

/// <summary>What ran by itself, when, and with what outcome.</summary>
public sealed class JobHistory(PortfolioDatabase database, TimeProvider clock)
{
    /// <summary>How many runs of each job are shown beside it.</summary>
    public const int Latest = 3;

    /// <summary>How many runs of one job are listed.</summary>
    public const int Listed = 50;

    // A run whose node has fallen silent is lost, whether or not anybody has noted that yet.
    private const string Columns = """
        r.id, r.job, r.due_at, r.started_at,
        case when r.finished_at is null and r.seen_at < @Silent then r.seen_at else r.finished_at end as finished_at,
        r.node, r.requested_by,
        coalesce(r.result, case when r.seen_at < @Silent then 'lost' else 'running' end) as result,
        r.counts::text as counts, r.fault, r.correlation_id
        """;

    private const string LatestSql = $"""
        -- Jobs.Latest
        select {Columns}
        from unnest(@Jobs::text[]) as asked (job)
        cross join lateral (
            select id, job, due_at, started_at, seen_at, finished_at, node, requested_by, result, counts, fault, correlation_id
            from jobs.run
            where run.job = asked.job
            order by started_at desc, id desc
            limit @Most
        ) r
        order by r.started_at desc, r.id desc
        """;

    private const string PausesSql = """
        -- Jobs.Pauses
        select job, paused_at, paused_by, reason
        from jobs.pause
        where job = any(@Jobs)
        """;

    /// <summary>The latest runs of each job, and what is paused.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageJobs"/>, bound to no province.</param>
    /// <param name="jobs">Ids of the jobs.</param>
    /// <param name="most">How many runs of each.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<JobStanding> StandingAsync(Actor actor, IReadOnlyList<string> jobs, int most, CancellationToken ct)
    {
        actor.Demand(Permission.ManageJobs);
        actor.Demand(Permission.ManageJobs, Place.In(null));
        var asked = new { Jobs = jobs.ToArray(), Most = most, Silent = (clock.GetUtcNow() - JobRunner.Patience).UtcDateTime };
        await using var connection = await database.OpenAsync(ct);
        await using var both = await connection.QueryMultipleAsync(new CommandDefinition(LatestSql + ";\n" + PausesSql, asked, cancellationToken: ct));
        var runs = await both.ReadAsync<RunRow>();
        var pauses = await both.ReadAsync<PauseRow>();
        return new JobStanding(
            runs.Select(row => row.ToRecord()).ToLookup(run => run.Job),
            pauses.ToDictionary(row => row.Job, row => new JobPause(row.Job, InVietNam(row.PausedAt), row.PausedBy, row.Reason)));
    }

    private static DateTimeOffset InVietNam(DateTime utc) => BusinessCalendar.InVietNam(new DateTimeOffset(utc));

    private sealed record RunRow(
        long Id, string Job, DateTime DueAt, DateTime StartedAt, DateTime? FinishedAt, string Node, string? RequestedBy, string Result,
        string Counts, string? Fault, string CorrelationId)
    {
        public JobRecord ToRecord() => new(
            Id, Job, InVietNam(DueAt), InVietNam(StartedAt), FinishedAt is { } at ? InVietNam(at) : null, Node, RequestedBy,
            Enum.Parse<JobResult>(Result, ignoreCase: true), JsonSerializer.Deserialize<SortedDictionary<string, long>>(Counts)!, Fault, CorrelationId);
    }

    private sealed record PauseRow(string Job, DateTime PausedAt, string PausedBy, string? Reason);
}
