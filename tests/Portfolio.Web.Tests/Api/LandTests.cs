using System.Net;
using System.Text;
using System.Text.Json;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Api;

/// <summary>Land over the API.</summary>
internal sealed class LandTests
{
    private const string Land = $"/projects/{LandStory.Project}/land";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await LandStory.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task The_land_of_a_project_is_read_with_its_sum_steps_and_obstacles()
    {
        var land = await host.Client.GetJsonAsync(Land);
        Assert.That(land.GetProperty("packages").GetArrayLength(), Is.EqualTo(3));
        Assert.That(land.GetProperty("sum").Dong("areaNeeded"), Is.EqualTo(185_400 + 402_000 + 24_000));
        var steps = land.GetProperty("packages").EnumerateArray().Single(p => p.Text("code") == "GP-02").GetProperty("steps").EnumerateArray().ToDictionary(s => s.Text("step")!);
        Assert.That((steps["dialogue"].Text("dueOn"), steps["dialogue"].Dong("lateDays")), Is.EqualTo(("2026-08-07", 105L)));
        Assert.That((steps["publication"].Text("dueOn"), steps["publication"].Dong("lateDays")), Is.EqualTo(("2026-06-03", 5L)));
        Assert.That(land.GetProperty("obstacles").GetArrayLength(), Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task Counters_are_changed_by_whoever_has_seen_the_present_version()
    {
        var path = $"{Land}/{await LandStory.PackageAsync(host, "GP-03")}";
        using var read = await host.Client.GetApiAsync(path);
        var tag = read.Headers.ETag!.ToString();
        using (var missing = await PatchAsync(path, new { notified = 2 }, null))
            await missing.ProblemAsync(428, "request.if_match_missing");
        using (var changed = await PatchAsync(path, new { notified = 5, compensationApproved = 1_000_000_000L, expectedOn = "2027-01-15" }, tag))
        {
            Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK), await changed.Content.ReadAsStringAsync());
            var package = await changed.JsonAsync();
            Assert.That((package.GetProperty("figures").Dong("notified"), package.Text("expectedOn")), Is.EqualTo((5L, "2027-01-15")));
        }
        using (var stale = await PatchAsync(path, new { notified = 6 }, tag))
            Assert.That((await stale.ProblemAsync(412, "land.stale")).GetProperty("present").GetProperty("figures").Dong("notified"), Is.EqualTo(5));
        using (var over = await PatchAsync(path, new { inventoried = 6 }, "*"))
            Assert.That((await over.ProblemAsync(422, "land.out_of_order")).Fault("inventoried"), Is.EqualTo("land.out_of_order"));
        using (var back = await PatchAsync(path, new { notified = 4 }, "*"))
            await back.ProblemAsync(422, "land.backwards_needs_reason");
        using (var unknown = await PatchAsync(path, new { trees = 4 }, "*"))
            await unknown.ProblemAsync(422, "validation.unknown_member");
        using var cleared = await PatchAsync(path, new { notified = 4, clear = new[] { "expectedOn" }, reason = "đếm nhầm" }, "*");
        Assert.That(((await cleared.JsonAsync()).GetProperty("figures").Dong("notified"), (await cleared.JsonAsync()).TryGetProperty("expectedOn", out var none) ? none.ToString() : ""), Is.EqualTo((4L, "")));
        using var elsewhere = await PatchAsync(path.Replace(LandStory.Project, "CB-GT-003", StringComparison.Ordinal), new { notified = 5 }, "*");
        await elsewhere.ProblemAsync(404, "land_package.not_found");
    }

    [Test]
    public async Task An_obstacle_is_reported_once_however_often_it_is_sent()
    {
        var body = new { title = "Cây cối chưa chặt hạ", mustAct = "cb-so-noi-vu", since = "2026-11-01" };
        using var first = await PostAsync(body, "obstacle-1");
        using var again = await PostAsync(body, "obstacle-1");
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created), await first.Content.ReadAsStringAsync());
        Assert.That(await again.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That(await host.AskAsync<long>("select count(*) from land_clearance.obstacle where title = 'Cây cối chưa chặt hạ'"), Is.EqualTo(1));
        using var other = await PostAsync(body with { title = "Khác" }, "obstacle-1");
        await other.ProblemAsync(409, "request.key_reused");
        using var missing = await PostAsync(new { title = "", mustAct = "cb-so-noi-vu", since = "2026-11-01" }, null);
        Assert.That((await missing.ProblemAsync(422, "obstacle.title_missing")).Fault("title"), Is.EqualTo("obstacle.title_missing"));
    }

    private Task<HttpResponseMessage> PatchAsync(string path, object body, string? ifMatch) =>
        host.Client.SendApiAsync(HttpMethod.Patch, path, Json(body), ifMatch is null ? [] : [("If-Match", ifMatch)]);

    private Task<HttpResponseMessage> PostAsync(object body, string? key) =>
        host.Client.SendApiAsync(HttpMethod.Post, $"/projects/{LandStory.Project}/obstacles", Json(body), key is null ? [] : [("Idempotency-Key", key)]);

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
