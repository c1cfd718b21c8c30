using System.Text.Json;
using Portfolio.Common;
using Portfolio.LandClearance.Obstacles;
using Portfolio.LandClearance.Packages;

namespace Portfolio.Web.Api;

/// <summary>Reads the bodies about land.</summary>
internal static class LandBodies
{
    private const string HandedOverOn = "handedOverOn";
    private const string ExpectedOn = "expectedOn";
    private const string Clear = "clear";
    private const string Reason = "reason";

    private static readonly Dictionary<string, LandFigure> Figures =
        LandFigureNames.All.ToDictionary(f => JsonNamingPolicy.CamelCase.ConvertName(f.ToString()), StringComparer.Ordinal);

    private static readonly string[] Known = [.. Figures.Keys, HandedOverOn, ExpectedOn, Clear, Reason];

    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<UpdatePackage> ReadUpdateAsync(HttpRequest request, long id, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", Known) ?? [];
        var figures = members.Where(m => Figures.ContainsKey(m.Key)).ToDictionary(
            m => Figures[m.Key], m => Figures[m.Key].IsMoney() ? body.Amount(m.Value, m.Key).Dong : body.Whole(m.Value, m.Key));
        var cleared = members.TryGetValue(Clear, out var list) ? body.Entries(list, Clear).Select(e => body.Text(e, Clear)).ToList() : [];
        if (cleared.Any(name => name is not (HandedOverOn or ExpectedOn)))
            body.Fault(Clear, "validation.unknown_value");
        var update = new UpdatePackage(id, null, figures, body.TextOf(members, Reason), Day(HandedOverOn), Day(ExpectedOn));
        body.DemandSound();
        return update;

        DayChange? Day(string name) => members.ContainsKey(name) || cleared.Contains(name) ? new DayChange(body.DayOf(members, name, name)) : null;
    }

    /// <inheritdoc cref="ReadUpdateAsync"/>
    public static async Task<ReportObstacle> ReadObstacleAsync(HttpRequest request, string project, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", "title", "mustAct", "since", "package", "location", "dueOn") ?? [];
        var obstacle = new ReportObstacle(
            project, members.TryGetValue("package", out var package) ? body.Whole(package, "package") : null, body.TextOf(members, "title") ?? "",
            body.TextOf(members, "location"), body.TextOf(members, "mustAct") ?? "", body.DayOf(members, "since", "since"), body.DayOf(members, "dueOn", "dueOn"));
        body.DemandSound();
        return obstacle;
    }
}
