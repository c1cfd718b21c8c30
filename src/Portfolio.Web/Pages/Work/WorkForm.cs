using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Files;
using Portfolio.Milestones.Updates;
using Portfolio.Web.Pages.Admin;
using Portfolio.Web.Pages.Schedules;

namespace Portfolio.Web.Pages.Work;

/// <summary>What is said of one item of the list: whatever is filled in counts, all of it or nothing.</summary>
internal sealed class WorkForm
{
    /// <summary>Project.</summary>
    public string Project { get; set => field = value ?? ""; } = "";

    /// <summary>Milestone.</summary>
    public string Milestone { get; set => field = value ?? ""; } = "";

    /// <summary>Place in the list, where one comes back to.</summary>
    public int At { get; set; }

    /// <summary>Day of the button "done today", which counts as if it were typed; null = another button.</summary>
    public string? Today { get; set; }

    /// <summary>What is typed.</summary>
    public MilestoneForm Said { get; set; } = new();

    /// <summary>
    /// What is said, one thing for each that is typed; what contradicts itself, as "done" and a percentage, the service refuses. Null when
    /// it cannot be read, which then stands in the faults.
    /// </summary>
    public async Task<IReadOnlyList<MilestoneUpdate>?> ReadAsync(FileIntake intake, FormFaults faults, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(Today))
            Said.On = Today;
        List<MilestoneUpdate> said = [];
        if (!string.IsNullOrWhiteSpace(Said.On) && Said.Done(Project, Milestone, faults) is { } done)
            said.Add(done);
        if (!string.IsNullOrWhiteSpace(Said.Forecast))
            said.Add(new StateForecast(Project, Milestone, Said.Revision, Said.Forecast, Said.ReasonCode, Said.Note));
        var progress = await Said.ProgressAsync(Project, Milestone, intake, faults, ct);
        // A note alone is said of the progress; beside a date it stands with that.
        if (progress is not null && (said.Count == 0 || progress.Percent is not null || progress.Files.Count > 0))
            said.Add(said.Count > 0 && progress.Percent is null ? progress with { Note = null } : progress);
        return faults.Any ? null : said;
    }

    /// <summary>The caller's name for this, so that the same sent twice counts once. The same means what is said, not how it was wrapped up.</summary>
    public static OnceKey Once(string key, IEnumerable<MilestoneUpdate> said)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var update in said)
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes((object?[])[update.GetType().Name, update.Project, update.Milestone, update.Revision, .. Words(update)]));
            foreach (var file in update is ReportProgress progress ? progress.Files : [])
                hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(file.Name + file.Checksum)));
        }
        return new OnceKey(key, hash.GetHashAndReset());
    }

    // The same in every language: somebody may switch it before what he said goes out again.
    private static object?[] Words(MilestoneUpdate update) => update switch
    {
        ReportDone done => [done.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), done.Note],
        StateForecast stated => [stated.Forecast, stated.ReasonCode, stated.Note],
        ReportProgress progress => [progress.Percent, progress.Note],
        UndoDone undo => [undo.Reason],
        _ => throw new ArgumentOutOfRangeException(nameof(update), update, null),
    };
}
