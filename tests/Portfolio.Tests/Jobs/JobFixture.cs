using Microsoft.Extensions.Logging.Abstractions;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Jobs;
using Portfolio.Tests.Support;

namespace Portfolio.Tests.Jobs;

/// <summary>A database, a clock that is turned by hand, and the services of jobs on them.</summary>
internal sealed class JobFixture : IAsyncDisposable
{
    public static readonly Actor Program = Actor.System with { CorrelationId = "run-1" };
    public static readonly Actor Administrator = new("Quản trị", Role.Administrator) { AccountId = 5 };

    private readonly TestDatabase database;
    private readonly PortfolioDatabase access;

    private JobFixture(TestDatabase database)
    {
        this.database = database;
        access = new PortfolioDatabase(database.ConnectionString);
        Runner = new JobRunner(access, Clock, NullLogger<JobRunner>.Instance);
        History = new JobHistory(access, Clock);
        Control = new JobControl(access, Scheduler, Clock);
        OldRuns = new OldRuns(access, Clock);
    }

    public HandClock Clock { get; } = new();

    public JobRunner Runner { get; }

    public JobHistory History { get; }

    public JobControl Control { get; }

    public OldRuns OldRuns { get; }

    public Noted Scheduler { get; } = new();

    public static async Task<JobFixture> CreateAsync() => new(await TestDatabase.CreateAsync());

    public Task<Npgsql.NpgsqlConnection> OpenAsync() => database.OpenAsync();

    /// <summary>Runs a job as the scheduler would.</summary>
    public Task<JobResult?> RunAsync(string job, Func<JobRun, CancellationToken, Task> work, string? by = null, CancellationToken ct = default) =>
        Runner.RunAsync(Program, new JobCall(job, Clock.GetUtcNow(), "run-1", by), work, ct);

    public async Task<IReadOnlyList<JobRecord>> RunsAsync(string job) =>
        [.. (await History.StandingAsync(Administrator, [job], JobHistory.Listed, default)).Runs[job]];

    public async ValueTask DisposeAsync()
    {
        await access.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>A clock that is turned by hand; what waits on it for a while waits a moment.</summary>
    internal sealed class HandClock : TimeProvider
    {
        private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(10);

        private DateTimeOffset now = new(2026, 11, 22, 19, 0, 0, TimeSpan.Zero);

        /// <summary>Whether signs of life are given, as from a node that is alive.</summary>
        public bool Ticks { get; set; }

        public void Turn(TimeSpan by) => now += by;

        public override DateTimeOffset GetUtcNow() => now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Ticks ? Moment : dueTime, Ticks ? Moment : period);
    }

    /// <summary>A scheduler that knows two jobs and notes what it is asked for.</summary>
    internal sealed class Noted : IJobScheduler
    {
        public bool IsOn { get; set; } = true;

        public IReadOnlyList<string> Jobs { get; } = ["a", "b"];

        public List<(string Job, string By)> Asked { get; } = [];

        public Task<IReadOnlyDictionary<string, JobPlan>> PlansAsync(CancellationToken ct) => throw new NotSupportedException("Not asked for here.");

        public Task RunNowAsync(string job, string requestedBy, CancellationToken ct)
        {
            Asked.Add((job, requestedBy));
            return Task.CompletedTask;
        }
    }
}
