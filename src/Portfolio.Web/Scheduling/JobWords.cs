using System.Globalization;
using Microsoft.Extensions.Localization;
using Portfolio.Jobs;
using Portfolio.Web.Formatting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Scheduling;

/// <summary>Says in words how a run went.</summary>
internal sealed class JobWords(IStringLocalizer<Texts> texts, TimeProvider clock)
{
    /// <summary>"đạt", "lỗi", …</summary>
    public string Result(JobResult result) => texts["job_result." + NameOf(result)];

    /// <summary>Class of the badge that says it.</summary>
    public static string Badge(JobResult result) => result switch
    {
        JobResult.Ok => "badge-met",
        JobResult.Failed or JobResult.Lost => "badge-late",
        JobResult.Running => "badge-wait",
        _ => "badge-off",
    };

    /// <summary>How long it took, or has been running; of a lost run, when it was last heard of.</summary>
    public string Duration(JobRecord run)
    {
        var took = Span((run.FinishedAt ?? clock.GetUtcNow()) - run.StartedAt);
        return run.Result == JobResult.Lost ? texts["jobs.last_sign", took] : took;
    }

    // What somebody must see to comes first, then what changed.
    private static readonly string[] Telling = ["mails_failed", "broken", "differences", "opened", "worsened", "eased", "resolved", "mails", "queued"];

    /// <summary>What it did, each in words, the most telling first; what was nought in one line at the end.</summary>
    public IEnumerable<string> Counts(JobRecord run)
    {
        var counts = run.Counts.OrderBy(count => Array.IndexOf(Telling, count.Key) is var place and >= 0 ? place : Telling.Length).ToList();
        var none = string.Join("; ", counts.Where(count => count.Value == 0).Select(Count));
        return [.. counts.Where(count => count.Value != 0).Select(Count), .. none.Length > 0 ? [none] : Array.Empty<string>()];
    }

    // Without words it goes by its name.
    private string Count(KeyValuePair<string, long> count) =>
        texts["job_count." + count.Key, Display.Whole(count.Value)] is { ResourceNotFound: false } words ? words.Value : $"{count.Key}: {Display.Whole(count.Value)}";

    /// <summary>Why it failed, in one sentence; null = it did not.</summary>
    public string? Fault(JobRecord run) => run.Fault switch
    {
        null => null,
        JobRunner.Unexpected => texts["jobs.fault_unexpected"].Value,
        "database.unavailable" => texts["jobs.fault_database"].Value,
        var code => texts["jobs.fault_refused", code].Value,
    };

    /// <summary>The word of a result in texts and in the API.</summary>
    public static string NameOf(JobResult result) => result.ToString().ToLowerInvariant();

    private string Span(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => texts["jobs.seconds", time.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture)].Value,
        { TotalMinutes: < 60 } => texts["jobs.minutes", time.Minutes, time.Seconds].Value,
        _ => texts["jobs.hours", (int)time.TotalHours, time.Minutes].Value,
    };
}
