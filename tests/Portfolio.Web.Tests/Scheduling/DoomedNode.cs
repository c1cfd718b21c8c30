using Microsoft.Extensions.DependencyInjection;
using Portfolio.Jobs;
using Portfolio.Web.Hosting;
using Portfolio.Web.Scheduling;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>A node in a process of its own that begins a job, says so and never finishes it.</summary>
internal static class DoomedNode
{
    public const string Command = "doomed-node";
    public const string Job = "long";
    public const string Begun = "begun";

    public static async Task<int> RunAsync(string connectionString)
    {
        var job = TestJobs.Job(Job, TestJobs.AtThree, async (_, ct) =>
        {
            Console.WriteLine(Begun);
            await Task.Delay(Timeout.Infinite, ct);
        });
        await using var app = TestHost.Build(demo: false, connectionString, TestJobs.With(job), (SchedulerSwitch.Enabled, "true"));
        await app.Services.GetRequiredService<DatabaseHost>().ConnectAsync(joinRunning: false, CancellationToken.None);
        await app.StartAsync();
        await app.Services.GetRequiredService<IJobScheduler>().RunNowAsync(Job, "test", CancellationToken.None);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
