using System.Net;
using System.Text.RegularExpressions;
using Portfolio.Accounts;
using Portfolio.Tests.Files;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Schedules;

/// <summary>What was said of a milestone on its page, with photos and files.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MilestoneThreadPageTests
{
    private const string Secret = "22.6657N 106.2522E";

    private static readonly byte[] Photo = Pictures.Camera(Pictures.Jpeg(900, 600), 6, Secret);

    private TestHost host = null!;
    private Desk desk = null!;
    private HttpClient client = null!;
    private string page = null!;

    [SetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync(Role.None);
        desk = await Desk.OfAsync(host, Role.Construction);
        client = host.NewClient(await SignedIn.AsAsync(host.Services, Role.Construction), follow: false);
        page = $"/projects/{LandStory.Project}/schedule/" + await host.AskAsync<string>(
            $"select m.code from milestones.milestone m join projects.project p on p.id = m.project_id where p.code = '{LandStory.Project}' order by m.code limit 1");
    }

    [TearDown]
    public async Task StopAsync()
    {
        client.Dispose();
        desk.Dispose();
        await host.DisposeAsync();
    }

    [Test]
    public async Task Photos_are_shown_small_and_open_whole_and_other_files_are_saved()
    {
        await SayAsync("35", "Đã đổ bê tông trụ T3", ("tru-t3.jpg", Photo), ("bien-ban.txt", "Biên bản"u8.ToArray()));
        var shown = await desk.PageAsync(page);
        Assert.That(shown, Does.Contain("Đạt 35 %").And.Contain("Đã đổ bê tông trụ T3").And.Contain("alt=\"Ảnh: tru-t3.jpg\"").And.Contain("download>bien-ban.txt</a>"));

        var photo = Regex.Match(shown, "<a href=\"([^\"]+)\" target=\"_blank\"><img").Groups[1].Value;
        using var whole = await client.GetAsync(new Uri(photo, UriKind.Relative));
        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(Photo));
        Assert.That((whole.Content.Headers.ContentType!.MediaType, whole.Content.Headers.ContentDisposition!.DispositionType), Is.EqualTo(("image/jpeg", "inline")));
        Assert.That(whole.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));
        Assert.That(whole.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(whole.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"));

        using var small = await client.GetAsync(new Uri(photo + "/thumbnail", UriKind.Relative));
        var bytes = await small.Content.ReadAsByteArrayAsync();
        using (var picture = SkiaSharp.SKBitmap.Decode(bytes))
            Assert.That((picture.Width, picture.Height), Is.EqualTo((320, 480)), "as it was held");
        Assert.That(System.Text.Encoding.Latin1.GetString(bytes), Does.Not.Contain(Secret));

        var file = Regex.Match(shown, "<a href=\"([^\"]+)\" download>bien-ban").Groups[1].Value;
        using var saved = await client.GetAsync(new Uri(file, UriKind.Relative));
        Assert.That(saved.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        using var none = await client.GetAsync(new Uri(file + "/thumbnail", UriKind.Relative));
        Assert.That(none.Headers.Location!.OriginalString, Is.EqualTo("/no-picture.svg"));
    }

    [Test]
    public async Task A_browser_that_has_it_gets_nothing_again()
    {
        await SayAsync(null, "Ảnh", ("a.jpg", Photo));
        var photo = await PhotoAsync();
        foreach (var address in new[] { photo, photo + "/thumbnail" })
        {
            using var first = await client.GetAsync(new Uri(address, UriKind.Relative));
            Assert.That(first.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"), "whoever signs in next at the machine is asked for");
            using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var kept = await client.SendAsync(again);
            Assert.That((kept.StatusCode, (await kept.Content.ReadAsByteArrayAsync()).Length), Is.EqualTo((HttpStatusCode.NotModified, 0)));
        }
    }

    [Test]
    public async Task A_picture_that_says_it_is_huge_is_kept_and_shown_by_a_sign()
    {
        await SayAsync(null, "Ảnh", ("to.png", Pictures.HugePng(30_000, 30_000)));
        using var small = await client.GetAsync(new Uri(await PhotoAsync() + "/thumbnail", UriKind.Relative));
        Assert.That((small.StatusCode, small.Headers.Location!.OriginalString), Is.EqualTo((HttpStatusCode.Found, "/no-picture.svg")));
        Assert.That(await desk.StatusAsync("/no-picture.svg"), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_file_is_found_with_its_milestone_alone_and_by_those_who_see_the_history()
    {
        await SayAsync(null, "Ảnh", ("a.jpg", Photo));
        var photo = await PhotoAsync();
        Assert.That(await desk.StatusAsync(photo.Replace(page, "/projects/CB-GT-001/schedule/hoan-thanh-gd1", StringComparison.Ordinal)), Is.EqualTo(HttpStatusCode.NotFound));
        using var visitor = await Desk.OfAsync(host, Role.Visitor);
        Assert.That(await visitor.PageAsync(page), Does.Not.Contain("thread-title"));
        foreach (var address in new[] { photo, photo + "/thumbnail" })
        {
            Assert.That(await visitor.StatusAsync(address), Is.EqualTo(HttpStatusCode.Found), "to sign in");
            Assert.That(await StatusAsync(Who.Owner, address), Is.EqualTo(HttpStatusCode.OK));
            foreach (var who in new[] { Who.OwnerElsewhere, Who.ConstructionElsewhere, Who.FinanceElsewhere })
                Assert.That(await StatusAsync(who, address), Is.EqualTo(HttpStatusCode.Forbidden), who.ToString());
            Assert.That(await StatusAsync(Who.Owner, "/api/v1" + address.Replace("/schedule/", "/milestones/", StringComparison.Ordinal)), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await StatusAsync(Who.OwnerElsewhere, "/api/v1" + address.Replace("/schedule/", "/milestones/", StringComparison.Ordinal)), Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    [Test]
    public async Task Dates_are_told_in_words_and_a_done_that_is_set_back_with_its_reason()
    {
        using (await desk.SendAsync(await desk.OpenAsync(page, "Planned"), ("Form.Planned", "Quý IV/2031"), ("Form.ReasonCode", "land")))
        using (await desk.SendAsync(await desk.OpenAsync(page, "Forecast"), ("Form.Forecast", "tháng 3/2032"), ("Form.ReasonCode", "weather"), ("Form.Note", "Mưa lũ")))
        using (await desk.SendAsync(await desk.OpenAsync(page, "Done"), ("Form.On", "2026-11-19")))
        using (var undone = await desk.SendAsync(await desk.OpenAsync(page, "Undo"), ("Form.Reason", "Nhầm mốc")))
            Assert.That(undone.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(undone));
        var words = Regex.Replace(await desk.PageAsync(page), "\\s+", " ");
        var thread = words[words.IndexOf("thread-title", StringComparison.Ordinal)..];
        Assert.That(thread, Does.Contain("→ Quý IV/2031").And.Contain("Lý do: Mặt bằng").And.Contain("Dự kiến xong: tháng 3/2032").And.Contain("Mưa lũ")
            .And.Contain("Báo xong ngày 19/11/2026").And.Contain("Trả lại: chưa hoàn thành").And.Contain("Nhầm mốc"));
        Assert.That(Regex.Count(thread, "Nhầm mốc|Báo xong ngày"), Is.EqualTo(2), "one word for each, however many dates it writes");
    }

    private async Task SayAsync(string? percent, string note, params (string Name, byte[] Bytes)[] files)
    {
        var form = await desk.OpenAsync(page, "Progress");
        using var body = new MultipartFormDataContent();
        foreach (var (name, value) in form.Fields.Where(f => f.Key is not ("Form.Percent" or "Form.Note" or "Form.Files")))
            body.Add(new StringContent(value), name);
        body.Add(new StringContent(percent ?? ""), "Form.Percent");
        body.Add(new StringContent(note), "Form.Note");
        foreach (var (name, bytes) in files)
            body.Add(new ByteArrayContent(bytes), "Form.Files", name);
        // The token of the form belongs to the one who opened it.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(form.Action, UriKind.Relative)) { Content = body };
        using var said = await desk.SendAsync(request);
        Assert.That(said.StatusCode, Is.EqualTo(HttpStatusCode.Found), await Desk.ReadAsync(said));
    }

    private async Task<HttpStatusCode> StatusAsync(Who who, string address)
    {
        using var somebody = await who.ClientAsync(host);
        using var answer = await somebody.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    private async Task<string> PhotoAsync() => Regex.Match(await desk.PageAsync(page), "<a href=\"([^\"]+)\" target=\"_blank\"><img").Groups[1].Value;
}
