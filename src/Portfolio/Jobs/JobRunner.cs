using Microsoft.Extensions.Logging;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Jobs;

/// <summary>
/// Runs a job for whichever scheduler asks, and keeps the run: begun, alive, ended how and with what counts. A job that fails is
/// noted and logged; whoever called goes on.
/// </summary>
public sealed class JobRunner(PortfolioDatabase database, TimeProvider clock, ILogger<JobRunner> logger)
{
    /// <summary>How often a run gives a sign of life.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>After how long without one it is taken for lost.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The code kept where no refusal but a fault of the program stopped a run.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>Runs a job, unless it is paused and nobody asked for this run.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="call">What the scheduler asks for.</param>
    /// <param name="work">The job.</param>
    /// <param name="ct">Stops the job: the program ends.</param>
    /// <returns>How it ended; null = it was paused.</returns>
    /// <exception cref="OperationCanceledException">The program ends; the scheduler is to have it run again.</exception>
    public async Task<JobResult?> RunAsync(Actor actor, JobCall call, Func<JobRun, CancellationToken, Task> work, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        var records = new JobRecords(database, clock);
        if (await records.BeginAsync(call, ct) is not { } id)
            return null;
        var run = new JobRun(call.Job, call.DueAt, call.CorrelationId);
        var (result, fault) = await AttemptAsync(() => AliveAsync(records, id, () => work(run, ct)), call, ct);
        await records.EndAsync(id, result, run.Counts, fault);
        if (result == JobResult.Cancelled)
            ct.ThrowIfCancellationRequested();
        return result;
    }

    /// <summary>Whether a job is paused, for what does a job's work beside the schedule.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepHouse"/>.</param>
    /// <param name="job">Id of the job.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<bool> IsPausedAsync(Actor actor, string job, CancellationToken ct)
    {
        actor.Demand(Permission.KeepHouse);
        return await new JobRecords(database, clock).IsPausedAsync(job, ct);
    }

    private async Task<(JobResult Result, string? Fault)> AttemptAsync(Func<Task> work, JobCall call, CancellationToken ct)
    {
        try
        {
            await work();
            return (JobResult.Ok, null);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return (JobResult.Cancelled, null);
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The job {Job} failed (run {CorrelationId})", call.Job, call.CorrelationId);
            return (JobResult.Failed, CodeOf(fault));
        }
    }

    private async Task AliveAsync(JobRecords records, long id, Func<Task> work)
    {
        using var done = new CancellationTokenSource();
        var beating = BeatAsync(records, id, done.Token);
        try
        {
            await work();
        }
        finally
        {
            await done.CancelAsync();
            await beating;
        }
    }

    private async Task BeatAsync(JobRecords records, long id, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        while (await NextAsync(timer, done))
        {
            try
            {
                await records.SeeAsync(id, done);
            }
            catch (Exception fault) when (!done.IsCancellationRequested)
            {
                // The job itself finds out whether the database can be reached.
                logger.LogWarning(fault, "The sign of life of run {Run} could not be given", id);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken done)
    {
        try
        {
            return await timer.WaitForNextTickAsync(done);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static string CodeOf(Exception fault) => ((Exception?)Outage.Of(fault) ?? fault) is PortfolioException known ? known.Code : Unexpected;
}
