using Microsoft.AspNetCore.Http;
using Portfolio.Web.Exports.Xlsx;

namespace Portfolio.Web.Tests.Exports.Xlsx;

/// <summary>A spreadsheet as an answer.</summary>
internal sealed class XlsxDownloadTests
{
    [Test]
    public async Task The_browser_saves_it_under_its_name()
    {
        var context = Context(out var body);
        await context.Response.AttachAsync("Giải ngân 2026.xlsx", Payment.Table(), Payment.Some(20, 1).ToAsyncEnumerable(), CancellationToken.None);

        Assert.That(context.Response.ContentType, Is.EqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        Assert.That(context.Response.Headers.ContentDisposition.ToString(), Does.StartWith("attachment; filename=\"Giai ngan 2026.xlsx\"; filename*=UTF-8''"));
        Assert.That(context.Response.ContentLength, Is.EqualTo(body.Length));
        body.Position = 0;
        using var reader = ReadSheet.Reader(body);
        Assert.That(reader.Name, Is.EqualTo("Giải ngân 2026"));
    }

    [Test]
    public void A_failure_on_the_way_leaves_the_answer_untouched()
    {
        var context = Context(out var body);

        Assert.That(
            () => context.Response.AttachAsync("x.xlsx", Payment.Table(), BrokenAsync(), CancellationToken.None),
            Throws.InvalidOperationException.With.Message.EqualTo("lost"));
        Assert.That(body.Length, Is.Zero);
        Assert.That(context.Response.Headers, Is.Empty);
    }

    private static async IAsyncEnumerable<Payment> BrokenAsync()
    {
        foreach (var payment in Payment.Some(500, 1))
            yield return payment;
        await Task.CompletedTask;
        throw new InvalidOperationException("lost");
    }

    private static DefaultHttpContext Context(out MemoryStream body)
    {
        var context = new DefaultHttpContext();
        context.Response.Body = body = new MemoryStream();
        return context;
    }
}
