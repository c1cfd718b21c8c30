using System.Globalization;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Milestones.Updates;
using Portfolio.Web.Pages.Admin;

namespace Portfolio.Web.Pages.Schedules;

/// <summary>What is typed of a milestone. Which of the fields count depends on what is sent.</summary>
internal sealed class MilestoneForm
{
    /// <summary>Version the form was filled from.</summary>
    public long Revision { get; set; }

    /// <summary>Day on which it was done.</summary>
    public string? On { get; set; }

    /// <summary>When the owner expects it, as people write it.</summary>
    public string? Forecast { get; set; }

    /// <summary>New planned date, as people write it.</summary>
    public string? Planned { get; set; }

    /// <summary>Why a date moves.</summary>
    public string? ReasonCode { get; set; }

    /// <summary>How far it is.</summary>
    public string? Percent { get; set; }

    /// <summary>Note.</summary>
    public string? Note { get; set; }

    /// <summary>Reason in words.</summary>
    public string? Reason { get; set; }

    /// <summary>Photos and files.</summary>
    public List<IFormFile> Files { get; set; } = [];

    /// <summary>"Done", as it was typed; null when the day cannot be read, which then stands in the faults.</summary>
    public ReportDone? Done(string project, string milestone, FormFaults faults)
    {
        if (DateText.TryParse(On, out var day) is not { } fault)
            return new ReportDone(project, milestone, Revision, day, Note);
        faults.Add(nameof(On), fault);
        return null;
    }

    /// <summary>Progress, as it was typed; null when it cannot be read, which then stands in the faults.</summary>
    public async Task<ReportProgress?> ProgressAsync(string project, string milestone, FileIntake intake, FormFaults faults, CancellationToken ct)
    {
        int? percent = null;
        if (!string.IsNullOrWhiteSpace(Percent))
        {
            if (!int.TryParse(Percent.Trim().TrimEnd('%').TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                faults.Add(nameof(Percent), "milestones.percent_outside");
            percent = number;
        }
        List<NewFile> files = [];
        foreach (var file in Files)
            await faults.TryAsync(async () =>
            {
                await using var content = file.OpenReadStream();
                files.Add(await intake.ReadAsync(file.FileName, content, ct));
            }, _ => nameof(Files));
        return faults.Any ? null : new ReportProgress(project, milestone, Revision, percent, Note) { Files = files };
    }
}
