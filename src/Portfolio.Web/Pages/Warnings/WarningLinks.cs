using Portfolio.Reporting.Warnings;

namespace Portfolio.Web.Pages.Warnings;

/// <summary>Where one goes to put right what a warning is about.</summary>
internal static class WarningLinks
{
    /// <summary>Page of what it is about; null where there is none.</summary>
    public static string? Of(WarningRow warning)
    {
        var project = warning.ProjectCode is { } code ? "/projects/" + Uri.EscapeDataString(code) : null;
        return warning.SubjectType switch
        {
            "milestone" when warning.MilestoneCode is { } milestone => $"{project}/schedule/{Uri.EscapeDataString(milestone)}",
            "package" => $"{project}/land/{warning.SubjectId}",
            "obstacle" => $"/obstacles/{warning.SubjectId}",
            "report" => $"/reports/{warning.SubjectId}",
            "ledger" => "/capital/ledger",
            _ => warning.Rule switch
            {
                "land.behind_start" => project + "/land",
                "update.stale" or "progress.gap" => project + "/schedule",
                _ => project,
            },
        };
    }
}
