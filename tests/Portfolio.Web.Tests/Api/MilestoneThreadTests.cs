using System.Net;
using System.Text;
using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Tests.Files;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Api;

/// <summary>Photos and files of milestones, weights, the standard set and what provinces rule, as a contractor's system uses them.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MilestoneThreadTests
{
    private const string Route = "/projects/CB-GT-001/milestones";
    private const string First = Route + "/hoan-thanh-gd1";
    private const string Confirmation = "/provinces/cb/confirmation";
    private const string Step = "/provinces/cb/land-steps/publication";

    private static readonly byte[] Photo = Pictures.Camera(Pictures.Jpeg(900, 600), 6, "22.6657N");

    private TestHost host = null!;

    [SetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(Role.Construction, demo: false);

    [TearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task A_photo_comes_with_an_update_once_and_is_read_with_what_was_said()
    {
        var body = new { percent = 30, note = "Đổ bê tông", files = new[] { new { name = "tru.jpg", content = Convert.ToBase64String(Photo) } } };
        using var first = await SendAsync(HttpMethod.Post, First + "/remarks", body, "*", "photo-1");
        using var again = await SendAsync(HttpMethod.Post, First + "/remarks", body, "*", "photo-1");
        Assert.That(((await first.JsonAsync()).Dong("percent"), again.StatusCode), Is.EqualTo((30L, HttpStatusCode.OK)));

        using var read = await host.Client.GetApiAsync(First + "/thread");
        var thread = await read.JsonAsync();
        Assert.That(thread.Dong("total"), Is.EqualTo(1));
        var said = thread.GetProperty("items")[0];
        Assert.That((said.GetProperty("notes")[0].GetString(), said.GetProperty("changes")[0].Text("what")), Is.EqualTo(("Đổ bê tông", "percent")));
        var file = said.GetProperty("files")[0];
        Assert.That((file.Text("name"), file.Text("mediaType"), file.Dong("size")), Is.EqualTo(("tru.jpg", "image/jpeg", (long)Photo.Length)));

        using var whole = await host.Client.GetApiAsync($"{First}/files/{file.Dong("id")}");
        Assert.That(await whole.Content.ReadAsByteArrayAsync(), Is.EqualTo(Photo));
        using var kept = await host.Client.GetApiAsync($"{First}/files/{file.Dong("id")}", ("If-None-Match", whole.Headers.ETag!.ToString()));
        Assert.That(kept.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        using var small = await host.Client.GetApiAsync($"{First}/files/{file.Dong("id")}/thumbnail");
        using var picture = SkiaSharp.SKBitmap.Decode(await small.Content.ReadAsByteArrayAsync());
        Assert.That((picture.Width, picture.Height), Is.EqualTo((320, 480)));
    }

    [Test]
    public async Task A_file_that_cannot_be_attached_is_told_by_its_place_and_nothing_is_said()
    {
        using var program = await SendAsync(
            HttpMethod.Post, First + "/remarks", new { percent = 30, files = new[] { new { name = "a.jpg", content = Convert.ToBase64String(Photo) }, new { name = "b.jpg", content = "TVqQAAMAAAA=" } } }, "*");
        Assert.That((await program.JsonAsync()).Fault("files[1]"), Is.EqualTo("files.type_not_allowed"));
        using var plain = await SendAsync(HttpMethod.Post, First + "/remarks", new { files = new[] { new { name = "a.jpg", content = "không" } } }, "*");
        Assert.That((await plain.JsonAsync()).Fault("files[0].content"), Is.EqualTo("files.not_base64"));
        using var many = await SendAsync(HttpMethod.Post, First + "/remarks", new { files = Enumerable.Repeat(new { name = "a.txt", content = "YQ==" }, 4) }, "*");
        Assert.That((await many.JsonAsync()).Fault("files[3]"), Is.EqualTo("files.too_many"));
        using var blind = await SendAsync(HttpMethod.Post, First + "/remarks", new { percent = 3 }, null);
        Assert.That(blind.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionRequired));
        using var read = await host.Client.GetApiAsync(First + "/thread");
        Assert.That((await read.JsonAsync()).Dong("total"), Is.Zero);
    }

    [Test]
    public async Task A_milestone_of_the_set_is_suggested_added_waits_and_is_weighed()
    {
        using var set = await host.Client.GetApiAsync(Route + "/standard-set");
        var broken = (await set.JsonAsync()).GetProperty("items").EnumerateArray().First(k => k.Text("kind") == "settled");
        Assert.That((broken.GetProperty("present").GetBoolean(), broken.Dong("weight")), Is.EqualTo((false, 5L)));
        using var added = await SendAsync(
            HttpMethod.Post, Route, new { name = "Thử tải", planned = "2032", after = new[] { new { milestone = "hoan-thanh-gd1", lagDays = 9 } } }, null);
        var own = (await added.JsonAsync()).Text("milestone");
        using var read = await host.Client.GetApiAsync($"{Route}/{own}");
        Assert.That((await read.JsonAsync()).GetProperty("predecessors")[0].Dong("lagDays"), Is.EqualTo(9));
        using var weighed = await SendAsync(HttpMethod.Post, Route + "/weights", new { weights = new object[] { new { milestone = own, weight = 7 }, new { milestone = "hoan-thanh-gd1", weight = 40 } } }, null);
        Assert.That((await weighed.JsonAsync()).GetProperty("items").GetArrayLength(), Is.EqualTo(2));
        using var bad = await SendAsync(HttpMethod.Post, Route + "/weights", new { weights = new[] { new { milestone = own, weight = 1001 } } }, null);
        Assert.That((await bad.JsonAsync()).Fault("weights[0].weight"), Is.EqualTo("milestones.weight_outside"));
        using var twice = await SendAsync(
            HttpMethod.Post, Route + "/weights", new { weights = new[] { new { milestone = own, weight = 1 }, new { milestone = own, weight = 2 } } }, null);
        Assert.That((await twice.JsonAsync()).Fault("weights[1].milestone"), Is.EqualTo("milestones.weight_twice"));
        using var elsewhere = await SendAsync(HttpMethod.Post, Route, new { name = "Thử", planned = "2032", land = new[] { new { package = 404 } } }, null);
        Assert.That((await elsewhere.JsonAsync()).Fault("land[0].package"), Is.EqualTo("milestones.link_unknown"));
        using var nobody = await SendAsync(HttpMethod.Post, Route, new { name = "Thử", planned = "2032", after = new[] { new { milestone = "none" } } }, null);
        Assert.That((await nobody.JsonAsync()).Fault("after[0].milestone"), Is.EqualTo("milestones.link_unknown"));
    }

    [Test]
    public async Task A_province_switches_confirmation_with_a_reason()
    {
        using var before = await host.Client.GetApiAsync(Confirmation);
        var seen = before.Headers.ETag!.ToString();
        using var blind = await SendAsync(HttpMethod.Put, Confirmation, new { confirms = true, reason = "Văn bản 12" }, null);
        Assert.That(blind.StatusCode, Is.EqualTo(HttpStatusCode.PreconditionRequired));
        using var mute = await SendAsync(HttpMethod.Put, Confirmation, new { confirms = true }, seen);
        Assert.That((await mute.JsonAsync()).Fault("reason"), Is.EqualTo("milestones.note_missing"));
        using var on = await SendAsync(HttpMethod.Put, Confirmation, new { confirms = true, reason = "Văn bản 12" }, seen);
        Assert.That((await on.JsonAsync()).GetProperty("confirms").GetBoolean(), Is.True);
        using var stale = await SendAsync(HttpMethod.Put, Confirmation, new { confirms = false, reason = "Khác" }, seen);
        Assert.That((await stale.ProblemAsync(412, "milestones.rule_stale")).GetProperty("present").GetProperty("confirms").GetBoolean(), Is.True);
        using var off = await SendAsync(HttpMethod.Put, Confirmation, new { confirms = false, reason = "Văn bản 13" }, on.Headers.ETag!.ToString());
        Assert.That((await off.JsonAsync()).GetProperty("confirms").GetBoolean(), Is.False);
    }

    [Test]
    public async Task A_limit_is_ruled_on_its_present_version_alone()
    {
        using var read = await host.Client.GetApiAsync(Step);
        var seen = read.Headers.ETag!.ToString();
        Assert.That(((await read.JsonAsync()).Dong("limitValue"), (await read.JsonAsync()).Text("limitUnit")), Is.EqualTo((30L, "day")));
        using var ruled = await SendAsync(HttpMethod.Put, Step, new { value = 20, unit = "working_day", reason = "Quyết định 15" }, seen);
        Assert.That((await ruled.JsonAsync()).GetProperty("ruled").GetBoolean(), Is.True);
        using var stale = await SendAsync(HttpMethod.Put, Step, new { value = 25, unit = "day", reason = "Khác" }, seen);
        Assert.That((await stale.ProblemAsync(412, "land.step_stale")).GetProperty("present").Dong("limitValue"), Is.EqualTo(20));
        using var all = await host.Client.GetApiAsync("/provinces/cb/land-steps");
        Assert.That((await all.JsonAsync()).GetProperty("items").GetArrayLength(), Is.EqualTo(10));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object body, string? tag, string? once = null)
    {
        using var request = new HttpRequestMessage(method, new Uri("/api/v1" + path, UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (once is not null)
            request.Headers.Add("Idempotency-Key", once);
        return await host.Client.SendAsync(request);
    }
}
