using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Web.Security;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>A request that is too large is told so in words.</summary>
internal sealed class RequestLimitTests
{
    private const string TooLarge = "<h1>Dữ liệu gửi quá lớn</h1>";

    private HttpClient client = null!;

    // The program answers and hangs up without reading the rest; who waits for leave to send it hears the answer for sure.
    [SetUp]
    public void Open()
    {
        client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = SharedHost.Host.Address };
        client.DefaultRequestHeaders.ExpectContinue = true;
    }

    [TearDown]
    public void Close() => client.Dispose();

    [TestCase("/language")]
    [TestCase("/projects/CB-GT-001/needs")]
    [TestCase("/khong-co-trang-nay")]
    public async Task A_form_that_is_too_large_is_told_so(string path)
    {
        var part = new string('x', RequestLimits.FieldText);
        await DemandTooLargeAsync(path, Form(Enumerable.Range(0, 5).Select(i => ($"f{i}", part))));
    }

    [Test]
    public Task A_form_with_files_that_is_too_large_is_told_so()
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[RequestLimits.Body]), "file", "a.bin" } };
        return DemandTooLargeAsync("/language", form);
    }

    [Test]
    public Task A_form_with_too_many_fields_is_told_so() =>
        DemandTooLargeAsync("/language", Form(Enumerable.Range(0, RequestLimits.Fields + 1).Select(i => ($"f{i}", "1"))));

    [Test]
    public Task A_field_with_too_long_a_name_is_told_so() =>
        DemandTooLargeAsync("/language", Form([(new string('x', RequestLimits.FieldName + 1), "1")]));

    [Test]
    public Task A_field_with_too_long_a_text_is_told_so() =>
        DemandTooLargeAsync("/language", Form([("f", new string('x', RequestLimits.FieldText + 1))]));

    [TestCase("multipart/form-data")]
    [TestCase("multipart/form-data; boundary=x")]
    [TestCase("application/x-www-form-urlencoded; charset=x")]
    public async Task A_form_that_cannot_be_read_brings_nothing_to_fall(string type)
    {
        using var content = new StringContent("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await client.PostAsync(new Uri("/language", UriKind.Relative), content);

        Assert.That((int)response.StatusCode, Is.InRange(400, 499));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("<h1>"));
    }

    [Test]
    public async Task An_endpoint_for_files_may_take_more()
    {
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, map: app =>
        {
            app.MapPost("/test/large", CountAsync).WithMetadata(new RequestSizeLimitAttribute(4 * RequestLimits.Body));
            app.MapPost("/test/usual", CountAsync);
        });
        foreach (var (path, status) in (ReadOnlySpan<(string, HttpStatusCode)>)[("/test/large", HttpStatusCode.OK), ("/test/usual", HttpStatusCode.RequestEntityTooLarge)])
        {
            using var response = Ask(host, path);
            Assert.That(response.StatusCode, Is.EqualTo(status), path);
        }

        HttpResponseMessage Ask(TestHost host, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, path)) { Content = new ByteArrayContent(new byte[2 * RequestLimits.Body]) };
            return client.Send(request);
        }
    }

    [Test]
    public async Task Headers_that_are_too_large_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health/live", UriKind.Relative));
        request.Headers.Add("X-Large", new string('x', 20_000));
        using var response = await client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestHeaderFieldsTooLarge));
    }

    [TestCase(16, 422, "validation.not_an_object")]
    [TestCase(17, 400, "request.json_broken")]
    public async Task Json_may_be_nested_so_deep_and_no_deeper(int depth, int status, string code)
    {
        using var response = await SharedHost.Client.PutNeedsAsync(ApiCalls.Road, new string('[', depth) + new string(']', depth), "*");

        await response.ProblemAsync(status, code);
    }

    private static async Task<long> CountAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.Length;
    }

    private static StringContent Form(IEnumerable<(string Name, string Value)> fields) =>
        new(string.Join('&', fields.Select(field => $"{field.Name}={field.Value}")), Encoding.ASCII, "application/x-www-form-urlencoded");

    private async Task DemandTooLargeAsync(string path, HttpContent form)
    {
        using (form)
        using (var response = await client.PostAsync(new Uri(path, UriKind.Relative), form))
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(TooLarge).And.Contain("Yêu cầu quá lớn"));
        }
    }
}
