using System.Net;
using System.Text;
using System.Text.Json;

namespace Portfolio.Web.Tests.Api;

/// <summary>Requests to the API and what every answer must be like.</summary>
internal static class ApiCalls
{
    public const string MainPlan = "cb-ha-tang-2026-2030";

    /// <summary>A road of the main plan, with illustrative needs on a host with demo figures.</summary>
    public const string Road = "CB-GT-001";

    public static async Task<JsonElement> GetJsonAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri("/api/v1" + path, UriKind.Relative));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        return await response.JsonAsync();
    }

    public static Task<HttpResponseMessage> GetApiAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.SendApiAsync(HttpMethod.Get, path, null, headers);

    public static Task<HttpResponseMessage> PutNeedsAsync(this HttpClient client, string code, string body, string? ifMatch, string query = "") =>
        client.SendApiAsync(
            HttpMethod.Put, $"/projects/{code}/needs{query}", new StringContent(body, Encoding.UTF8, "application/json"),
            ifMatch is null ? [] : [("If-Match", ifMatch)]);

    public static async Task<HttpResponseMessage> SendApiAsync(
        this HttpClient client, HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = content };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request);
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
        return document.RootElement.Clone();
    }

    /// <summary>The answer is a problem document with this status and code, and says so in a whole sentence.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, int status, string code)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType), Is.EqualTo((status, "application/problem+json")), text);
        var problem = await response.JsonAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.GetProperty("status").GetInt32(), Is.EqualTo(status), text);
            Assert.That(problem.Text("code"), Is.EqualTo(code), text);
            Assert.That(problem.Text("title"), Is.Not.Empty, text);
            Assert.That(problem.Text("traceId"), Does.Match("^[0-9a-f]{32}$"), text);
            DemandSentence(problem.Text("detail"), text);
            foreach (var field in problem.Fields())
                field.Value.EnumerateArray().ToList().ForEach(fault => DemandSentence(fault.Text("detail"), text));
        }
        return problem;
    }

    public static IEnumerable<JsonProperty> Fields(this JsonElement problem) =>
        problem.TryGetProperty("errors", out var errors) ? errors.EnumerateObject() : [];

    /// <summary>Code of the first fault of a field.</summary>
    public static string? Fault(this JsonElement problem, string field) => problem.GetProperty("errors").GetProperty(field)[0].Text("code");

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();

    public static long Dong(this JsonElement element, params string[] path) =>
        path.Aggregate(element, (e, name) => e.GetProperty(name)).GetInt64();

    public static List<JsonElement> Items(this JsonElement list) => [.. list.GetProperty("items").EnumerateArray()];

    public static List<string> Codes(this JsonElement list) => [.. list.Items().Select(item => item.Text("code")!)];

    /// <summary>The body that sets the needs a project has already.</summary>
    public static string AsInput(this JsonElement needs) => JsonSerializer.Serialize(new
    {
        needs = needs.GetProperty("needs").EnumerateArray().Select(n => new { source = n.Text("source"), amount = n.Dong("amount") }),
    });

    // A missing text shows as its key, a missing argument as a name in braces.
    private static void DemandSentence(string? detail, string document)
    {
        Assert.That(detail, Does.Match(@"^[^{}]{10,}[.!]$"), document);
        Assert.That(detail, Does.Not.Contain("error."), document);
    }
}
