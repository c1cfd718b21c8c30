using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Web.Exports;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Exports;

/// <summary>A file that somebody attached is saved and never shown.</summary>
internal sealed class FileDownloadTests
{
    [Test]
    public async Task It_comes_as_it_was_stored_under_its_name_and_runs_nothing()
    {
        var page = "<script>alert(1)</script>"u8.ToArray();
        long id = 0;
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, map: app => app.MapGet("/test/file", async (HttpContext context, PortfolioDatabase database) =>
            await context.Response.SendAsync(await OpenAsync(database, id), context.RequestAborted)));
        id = await StoreAsync(host.Services, "Chứng từ (đợt 2).txt", page);

        using var response = await host.Client.GetAsync(new Uri("/test/file", UriKind.Relative));

        Assert.That(await response.Content.ReadAsByteArrayAsync(), Is.EqualTo(page));
        Assert.That(response.Content.Headers.ContentType, Is.EqualTo(new MediaTypeHeaderValue("text/plain")));
        Assert.That(response.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(response.Content.Headers.ContentDisposition.FileNameStar, Is.EqualTo("Chứng từ (đợt 2).txt"));
        Assert.That(Header(response, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(Header(response, "Content-Security-Policy"), Is.EqualTo("default-src 'none'; sandbox; frame-ancestors 'none'"));
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static async Task<OpenFile> OpenAsync(PortfolioDatabase database, long id)
    {
        await using var connection = await database.OpenAsync(CancellationToken.None);
        return await FileStore.OpenAsync(database, connection, null, id, CancellationToken.None);
    }

    private static async Task<long> StoreAsync(IServiceProvider services, string name, byte[] bytes)
    {
        var file = await services.GetRequiredService<FileIntake>().ReadAsync(name, new MemoryStream(bytes), CancellationToken.None);
        await using var connection = await services.GetRequiredService<PortfolioDatabase>().OpenAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        var id = await FileStore.StoreAsync(connection, transaction, Actor.System, file, CancellationToken.None);
        await transaction.CommitAsync();
        return id;
    }
}
