using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Web.Api;

/// <summary>Reads <see cref="NeedsInputDto"/>.</summary>
internal static class NeedsBody
{
    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<NeedsInputDto> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var input = Input(body, document.RootElement);
        body.DemandSound();
        return input;
    }

    // Whatever is at fault reads as nothing: the faults stop the request before the rest is used.
    private static NeedsInputDto Input(JsonBody body, JsonElement root)
    {
        if (body.Members(root, "", "needs", "reason") is not { } members)
            return new NeedsInputDto([]);
        var reason = members.TryGetValue("reason", out var text) ? body.Text(text, "reason") : null;
        return new NeedsInputDto(Needs(body, members), string.IsNullOrWhiteSpace(reason) ? null : reason);
    }

    private static List<NeedInputDto> Needs(JsonBody body, Dictionary<string, JsonElement> members)
    {
        if (members.TryGetValue("needs", out var list))
            return [.. body.Entries(list, "needs").Select((entry, index) => Need(body, entry, $"needs[{index}]"))];
        // "No needs" is written as an empty list; a body without the list is more likely a mistake than a wish to clear all.
        body.Fault("needs", "needs.missing");
        return [];
    }

    private static NeedInputDto Need(JsonBody body, JsonElement entry, string path)
    {
        var need = new NeedInputDto("", Vnd.Zero);
        if (body.Members(entry, path, "source", "amount") is not { } members)
            return need;
        if (members.TryGetValue("source", out var source))
            need = need with { Source = body.Text(source, path + ".source") ?? "" };
        else
            body.Fault(path + ".source", "needs.source_missing");
        if (members.TryGetValue("amount", out var amount))
            need = need with { Amount = body.Amount(amount, path + ".amount") };
        else
            body.Fault(path + ".amount", "money.missing");
        return need;
    }
}
