using System.Text.Json;
using Dapper;
using Portfolio.Common;

namespace Portfolio.Jobs;

/// <summary>Writes what becomes of a run.</summary>
internal sealed class JobRecords(PortfolioDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan LastWord = TimeSpan.FromSeconds(20);

    // The scheduler runs a job on one node at a time: what is still open when the next run begins has lost its node.
    private const string BeginSql = """
        -- Jobs.Begin
        with lost as (
            update jobs.run set result = 'lost', finished_at = seen_at where job = @Job and finished_at is null
        )
        insert into jobs.run (job, due_at, started_at, seen_at, node, requested_by, correlation_id)
        select @Job, @DueAt, @Now, @Now, @Node, @RequestedBy, @CorrelationId
        where @RequestedBy::text is not null or not exists (select 1 from jobs.pause where job = @Job)
        returning id
        """;

    private const string SeeSql = """
        -- Jobs.See
        update jobs.run set seen_at = @Now where id = @Id and finished_at is null
        """;

    // Over whatever stands there: a run that was taken for lost and comes back knows better.
    private const string EndSql = """
        -- Jobs.End
        update jobs.run
        set result = @Result, finished_at = @Now, seen_at = @Now, counts = @Counts::jsonb, fault = @Fault
        where id = @Id
        """;

    private const string PausedSql = """
        -- Jobs.IsPaused
        select exists (select 1 from jobs.pause where job = @Job)
        """;

    private static readonly string Node = $"{Environment.MachineName}/{Environment.ProcessId}";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>Key of the run; null = the job is paused.</returns>
    public async Task<long?> BeginAsync(JobCall call, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            BeginSql, new { call.Job, DueAt = call.DueAt.UtcDateTime, Now, Node, call.RequestedBy, call.CorrelationId }, cancellationToken: ct));
    }

    /// <summary>Whether somebody has paused the job.</summary>
    public async Task<bool> IsPausedAsync(string job, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(PausedSql, new { Job = job }, cancellationToken: ct));
    }

    /// <summary>Gives a sign of life.</summary>
    public async Task SeeAsync(long id, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(SeeSql, new { Id = id, Now }, cancellationToken: ct));
    }

    /// <summary>Notes the end; also when the program is stopping, and then not for long.</summary>
    public async Task EndAsync(long id, JobResult result, IReadOnlyDictionary<string, long> counts, string? fault)
    {
        using var soon = new CancellationTokenSource(LastWord);
        await using var connection = await database.OpenAsync(soon.Token);
        await connection.ExecuteAsync(new CommandDefinition(
            EndSql, new { Id = id, Result = result.ToString().ToLowerInvariant(), Now, Counts = JsonSerializer.Serialize(counts), Fault = fault },
            cancellationToken: soon.Token));
    }
}
