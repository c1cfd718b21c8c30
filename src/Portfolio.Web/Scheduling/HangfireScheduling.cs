using System.ComponentModel;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Hangfire.Server;
using Hangfire.Storage;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Jobs;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Scheduling;

/// <summary>
/// Runs the schedule with Hangfire instead, where the program is built with <c>-p:Scheduler=Hangfire</c>: same list, same jobs, same
/// history and page, and Hangfire's own dashboard for administrators. This file is the whole of it.
/// </summary>
internal static class JobScheduling
{
    private const string Dashboard = "/admin/hangfire";

    public static void Add(WebApplicationBuilder builder)
    {
        if (!SchedulerSwitch.Read(builder))
            return;
        builder.Services.AddSingleton<IJobScheduler, HangfireJobs>();
        builder.Services.AddSingleton<ITimeZoneResolver, BusinessZone>();
        builder.Services.AddHangfire((services, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(services.GetRequiredService<DatabaseHost>().ConnectionString), Options(prepare: false)));
        builder.Services.AddHostedService<HangfirePlan>();
        builder.Services.AddHangfireServer(server => server.SchedulePollingInterval = TimeSpan.FromSeconds(5));
        builder.Services.AddHostedService<FirstScan>();
    }

    /// <summary>Opens the dashboard to those who may see the page of jobs; behind the sign-in, so that they are known.</summary>
    public static void Use(WebApplication app)
    {
        if (app.Services.GetRequiredService<IJobScheduler>().IsOn)
            app.MapHangfireDashboard(Dashboard, new DashboardOptions
            {
                Authorization = [new Administrators()],
                AppPath = "/admin/jobs",
                // Runs are asked for on our own page: it knows pauses, and notes who asked.
                IsReadOnlyFunc = _ => true,
            }).WithMetadata(new ServedEndpoint());
    }

    /// <summary>Makes the tables of the storage as far as they are missing.</summary>
    /// <param name="owner">Connection string of the account that owns the database.</param>
    /// <param name="ct">Gives up.</param>
    public static Task ProvisionAsync(string owner, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var options = Options(prepare: true);
        // Making the storage makes its tables.
        _ = new PostgreSqlStorage(new NpgsqlConnectionFactory(owner.TrimEnd(';') + ";Pooling=false", options), options);
        return Task.CompletedTask;
    }

    // A run whose node was lost is handed to another one after the time of invisibility; while it runs, that time moves on.
    private static PostgreSqlStorageOptions Options(bool prepare) => new()
    {
        SchemaName = SchedulerSwitch.Schema,
        PrepareSchemaIfNecessary = prepare,
        InvisibilityTimeout = TimeSpan.FromMinutes(2),
        UseSlidingInvisibilityTimeout = true,
    };

    private sealed class Administrators : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) =>
            context.GetHttpContext().RequestServices.GetRequiredService<ActorSource>().Current.May(Permission.ManageJobs, Place.In(null));
    }

    /// <summary>Knows the zone of the schedule on machines without time-zone data as well.</summary>
    private sealed class BusinessZone : ITimeZoneResolver
    {
        public TimeZoneInfo GetTimeZoneById(string timeZoneId) =>
            timeZoneId == BusinessCalendar.Zone.Id ? BusinessCalendar.Zone : TimeZoneInfo.FindSystemTimeZoneById(timeZoneId);
    }
}

/// <summary>What Hangfire runs: the job of the schedule that bears this id.</summary>
internal sealed class HangfireJob(IServiceProvider services, JobList list, JobRunner runner, JobTurns turns, IBackgroundJobClient client)
{
    // Hangfire's own lock is taken for dead after ten minutes, which a long job outlasts.
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    /// <summary>Runs it, one run of a job at a time; Hangfire itself fills in the context and what stops the run.</summary>
    // One that failed is in the history, and the next comes by the schedule.
    [AutomaticRetry(Attempts = 0)]
    [DisplayName("{0}")]
    public async Task RunAsync(string id, string? requestedBy, PerformContext context, CancellationToken ct)
    {
        if (list.Find(id) is not { } job)
            return;
        await using var turn = await turns.TakeAsync(Actor.System, id, ct);
        if (turn is not null)
            await RunAsync(job, requestedBy, context, ct);
        // What the schedule asked for is done by the run under way; what somebody asked for comes after it.
        else if (requestedBy is not null)
            client.Schedule<HangfireJob>(runs => runs.RunAsync(id, requestedBy, null!, CancellationToken.None), Later);
    }

    private async Task RunAsync(ScheduledJob job, string? requestedBy, PerformContext context, CancellationToken ct)
    {
        var dueAt = new DateTimeOffset(DateTime.SpecifyKind(context.BackgroundJob.CreatedAt, DateTimeKind.Utc));
        var call = new JobCall(job.Id, dueAt, context.BackgroundJob.Id, requestedBy);
        var result = await runner.RunAsync(
            Actor.System with { CorrelationId = call.CorrelationId }, call, (run, stop) => job.RunAsync(services, run, stop), ct);
        if (result == JobResult.Failed)
            throw new InvalidOperationException($"The job {job.Id} failed; its fault stands in the log.");
    }
}

/// <summary>Sets the recurring jobs right at start: new ones come in, those that left the schedule go, changed times take effect.</summary>
internal sealed class HangfirePlan(IRecurringJobManager manager, JobStorage storage, JobList list) : IHostedService
{
    // What was missed, once or often, is made up for by one run.
    private static readonly RecurringJobOptions Options = new() { TimeZone = BusinessCalendar.Zone, MisfireHandling = MisfireHandlingMode.Relaxed };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        using var connection = storage.GetConnection();
        foreach (var gone in connection.GetRecurringJobs().Where(job => list.Find(job.Id) is null))
            manager.RemoveIfExists(gone.Id);
        foreach (var job in list.Jobs)
            manager.AddOrUpdate<HangfireJob>(job.Id, runs => runs.RunAsync(job.Id, null, null!, CancellationToken.None), job.Cron, Options);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What pages see of Hangfire.</summary>
internal sealed class HangfireJobs(JobStorage storage, IBackgroundJobClient client, JobList list) : IJobScheduler
{
    private const string Queue = "default";
    private const int MostWaiting = 100;

    public bool IsOn => true;

    public IReadOnlyList<string> Jobs { get; } = [.. list.Jobs.Select(job => job.Id)];

    public Task<IReadOnlyDictionary<string, JobPlan>> PlansAsync(CancellationToken ct)
    {
        using var connection = storage.GetConnection();
        var waiting = storage.GetMonitoringApi().EnqueuedJobs(Queue, 0, MostWaiting)
            .Select(entry => entry.Value?.Job?.Args.FirstOrDefault() as string).ToHashSet();
        IReadOnlyDictionary<string, JobPlan> plans = connection.GetRecurringJobs().ToDictionary(
            job => job.Id,
            job => new JobPlan(
                job.NextExecution is { } next ? new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc)) : null, waiting.Contains(job.Id)));
        return Task.FromResult(plans);
    }

    public Task RunNowAsync(string job, string requestedBy, CancellationToken ct)
    {
        client.Enqueue<HangfireJob>(runs => runs.RunAsync(job, requestedBy, null!, CancellationToken.None));
        return Task.CompletedTask;
    }
}
