namespace Portfolio.Jobs;

/// <summary>A run of a job as it is kept.</summary>
/// <param name="Id">Order of the runs.</param>
/// <param name="Job">Id of the job.</param>
/// <param name="DueAt">When the schedule, or a person, asked for it, in Vietnamese time.</param>
/// <param name="StartedAt">When it began, in Vietnamese time.</param>
/// <param name="FinishedAt">When it ended, in Vietnamese time; of a lost run its last sign of life; null = it runs.</param>
/// <param name="Node">Machine and process that ran it.</param>
/// <param name="RequestedBy">Who asked for it; null = the schedule.</param>
/// <param name="Result">How it stands.</param>
/// <param name="Counts">What it did, by name.</param>
/// <param name="Fault">Why it failed: a stable code; null = it did not.</param>
/// <param name="CorrelationId">Id under which log and history hold the run.</param>
public sealed record JobRecord(
    long Id, string Job, DateTimeOffset DueAt, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string Node, string? RequestedBy,
    JobResult Result, IReadOnlyDictionary<string, long> Counts, string? Fault, string CorrelationId);

/// <summary>A job that does not run by itself.</summary>
/// <param name="Job">Id of the job.</param>
/// <param name="At">Since when, in Vietnamese time.</param>
/// <param name="By">Who paused it.</param>
/// <param name="Reason">Reason given; null = none.</param>
public sealed record JobPause(string Job, DateTimeOffset At, string By, string? Reason);

/// <summary>What is known of the jobs of the schedule.</summary>
/// <param name="Runs">The latest runs of each, newest first.</param>
/// <param name="Pauses">What is paused.</param>
public sealed record JobStanding(ILookup<string, JobRecord> Runs, IReadOnlyDictionary<string, JobPause> Pauses);
