using System.Text;
using System.Text.Json;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Api;

/// <summary>Requests to the endpoints of capital.</summary>
internal static class CapitalCalls
{
    public const string Plan = ApiCalls.MainPlan;

    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, object body, string? ifMatch) => client.SendApiAsync(
        HttpMethod.Put, "/capital" + path, Json(body), ifMatch is null ? [] : [("If-Match", ifMatch)]);

    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body, string? ifMatch = null, string? key = null) =>
        client.SendApiAsync(
            HttpMethod.Post, "/capital" + path, Json(body),
            [.. ifMatch is null ? [] : new[] { ("If-Match", ifMatch) }, .. key is null ? [] : new[] { ("Idempotency-Key", key) }]);

    /// <summary>The tag of what stands there.</summary>
    public static async Task<string> TagAsync(this HttpClient client, string path)
    {
        using var response = await client.GetApiAsync("/capital" + path);
        return response.Headers.ETag!.ToString();
    }

    /// <summary>Begins a draft and gives its key.</summary>
    public static async Task<long> BegunAsync(this TestHost host, string kind = "allocation")
    {
        using var response = await host.Client.PostAsync("/decisions", new { plan = Plan, kind, name = "Dự kiến" });
        return (await response.JsonAsync()).Dong("id");
    }

    public static object Lines(params (string Project, string Source, int Year, long Change)[] lines) => new
    {
        lines = lines.Select(l => new { project = l.Project, source = l.Source, year = l.Year, change = l.Change }),
    };

    private static StringContent Json(object body) =>
        new(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
