using System.Globalization;
using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Web.Api.Capital;

/// <summary>Reads the bodies that say what a decision shall be.</summary>
internal static class DecisionBodies
{
    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape.</exception>
    public static Task<NewDecisionDto> ReadNewAsync(HttpRequest request, CancellationToken ct) => ReadAsync(
        request, ["plan", "kind", "name", "reason", "copyFrom"],
        (body, members) => new NewDecisionDto(
            body.TextOf(members, "plan") ?? "", body.TextOf(members, "kind") ?? "", body.TextOf(members, "name") ?? "", body.TextOf(members, "reason"),
            members.TryGetValue("copyFrom", out var from) ? body.Whole(from, "copyFrom") : null),
        ct);

    /// <inheritdoc cref="ReadNewAsync"/>
    public static Task<NewClosingDto> ReadClosingAsync(HttpRequest request, CancellationToken ct) => ReadAsync(
        request, ["year", "name"], (body, members) => new NewClosingDto(body.YearOf(members, "year"), body.TextOf(members, "name") ?? ""), ct);

    /// <inheritdoc cref="ReadNewAsync"/>
    public static Task<DecisionNameDto> ReadNameAsync(HttpRequest request, CancellationToken ct) => ReadAsync(
        request, ["name", "reason"], (body, members) => new DecisionNameDto(body.TextOf(members, "name") ?? "", body.TextOf(members, "reason")), ct);

    /// <inheritdoc cref="ReadNewAsync"/>
    public static Task<DecisionReturnDto> ReadReturnAsync(HttpRequest request, CancellationToken ct) => ReadAsync(
        request, ["reason"], (body, members) => new DecisionReturnDto(body.TextOf(members, "reason") ?? ""), ct);

    /// <inheritdoc cref="ReadNewAsync"/>
    public static Task<DecisionApprovalDto> ReadApprovalAsync(HttpRequest request, CancellationToken ct) => ReadAsync(
        request, ["number", "decidedOn", "signer"],
        (body, members) => new DecisionApprovalDto(
            body.TextOf(members, "number") ?? "", body.DayOf(members, "decidedOn", "decidedOn"), body.TextOf(members, "signer") ?? ""),
        ct);

    /// <inheritdoc cref="ReadNewAsync"/>
    public static Task<DrawInputDto> ReadDrawAsync(HttpRequest request, CancellationToken ct) => ReadAsync(
        request, ["amount"], (body, members) => new DrawInputDto(body.AmountOf(members, "amount", "amount")), ct);

    /// <inheritdoc cref="ReadNewAsync"/>
    public static Task<LinesInputDto> ReadLinesAsync(HttpRequest request, CancellationToken ct) => ReadAsync(
        request, ["lines"], (body, members) => new LinesInputDto(Lines(body, members)), ct);

    private static List<LineInputDto> Lines(JsonBody body, Dictionary<string, JsonElement> members)
    {
        if (members.TryGetValue("lines", out var list))
            return [.. body.Entries(list, "lines").Select((entry, i) => Line(body, entry, string.Create(CultureInfo.InvariantCulture, $"lines[{i}]")))];
        body.Fault("lines", "validation.missing");
        return [];
    }

    private static LineInputDto Line(JsonBody body, JsonElement entry, string path)
    {
        var members = body.Members(entry, path, "project", "source", "year", "change", "was", "inForce", "reason") ?? [];
        string? Text(string name) => members.TryGetValue(name, out var text) ? body.Text(text, $"{path}.{name}") : null;
        Vnd? Amount(string name) => members.TryGetValue(name, out var amount) ? body.Change(amount, $"{path}.{name}") : null;
        if (!members.ContainsKey("change"))
            body.Fault(path + ".change", "money.missing");
        return new LineInputDto(
            Text("project") ?? "", Text("source") ?? "", body.YearOf(members, path + ".year"), Amount("change") ?? Vnd.Zero, Amount("was"), Amount("inForce"),
            Text("reason"));
    }

    // Whatever is at fault reads as nothing: the faults stop the request before the rest is used.
    private static async Task<T> ReadAsync<T>(
        HttpRequest request, string[] known, Func<JsonBody, Dictionary<string, JsonElement>, T> read, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var wanted = read(body, body.Members(document.RootElement, "", known) ?? []);
        body.DemandSound();
        return wanted;
    }
}
