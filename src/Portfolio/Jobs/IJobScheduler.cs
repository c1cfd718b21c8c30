namespace Portfolio.Jobs;

/// <summary>What has to be known of the scheduler, whichever it is.</summary>
public interface IJobScheduler
{
    /// <summary>Whether this node takes part in running jobs.</summary>
    bool IsOn { get; }

    /// <summary>Ids of the jobs of the schedule, in its order.</summary>
    IReadOnlyList<string> Jobs { get; }

    /// <summary>What the schedule holds of each job; jobs it does not hold are missing.</summary>
    Task<IReadOnlyDictionary<string, JobPlan>> PlansAsync(CancellationToken ct);

    /// <summary>Asks for one run as soon as some node can; it is kept until then.</summary>
    /// <param name="job">Id of the job.</param>
    /// <param name="requestedBy">Who asks.</param>
    /// <param name="ct">Cancels the call.</param>
    Task RunNowAsync(string job, string requestedBy, CancellationToken ct);
}

/// <summary>When a job runs next.</summary>
/// <param name="Next">When the schedule asks for it next; null = never.</param>
/// <param name="Waiting">Whether somebody has asked for a run that no node has begun yet.</param>
public sealed record JobPlan(DateTimeOffset? Next, bool Waiting);
