using Microsoft.Extensions.DependencyInjection.Extensions;
using Portfolio.Jobs;
using Portfolio.Web.Security;

namespace Portfolio.Web.Scheduling;

/// <summary>What holds whichever scheduler the program was built with.</summary>
internal static class SchedulerSwitch
{
    /// <summary>Setting that switches the scheduler off.</summary>
    public const string Enabled = "Scheduling:Enabled";

    /// <summary>Schema of the scheduler's own tables; the migrations make it, empty.</summary>
    public const string Schema = "scheduler";

    /// <summary>Brings the list of jobs, and says whether this node runs them.</summary>
    public static bool Read(WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(new JobList(Schedule.Jobs));
        builder.Services.AddSingleton<ScheduleWords>().AddSingleton<JobWords>();
        if (builder.Configuration.Switch(Enabled, otherwise: true))
        {
            builder.Services.AddHostedService<PromptMail>();
            return true;
        }
        builder.Services.AddSingleton<IJobScheduler, NoScheduler>();
        return false;
    }
}

/// <summary>The scheduler of a node that runs no jobs.</summary>
internal sealed class NoScheduler(JobList list) : IJobScheduler
{
    private static readonly Dictionary<string, JobPlan> Nothing = [];

    public bool IsOn => false;

    public IReadOnlyList<string> Jobs { get; } = [.. list.Jobs.Select(job => job.Id)];

    public Task<IReadOnlyDictionary<string, JobPlan>> PlansAsync(CancellationToken ct) => Task.FromResult<IReadOnlyDictionary<string, JobPlan>>(Nothing);

    public Task RunNowAsync(string job, string requestedBy, CancellationToken ct) => throw new InvalidOperationException("The scheduler is switched off here.");
}
