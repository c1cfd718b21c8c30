using System.Globalization;
using System.Text.Json;
using Portfolio.Common;
using Portfolio.Milestones.Updates;

namespace Portfolio.Web.Api.Milestones;

/// <summary>Reads the bodies about milestones.</summary>
internal static class MilestoneBodies
{
    private const string List = "updates";

    private static readonly string[] Said = ["doneOn", "forecast", "reasonCode", "percent", "note"];

    /// <summary>What a body says, and under which name of the caller each row of the service stands.</summary>
    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape, or says nothing.</exception>
    public static async Task<SaidUpdates> ReadPatchAsync(HttpRequest request, string project, string milestone, CancellationToken ct) =>
        await ReadAsync(request, (body, root) => Update(body, body.Members(root, "", Said) ?? [], "", project, milestone, null), ct);

    /// <inheritdoc cref="ReadPatchAsync"/>
    public static async Task<SaidUpdates> ReadManyAsync(HttpRequest request, string project, CancellationToken ct) =>
        await ReadAsync(request, (body, root) =>
        {
            var members = body.Members(root, "", List) ?? [];
            if (!members.TryGetValue(List, out var list))
            {
                body.Fault(List, "validation.missing");
                return [];
            }
            return body.Entries(list, List).SelectMany((entry, i) =>
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"{List}[{i}].");
                var row = body.Members(entry, path.TrimEnd('.'), ["milestone", "revision", .. Said]) ?? [];
                var code = row.TryGetValue("milestone", out var text) ? body.Text(text, path + "milestone") : null;
                if (code is null)
                    body.Fault(path + "milestone", "validation.missing");
                long? revision = row.TryGetValue("revision", out var whole) ? body.Whole(whole, path + "revision") : null;
                return Update(body, row, path, project, code ?? "", revision);
            });
        }, ct);

    /// <summary>Reads members of a body.</summary>
    /// <inheritdoc cref="ReadPatchAsync" path="/exception"/>
    public static async Task<T> ReadAsync<T>(HttpRequest request, string[] known, Func<JsonBody, Dictionary<string, JsonElement>, T> read, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var value = read(body, body.Members(document.RootElement, "", known) ?? []);
        body.DemandSound();
        return value;
    }

    /// <summary>A whole number that may be left out.</summary>
    public static int? NumberOf(JsonBody body, Dictionary<string, JsonElement> members, string name, string path = "") =>
        members.TryGetValue(name, out var element) ? (int)Math.Clamp(body.Whole(element, path + name), int.MinValue, int.MaxValue) : null;

    /// <summary>A reason that may be left out, also with the whole body.</summary>
    public static async Task<string?> ReadReasonAsync(HttpRequest request, CancellationToken ct) =>
        request.ContentLength is null or 0 && !request.HasJsonContentType() ? null
        : await ReadAsync(request, ["reason"], (body, members) => body.TextOf(members, "reason"), ct);

    private static async Task<SaidUpdates> ReadAsync(
        HttpRequest request, Func<JsonBody, JsonElement, IEnumerable<(MilestoneUpdate Update, string Path)>> read, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var rows = read(body, document.RootElement).ToList();
        body.DemandSound();
        return new SaidUpdates([.. rows.Select(r => r.Update)], [.. rows.Select(r => r.Path)]);
    }

    // One thing for each that is written. What contradicts itself, as "done" and a percentage, the service refuses.
    private static IEnumerable<(MilestoneUpdate Update, string Path)> Update(
        JsonBody body, Dictionary<string, JsonElement> members, string path, string project, string milestone, long? revision)
    {
        string? Text(string name) => members.TryGetValue(name, out var text) ? body.Text(text, path + name) : null;
        var note = Text("note");
        List<(MilestoneUpdate, string)> said = [];
        if (body.DayOf(members, "doneOn", path + "doneOn") is { } done)
            said.Add((new ReportDone(project, milestone, revision, done, note), path));
        var reason = Text("reasonCode");
        if (Text("forecast") is { } forecast)
            said.Add((new StateForecast(project, milestone, revision, forecast, reason, note), path));
        var percent = NumberOf(body, members, "percent", path);
        // A note alone is said of the progress.
        if (percent is not null || said.Count == 0)
            said.Add((new ReportProgress(project, milestone, revision, percent, note), path));
        return said;
    }
}

/// <summary>What a body says of milestones.</summary>
/// <param name="Updates">As the service takes it.</param>
/// <param name="Paths">Under which name the caller wrote each.</param>
internal sealed record SaidUpdates(IReadOnlyList<MilestoneUpdate> Updates, IReadOnlyList<string> Paths)
{
    /// <summary>The same faults under the names of the caller.</summary>
    public ValidationFailedException Named(ValidationFailedException invalid) => new(
    [
        .. invalid.Failures.Select(fault => fault.Field.Split('[', ']', '.') is ["rows", var row, "", var field]
            ? fault with { Field = Paths[int.Parse(row, CultureInfo.InvariantCulture)] + Name(field) }
            : fault with { Field = Name(fault.Field) }),
    ]);

    private static string Name(string field) => field == "On" ? "doneOn" : field == "rows" ? "updates" : JsonNamingPolicy.CamelCase.ConvertName(field);
}
