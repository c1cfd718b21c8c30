using System.Globalization;
using Portfolio.Audit;

namespace Portfolio.LandClearance.Packages;

/// <summary>Packages in the history of their projects; fields are named <c>land/GP-01/paid</c>.</summary>
internal static class PackageTrail
{
    /// <summary>What changed of a package; null when nothing did.</summary>
    public static AuditChange? Change(string project, string province, PackageRow? before, PackageRow after)
    {
        var (was, now) = (before is null ? [] : Fields(before), Fields(after));
        List<string> changed = [.. now.Keys.Where(field => was.GetValueOrDefault(field) is var old && !Equals(old, now[field]))];
        return changed.Count == 0
            ? null
            : new AuditChange(
                project, province, before is null ? null : changed.ToDictionary(f => f, f => was.GetValueOrDefault(f), StringComparer.Ordinal),
                changed.ToDictionary(f => f, f => now[f], StringComparer.Ordinal));
    }

    private static Dictionary<string, object?> Fields(PackageRow package)
    {
        var prefix = $"land/{package.Code}/";
        var fields = LandFigureNames.All.ToDictionary(f => prefix + f.Code(), object? (f) => package.Figures[f], StringComparer.Ordinal);
        fields[prefix + "section"] = package.Section;
        fields[prefix + "land_use"] = package.LandUse;
        fields[prefix + "planned_hand_over"] = package.PlannedText;
        fields[prefix + "expected_hand_over"] = Day(package.ExpectedOn);
        fields[prefix + "handed_over_on"] = Day(package.HandedOverOn);
        fields[prefix + "notified_on"] = Day(package.NotifiedOn);
        fields[prefix + "notice_until"] = Day(package.NoticeUntil);
        return fields;
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
