using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Common;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Support;
using Quartz;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>Jobs that only tests know, and nodes that run them.</summary>
internal static class TestJobs
{
    public const string EverySecond = "0/1 * * * * ?";
    public const string AtThree = "0 0 3 * * ?";

    /// <summary>A job that does what the test says.</summary>
    public static ScheduledJob Job(string id, string cron, Func<JobRun, CancellationToken, Task>? work = null) =>
        new(id, cron, "job.housekeeping", (_, run, ct) => work?.Invoke(run, ct) ?? Task.CompletedTask);

    /// <summary>Gives a program these jobs, and lets it notice at once that another node is gone.</summary>
    public static Action<WebApplicationBuilder> With(params ScheduledJob[] jobs) => builder =>
    {
        builder.Services.AddSingleton(new JobList(jobs));
        builder.Services.PostConfigureAll<ClusteringOptions>(cluster =>
            (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
    };

    /// <summary>A node on the database of another program.</summary>
    public static Task<TestHost> NodeAsync(TestHost on, params ScheduledJob[] jobs) => TestHost.StartAsync(
        Accounts.Role.None, demo: false, on: on, configure: With(jobs), settings: (SchedulerSwitch.Enabled, "true"));

}
