namespace Portfolio.Common;

/// <summary>One run of a scheduled job.</summary>
/// <param name="Job">Id of the job.</param>
/// <param name="DueAt">When the schedule asked for it: the same on every node.</param>
/// <param name="CorrelationId">Id under which log and history hold the run.</param>
public sealed record JobRun(string Job, DateTimeOffset DueAt, string CorrelationId);
