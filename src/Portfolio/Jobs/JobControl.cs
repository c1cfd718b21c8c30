using Dapper;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Jobs;

/// <summary>
/// Runs jobs out of turn, pauses and resumes them. A pause stands in the database and not in the scheduler, so that it holds on
/// every node, across restarts, whatever becomes of the schedule.
/// </summary>
public sealed class JobControl(PortfolioDatabase database, IJobScheduler scheduler, TimeProvider clock)
{
    private const string PauseSql = """
        -- Jobs.Pause
        insert into jobs.pause (job, paused_at, paused_by, reason)
        values (@Job, @Now, @By, @Reason)
        on conflict (job) do nothing
        """;

    private const string ResumeSql = """
        -- Jobs.Resume
        delete from jobs.pause where job = @Job
        """;

    private static readonly ReasonedValidator ReasonValidator = new();

    /// <summary>Asks for a run as soon as some node can, paused or not.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ManageJobs"/>, bound to no province.</param>
    /// <param name="job">Id of the job.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    /// <exception cref="RuleException">This node does not know the scheduler: it is switched off here.</exception>
    public async Task RunNowAsync(Actor actor, string job, CancellationToken ct)
    {
        Demand(actor, job);
        if (!scheduler.IsOn)
            throw new RuleException("jobs.scheduler_off");
        await using var connection = await database.OpenAsync(ct);
        // Written first: a request that the scheduler then refuses is told to whoever asked, one without a trace would be told to nobody.
        await AuditLog.WriteAsync(connection, null, actor, "jobs.run_requested", "job", [new AuditChange(job, null)], null, ct);
        await scheduler.RunNowAsync(job, actor.Name, ct);
    }

    /// <summary>Keeps a job from running by itself; paused already, it stays as it is.</summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageJobs"/>, bound to no province.</param>
    /// <param name="job">Id of the job.</param>
    /// <param name="reason">Why; null = not said.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    /// <exception cref="ValidationFailedException">The reason is too long.</exception>
    public async Task PauseAsync(Actor actor, string job, string? reason, CancellationToken ct)
    {
        Demand(actor, job);
        ReasonValidator.Demand(new Reasoned(reason));
        var why = SafeText.OrNull(reason);
        await ChangeAsync(actor, job, "jobs.paused", PauseSql, new { Job = job, Now = clock.GetUtcNow().UtcDateTime, By = actor.Name, Reason = why }, why, ct);
    }

    /// <summary>Lets a job run by itself again, from its next turn on.</summary>
    /// <param name="actor">Who decides; needs <see cref="Permission.ManageJobs"/>, bound to no province.</param>
    /// <param name="job">Id of the job.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such job.</exception>
    public async Task ResumeAsync(Actor actor, string job, CancellationToken ct)
    {
        Demand(actor, job);
        await ChangeAsync(actor, job, "jobs.resumed", ResumeSql, new { Job = job }, null, ct);
    }

    private void Demand(Actor actor, string job)
    {
        actor.Demand(Permission.ManageJobs);
        actor.Demand(Permission.ManageJobs, Place.In(null));
        if (!scheduler.Jobs.Contains(job))
            throw new NotFoundException("job", job);
    }

    private async Task ChangeAsync(Actor actor, string job, string kind, string sql, object parameters, string? reason, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Who only repeats what stands already leaves no trace of a change.
        if (await connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: ct)) > 0)
            await AuditLog.WriteAsync(connection, transaction, actor, kind, "job", [new AuditChange(job, null)], reason, ct);
        await transaction.CommitAsync(ct);
    }
}
