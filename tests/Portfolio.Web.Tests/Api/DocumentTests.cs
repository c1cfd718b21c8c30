using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Portfolio.Web.Tests.Api;

internal sealed class DocumentTests
{
    private JsonElement document;

    [OneTimeSetUp]
    public async Task ReadAsync()
    {
        using var parsed = JsonDocument.Parse(await SharedHost.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        document = parsed.RootElement.Clone();
    }

    [Test]
    public void Every_route_of_the_api_is_in_the_document_and_nothing_else()
    {
        var mapped = SharedHost.Host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (e, method) => $"{method} {e.RoutePattern.RawText}")
            .Where(route => !route.StartsWith("HEAD", StringComparison.Ordinal));

        Assert.That(Operations().Select(o => $"{o.Method} {o.Path}"), Is.EquivalentTo(mapped).And.Not.Empty);
    }

    [Test]
    public void Every_operation_has_an_id_of_its_own_a_summary_a_tag_and_its_refusals()
    {
        Assert.That(Operations().Select(o => o.Operation.Text("operationId")), Is.Unique);
        using (Assert.EnterMultipleScope())
        {
            foreach (var (_, path, operation) in Operations())
            {
                Assert.That(operation.Text("summary"), Is.Not.Empty, path);
                Assert.That(operation.GetProperty("tags").GetArrayLength(), Is.EqualTo(1), path);
                var responses = operation.GetProperty("responses");
                var answer = responses.EnumerateObject().First(r => r.Name is "200" or "201").Value;
                // Files are of a type of their own.
                var type = answer.GetProperty("content").EnumerateObject().Single().Name;
                Assert.That(type == "application/json" || path.Contains("/files/", StringComparison.Ordinal), path);
                Assert.That(Schema(answer, type), Is.Not.Empty.And.Not.EqualTo("{}"), path);
                foreach (var status in (string[])["403", "500"])
                    Assert.That(Schema(responses.GetProperty(status), "application/problem+json"), Does.Contain("ApiProblem"), path);
            }
        }
    }

    [Test]
    public void Every_parameter_is_described()
    {
        var parameters = Operations().SelectMany(o => o.Operation.GetProperty("parameters").EnumerateArray()).ToList();

        Assert.That(parameters, Is.Not.Empty);
        Assert.That(parameters.Select(p => p.TryGetProperty("description", out var text) ? text.GetString() : p.ToString()), Is.All.Not.Empty.And.All.Not.Contain("{"));
    }

    [Test]
    public void Money_is_an_integer_everywhere()
    {
        var amount = document.GetProperty("components").GetProperty("schemas").GetProperty("Amount").GetProperty("properties").GetProperty("total");

        Assert.That(Resolve(amount).GetProperty("type").GetString(), Is.EqualTo("integer"));
    }

    [Test]
    public void Every_reference_in_the_document_leads_somewhere()
    {
        var text = document.ToString();
        var schemas = document.GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).ToHashSet();
        var references = System.Text.RegularExpressions.Regex.Matches(text, "\"#/components/schemas/([^\"]+)\"").Select(m => m.Groups[1].Value);

        Assert.That(references.Except(schemas), Is.Empty);
    }

    [TestCase("sector", "road")]
    [TestCase("kind", "scheme")]
    [TestCase("stage", "none")]
    public void The_closed_lists_of_the_project_filter_name_their_values(string name, string value)
    {
        var parameter = document.GetProperty("paths").GetProperty("/api/v1/projects").GetProperty("get").GetProperty("parameters")
            .EnumerateArray().Single(p => p.Text("name") == name);

        Assert.That(parameter.GetProperty("schema").GetProperty("enum").EnumerateArray().Select(v => v.GetString()), Does.Contain(value));
    }

    [Test]
    public void A_change_of_needs_requires_the_tag_and_its_body_the_needs_but_no_reason()
    {
        var operation = document.GetProperty("paths").GetProperty("/api/v1/projects/{code}/needs").GetProperty("put");
        var ifMatch = operation.GetProperty("parameters").EnumerateArray().Single(p => p.Text("name") == "If-Match");
        var body = Resolve(operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ifMatch.GetProperty("required").GetBoolean());
            Assert.That(operation.GetProperty("requestBody").GetProperty("required").GetBoolean());
            Assert.That(body.GetProperty("required").EnumerateArray().Select(name => name.GetString()), Is.EqualTo(["needs"]));
        }
    }

    [Test]
    public void Tokens_are_described_and_every_operation_says_how_to_prove_who_one_is()
    {
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer");
        Assert.That((scheme.Text("type"), scheme.Text("scheme")), Is.EqualTo(("http", "bearer")));
        Assert.That(document.GetProperty("security")[0].TryGetProperty("bearer", out _));
        using (Assert.EnterMultipleScope())
        {
            foreach (var (method, path, operation) in Operations())
                Assert.That(
                    operation.GetProperty("responses").GetProperty("401").GetProperty("headers").TryGetProperty("WWW-Authenticate", out _), $"{method} {path}");
        }
    }

    [Test]
    public void The_document_says_what_it_is()
    {
        Assert.That(document.GetProperty("info").Text("title"), Is.Not.Empty);
        Assert.That(document.GetProperty("info").Text("description"), Does.Contain("VND"));
    }

    private JsonElement Resolve(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var reference)
            ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
            : schema;

    private IEnumerable<(string Method, string Path, JsonElement Operation)> Operations() =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name.ToUpperInvariant(), path.Name, operation.Value);

    private static string Schema(JsonElement response, string type) =>
        response.GetProperty("content").GetProperty(type).GetProperty("schema").ToString();
}
