using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Exchange.Tables;
using Portfolio.Web.Security;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>Only a page that says so takes files, and only from whoever has signed in.</summary>
internal sealed class LargerFormTests
{
    private const int Megabyte = 1024 * 1024;

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(
        on: SharedHost.Host, settings: [("Limits:FileMegabytes", "2")], map: app =>
        {
            Map(app, "/test/usual");
            Map(app, "/test/files", new TakesFilesAttribute(2));
            Map(app, "/test/table", new TakesTableAttribute());
        });

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [TestCase("/test/files", 8 * Megabyte, HttpStatusCode.OK)]
    [TestCase("/test/files", (8 * Megabyte) + RequestLimits.Body, HttpStatusCode.RequestEntityTooLarge)]
    [TestCase("/test/table", TableLimits.Bytes, HttpStatusCode.OK)]
    [TestCase("/test/table", TableLimits.Bytes + RequestLimits.Body, HttpStatusCode.RequestEntityTooLarge)]
    [TestCase("/test/usual", RequestLimits.Body, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Files_are_taken_where_the_page_says_so_and_no_larger(string path, int bytes, HttpStatusCode status)
    {
        using var response = await PostAsync(SignedIn(), path, new ByteArrayContent(new byte[bytes]), "a.bin");

        Assert.That(response.StatusCode, Is.EqualTo(status));
        Assert.That(await response.Content.ReadAsStringAsync(), status == HttpStatusCode.OK ? Is.EqualTo($"{bytes} 0") : Does.Contain("<h1>Dữ liệu gửi quá lớn</h1>"));
    }

    [Test]
    public async Task A_file_far_too_large_is_told_how_large_it_may_be_with_the_way_back()
    {
        using var response = await PostAsync(SignedIn(), "/test/files", new ByteArrayContent(new byte[9 * Megabyte]), "a.bin");

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("nhiều nhất 2 MB").And.Contain("href=\"/test/files\""));
    }

    [TestCase("/test/files")]
    [TestCase("/test/table")]
    public async Task Who_has_not_signed_in_sends_no_more_than_anywhere(string path)
    {
        using var response = await PostAsync(Waiting(new HttpClientHandler()), path, new ByteArrayContent(new byte[Megabyte]), "a.bin");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [TestCase("/test/table", HttpStatusCode.OK)]
    [TestCase("/test/usual", HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_table_may_be_pasted_where_tables_are_taken(string path, HttpStatusCode status)
    {
        using var response = await PostAsync(SignedIn(), path, new StringContent(new string('x', 2 * Megabyte)), null);

        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    private static void Map(WebApplication app, string path, params object[] metadata) => app
        .MapPost(path, async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            return $"{form.Files.Sum(file => file.Length)} {form.Sum(field => field.Value.ToString().Length)}";
        })
        // As a page has it.
        .WithMetadata([new PageActionDescriptor(), .. metadata]);

    // Who waits for leave to send a large body hears the refusal for sure.
    private HttpClient SignedIn()
    {
        var cookies = new CookieContainer();
        cookies.Add(host.Address, new Cookie(host.SignedIn!.CookieName, host.SignedIn.CookieValue, "/"));
        return Waiting(new HttpClientHandler { CookieContainer = cookies });
    }

    private HttpClient Waiting(HttpClientHandler handler)
    {
        var client = new HttpClient(handler) { BaseAddress = host.Address };
        client.DefaultRequestHeaders.ExpectContinue = true;
        return client;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, HttpContent content, string? file)
    {
        using (client)
        using (var form = new MultipartFormDataContent())
        {
            if (file is null)
                form.Add(content, "text");
            else
                form.Add(content, "file", file);
            var response = await client.PostAsync(new Uri(path, UriKind.Relative), form);
            await response.Content.LoadIntoBufferAsync();
            return response;
        }
    }
}
