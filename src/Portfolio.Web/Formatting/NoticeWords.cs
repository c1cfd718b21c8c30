using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Reporting.Capital.Bodies;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Formatting;

/// <summary>What a body was told, in words. What a notice does not say is left out: its figures are those of whoever caused it.</summary>
internal sealed class NoticeWords(IStringLocalizer<Texts> texts, Display display)
{
    /// <summary>Projects named one by one; the rest is counted.</summary>
    private const int MostProjects = 5;

    /// <summary>What happened, in a sentence.</summary>
    public string Of(BodyNotice notice)
    {
        using var detail = JsonDocument.Parse(notice.Detail);
        var of = detail.RootElement;
        return notice.Kind switch
        {
            "capital.adjusted" => texts["notice.capital_adjusted", Text(of, "number"), Day(of, "decidedOn")].Value,
            "capital.closed" => texts["notice.capital_closed", Text(of, "number"), Day(of, "decidedOn")].Value,
            "milestones.returned" => texts["notice.milestones_returned", Text(of, "name"), notice.SubjectCode, Text(of, "reason")].Value,
            "warnings.assigned" => texts["notice.warnings_assigned", Text(of, "project"), Text(of, "note")].Value.TrimEnd(':', ' '),
            "warnings.said" when Text(of, "project") is { Length: > 0 } project => texts["notice.warnings_said", project, Text(of, "text")].Value,
            "warnings.said" => texts["notice.warnings_said_body", Text(of, "text")].Value,
            "ledger.broken" => texts["notice.ledger_broken"].Value,
            "payments.returned" => texts["notice.payments_returned", notice.SubjectCode, Amount(of, "amount"), Text(of, "reason")].Value,
            "payments.reversed" => texts["notice.payments_reversed", notice.SubjectCode, Amount(of, "amount"), Text(of, "reason")].Value,
            _ => texts["event." + notice.Kind] is { ResourceNotFound: false } known ? Display.Start(known.Value) : texts["notice.other", notice.SubjectCode].Value,
        };
    }

    /// <summary>What it did to the projects of the body, one line each.</summary>
    public IReadOnlyList<string> Lines(BodyNotice notice)
    {
        using var detail = JsonDocument.Parse(notice.Detail);
        if (detail.RootElement.ValueKind != JsonValueKind.Object || !detail.RootElement.TryGetProperty("projects", out var projects)
            || projects.ValueKind != JsonValueKind.Array)
            return [];
        List<string> lines = [.. projects.EnumerateArray().Take(MostProjects).Select(Line)];
        if (projects.GetArrayLength() - MostProjects is var more and > 0)
            lines.Add(texts["notice.more_projects", Display.Count(more)].Value);
        return lines;
    }

    /// <summary>Page of what it is about; null where there is none.</summary>
    public static string? Url(BodyNotice notice) => notice.SubjectType switch
    {
        "decision" => "/capital/decisions/" + Uri.EscapeDataString(notice.SubjectCode),
        "project" when notice.Kind is "payments.returned" or "payments.reversed" && PaymentOf(notice) is > 0 and var id =>
            $"/projects/{Uri.EscapeDataString(notice.SubjectCode)}/capital/payments/{id.ToString(CultureInfo.InvariantCulture)}",
        "project" when notice.Kind is "milestones.returned" && MilestoneOf(notice) is { Length: > 0 } milestone =>
            $"/projects/{Uri.EscapeDataString(notice.SubjectCode)}/schedule/{Uri.EscapeDataString(milestone)}",
        "warning" => "/warnings/" + Uri.EscapeDataString(notice.SubjectCode),
        "ledger" => "/capital/ledger",
        "project" => "/projects/" + Uri.EscapeDataString(notice.SubjectCode),
        _ => null,
    };

    private static long PaymentOf(BodyNotice notice)
    {
        using var detail = JsonDocument.Parse(notice.Detail);
        return Dong(detail.RootElement, "payment");
    }

    private static string MilestoneOf(BodyNotice notice)
    {
        using var detail = JsonDocument.Parse(notice.Detail);
        return Text(detail.RootElement, "milestone");
    }

    private string Line(JsonElement project)
    {
        (string Name, string Key)[] parts =
            [("given", "notice.given"), ("taken", "notice.taken"), ("carriedOver", "notice.carried_over"), ("lapsed", "notice.lapsed")];
        var said = parts.Where(p => Dong(project, p.Name) != 0).Select(p => texts[p.Key, display.BillionsWithUnit(new Vnd(Dong(project, p.Name)))].Value);
        return $"{Text(project, "code")}: {string.Join(", ", said)}";
    }

    private string Amount(JsonElement of, string name) => display.BillionsWithUnit(new Vnd(Dong(of, name)));

    private static long Dong(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var amount) && amount.ValueKind == JsonValueKind.Number && amount.TryGetInt64(out var dong)
            ? dong : 0;

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static string Day(JsonElement of, string name) =>
        DateOnly.TryParse(Text(of, name), CultureInfo.InvariantCulture, out var day) ? Display.Date(day) : "";
}
