namespace Portfolio.Jobs;

/// <summary>What the scheduler asks for.</summary>
/// <param name="Job">Id of the job.</param>
/// <param name="DueAt">When the schedule, or a person, asked for it: the same on every node.</param>
/// <param name="CorrelationId">Id under which log and history hold the run.</param>
/// <param name="RequestedBy">Who asked for it; null = the schedule.</param>
public sealed record JobCall(string Job, DateTimeOffset DueAt, string CorrelationId, string? RequestedBy);
