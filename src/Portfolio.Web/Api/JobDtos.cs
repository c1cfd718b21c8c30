using Portfolio.Common;
using Portfolio.Jobs;
using Portfolio.Web.Pages.Admin.Jobs;
using Portfolio.Web.Scheduling;

namespace Portfolio.Web.Api;

/// <summary>A job that runs by itself.</summary>
/// <param name="Id">Id.</param>
/// <param name="Schedule">When it runs: second, minute, hour, day of the month, month, day of the week, in Vietnamese time.</param>
/// <param name="NextRunAt">When it runs next; null = it is paused, or this server runs no jobs and cannot say.</param>
/// <param name="Waiting">Whether a run was asked for that no server has begun yet.</param>
/// <param name="Paused">Since when, by whom and why it does not run by itself; null = it does.</param>
/// <param name="Runs">Its latest runs, newest first.</param>
internal sealed record JobDto(string Id, string Schedule, DateTimeOffset? NextRunAt, bool Waiting, JobPauseDto? Paused, IReadOnlyList<JobRunDto> Runs)
{
    public static JobDto Of(JobView view) => new(
        view.Job.Id, view.Job.Cron, view.Pause is null && view.Plan?.Next is { } next ? BusinessCalendar.InVietNam(next) : null, view.Plan is { Waiting: true },
        view.Pause is { } pause ? new JobPauseDto(pause.At, pause.By, pause.Reason) : null, [.. view.Runs.Select(JobRunDto.Of)]);
}

/// <summary>A pause.</summary>
/// <param name="Since">Since when.</param>
/// <param name="By">Who paused it.</param>
/// <param name="Reason">Reason given; null = none.</param>
internal sealed record JobPauseDto(DateTimeOffset Since, string By, string? Reason);

/// <summary>A run of a job.</summary>
/// <param name="Id">Order of the runs.</param>
/// <param name="DueAt">When it was asked for.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FinishedAt">When it ended, of a lost run the last sign of life; null = it runs.</param>
/// <param name="Result">running, ok, failed, cancelled, lost.</param>
/// <param name="Counts">What it did, by name.</param>
/// <param name="Fault">Code of what stopped it; null = nothing did.</param>
/// <param name="RequestedBy">Who asked for it; null = the schedule.</param>
/// <param name="Node">Machine and process that ran it.</param>
/// <param name="CorrelationId">Id under which the server's log holds the run.</param>
internal sealed record JobRunDto(
    long Id, DateTimeOffset DueAt, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string Result, IReadOnlyDictionary<string, long> Counts,
    string? Fault, string? RequestedBy, string Node, string CorrelationId)
{
    public static JobRunDto Of(JobRecord run) => new(
        run.Id, run.DueAt, run.StartedAt, run.FinishedAt, JobWords.NameOf(run.Result), run.Counts, run.Fault, run.RequestedBy, run.Node, run.CorrelationId);
}

/// <summary>Why a job is paused.</summary>
/// <param name="Reason">Reason, for the history; may be left out.</param>
internal sealed record JobReasonDto(string? Reason = null);
