using Portfolio.Common;
using Portfolio.Jobs;
using Quartz;

namespace Portfolio.Web.Scheduling;

/// <summary>
/// Runs the schedule with Quartz: its store lies in our database, so that any number of nodes share the work, and what a node
/// missed or left half done is done by another. Only the files whose names begin with Quartz know it.
/// </summary>
internal static class JobScheduling
{
    private const string Name = "portfolio";

    static JobScheduling() =>
        // A machine without time-zone data knows no zone by its name; this one needs none.
        TimeZones.AddResolver(id => id == BusinessCalendar.Zone.Id ? BusinessCalendar.Zone : null);

    public static void Add(WebApplicationBuilder builder)
    {
        if (!SchedulerSwitch.Read(builder))
            return;
        builder.Services.AddSingleton<IJobScheduler, QuartzJobs>();
        // Before the service below: what is due is set right before anything runs.
        builder.Services.AddHostedService<QuartzPlan>();
        builder.Services.AddQuartz(quartz =>
        {
            // The database goes down after the host: a job that still runs is told to stop, and waited for; then another node has it.
            quartz.ConfigureScheduler(options => (options.InstanceName, options.ShutdownJobInterruption) = (Name, ShutdownJobInterruption.Always));
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(data => data.DataSourceFactory = services => services.GetRequiredService<PortfolioDatabase>().ForScheduler);
                store.UseClustering(_ => { });
                store.ConfigureStore(Configure);
            });
        });
        builder.Services.AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
        builder.Services.AddHostedService<FirstScan>();
    }

    /// <summary>This scheduler brings no pages of its own.</summary>
    public static void Use(WebApplication app) => _ = app;

    /// <summary>Makes the tables of the store as far as they are missing.</summary>
    /// <param name="owner">Connection string of the account that owns the database.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task ProvisionAsync(string owner, CancellationToken ct)
    {
        await using var scheduler = QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.ConfigureScheduler(options => options.InstanceName = Name + "-tables");
            quartz.UsePersistentStore(store =>
            {
                // Not pooled: nothing shall hold the owner's connections once the tables stand.
                store.UsePostgres(owner.TrimEnd(';') + ";Pooling=false");
                store.ConfigureStore(Configure);
                store.ProvisionSchema();
            });
        }).Build();
        await (await scheduler.GetScheduler(ct)).Shutdown(waitForJobsToComplete: false, ct);
    }

    private static void Configure(AdoJobStoreOptions store)
    {
        store.TablePrefix = SchedulerSwitch.Schema + ".qrtz_";
        store.StoreJobDataAsStrings = true;
        store.RecoverFiringsCancelledByShutdown = true;
    }
}
