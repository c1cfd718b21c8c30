namespace Portfolio.Common;

/// <summary>One run of a scheduled job; the job notes in it what it did.</summary>
/// <param name="job">Id of the job.</param>
/// <param name="dueAt">When the schedule asked for it: the same on every node.</param>
/// <param name="correlationId">Id under which log and history hold the run.</param>
public sealed class JobRun(string job, DateTimeOffset dueAt, string correlationId)
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>Id of the job.</summary>
    public string Job { get; } = job;

    /// <summary>When the schedule asked for it: the same on every node.</summary>
    public DateTimeOffset DueAt { get; } = dueAt;

    /// <summary>Id under which log and history hold the run.</summary>
    public string CorrelationId { get; } = correlationId;

    /// <summary>What the job did so far, by the names it gave.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>Notes what the job did; several notes of one name add up. Nought is worth a note, too.</summary>
    /// <param name="what">Name; its words stand in the texts, under <c>job_count.…</c>.</param>
    /// <param name="number">How many.</param>
    public void Count(string what, long number) => counts[what] = checked(counts.GetValueOrDefault(what) + number);
}
