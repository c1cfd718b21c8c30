using System.Globalization;
using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Web.Api.Capital;

/// <summary>Reads <see cref="CeilingsInputDto"/> and <see cref="ContingencyInputDto"/>.</summary>
internal static class CeilingBodies
{
    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<CeilingsInputDto> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", "ceilings", "reason") ?? [];
        var input = new CeilingsInputDto(Ceilings(body, members), body.TextOf(members, "reason"));
        body.DemandSound();
        return input;
    }

    /// <exception cref="RequestException">The body is not JSON.</exception>
    /// <exception cref="ValidationFailedException">The body is not of the documented shape.</exception>
    public static async Task<ContingencyInputDto> ReadContingencyAsync(HttpRequest request, CancellationToken ct)
    {
        using var document = await JsonBody.ParseAsync(request, ct);
        var body = new JsonBody();
        var members = body.Members(document.RootElement, "", "source", "name", "amount") ?? [];
        var input = new ContingencyInputDto(
            body.TextOf(members, "source") ?? "", body.TextOf(members, "name") ?? "", body.AmountOf(members, "amount", "amount"));
        body.DemandSound();
        return input;
    }

    private static List<CeilingInputDto> Ceilings(JsonBody body, Dictionary<string, JsonElement> members)
    {
        if (members.TryGetValue("ceilings", out var list))
            return [.. body.Entries(list, "ceilings").Select((entry, i) => Ceiling(body, entry, string.Create(CultureInfo.InvariantCulture, $"ceilings[{i}]")))];
        body.Fault("ceilings", "validation.missing");
        return [];
    }

    private static CeilingInputDto Ceiling(JsonBody body, JsonElement entry, string path)
    {
        var members = body.Members(entry, path, "source", "year", "ceiling") ?? [];
        return new CeilingInputDto(
            members.TryGetValue("source", out var source) ? body.Text(source, path + ".source") ?? "" : "", body.YearOf(members, path + ".year"),
            members.TryGetValue("ceiling", out var amount) ? body.Amount(amount, path + ".ceiling") : null);
    }
}
