using System.Text.Json;
using Portfolio.Common;
using Portfolio.Funding.Drafts;
using Portfolio.Web.Api;

namespace Portfolio.Web.Pages.Capital;

/// <summary>Reads the cells that the grid sends: <c>{"lines":[{"project":"…","source":"…","year":2026,"change":1,"was":0,"inForce":0}]}</c>.</summary>
internal static class GridBody
{
    /// <summary>Bytes of the largest body: 30.000 cells.</summary>
    public const int Largest = 8 * 1024 * 1024;

    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of this shape.</exception>
    public static async Task<IReadOnlyList<LineEdit>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        List<LineEdit> lines = [];
        if (body.Members(document.RootElement, "", "lines") is { } members && members.TryGetValue("lines", out var list))
            lines.AddRange(body.Entries(list, "lines").Select((line, index) => Line(body, line, $"lines[{index}]")));
        body.DemandSound();
        return lines;
    }

    // Whatever is at fault reads as nothing: the faults stop the request before the rest is used.
    private static LineEdit Line(JsonBody body, JsonElement line, string path)
    {
        if (body.Members(line, path, "project", "source", "year", "change", "was", "inForce", "reason") is not { } members)
            return new LineEdit("", "", 0, Vnd.Zero);
        string? Text(string name) => members.TryGetValue(name, out var text) ? body.Text(text, $"{path}.{name}") : null;
        Vnd? Amount(string name) => members.TryGetValue(name, out var amount) ? body.Amount(amount, $"{path}.{name}") : null;
        if (Amount("change") is not { } change)
        {
            body.Fault(path + ".change", "money.missing");
            change = Vnd.Zero;
        }
        return new LineEdit(Text("project") ?? "", Text("source") ?? "", Year(members), change, Amount("was"), Amount("inForce"), Text("reason"));
    }

    // The service refuses a year that is none of the plan.
    private static int Year(Dictionary<string, JsonElement> members) =>
        members.TryGetValue("year", out var year) && year.ValueKind == JsonValueKind.Number && year.TryGetInt32(out var number) ? number : 0;
}
