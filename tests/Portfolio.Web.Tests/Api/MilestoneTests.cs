using System.Net;
using System.Text;
using System.Text.Json;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Api;

/// <summary>Milestones as a contractor's system reads and reports them.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MilestoneTests
{
    private const string Route = "/projects/CB-GT-001/milestones";
    private const string First = Route + "/hoan-thanh-gd1";

    private TestHost host = null!;

    [SetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(Role.Finance, demo: false);

    [TearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task The_list_has_every_date_and_the_forecast_and_an_unchanged_one_is_not_sent_again()
    {
        using var response = await host.Client.GetApiAsync(Route);
        var milestone = (await response.JsonAsync()).GetProperty("milestones").EnumerateArray().First(m => m.Text("code") == "hoan-thanh-gd1");
        Assert.That(milestone.GetProperty("planned").Text("date"), Is.EqualTo("2026-05-19").And.EqualTo(milestone.GetProperty("baseline").Text("date")));
        Assert.That(milestone.GetProperty("forecast").Text("cause"), Is.AnyOf("plan", "today"));
        using var again = await host.Client.GetApiAsync(Route, ("If-None-Match", response.Headers.ETag!.ToString()));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task What_is_said_of_a_milestone_stands_in_the_answer_and_in_the_next_reading()
    {
        using var patched = await PatchAsync(new { forecast = "Quý IV/2031", reasonCode = "land", percent = 40, note = "Chờ mặt bằng" }, await TagAsync());
        var milestone = await patched.JsonAsync();
        Assert.That(patched.StatusCode, Is.EqualTo(HttpStatusCode.OK), milestone.ToString());
        Assert.That((milestone.GetProperty("stated").Text("date"), milestone.Dong("percent")), Is.EqualTo(("2031-12-31", 40L)));
        Assert.That(await TagAsync(), Is.EqualTo(patched.Headers.ETag!.ToString()));
    }

    [Test]
    public async Task A_change_of_something_older_is_refused_with_what_is_in_force_and_without_a_tag_is_none_made()
    {
        var seen = await TagAsync();
        using var first = await PatchAsync(new { percent = 10 }, seen);
        using var second = await PatchAsync(new { percent = 20 }, seen);
        var problem = await second.ProblemAsync(412, "milestones.stale");
        Assert.That(problem.GetProperty("present").Dong("percent"), Is.EqualTo(10));
        using var blind = await PatchAsync(new { percent = 20 }, null);
        await blind.ProblemAsync(428, "request.if_match_missing");
    }

    [TestCase("""{ "doneOn": "2099-01-01" }""", "doneOn", "milestones.day_future")]
    [TestCase("""{ "doneOn": "1/1/2026" }""", "doneOn", "validation.not_a_day")]
    [TestCase("""{ "percent": 100 }""", "percent", "milestones.percent_outside")]
    [TestCase("""{ "forecast": "mai", "reasonCode": "land" }""", "forecast", "date.not_a_period")]
    [TestCase("""{ "forecast": "2031" }""", "reasonCode", "milestones.reason_missing")]
    [TestCase("""{ "done": true }""", "done", "validation.unknown_member")]
    [TestCase("{}", "percent", "milestones.nothing_said")]
    [TestCase("""{ "doneOn": "2026-01-05", "percent": 40 }""", "percent", "milestones.percent_of_done")]
    [TestCase("""{ "doneOn": "2026-01-05", "forecast": "2031", "reasonCode": "land" }""", "forecast", "milestones.forecast_of_done")]
    public async Task A_fault_is_told_under_the_name_that_was_written(string body, string field, string code)
    {
        using var response = await PatchAsync(body, "*");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That((await response.JsonAsync()).Fault(field), Is.EqualTo(code));
    }

    [Test]
    public async Task Done_planned_linked_and_dropped_over_the_whole_life_of_a_milestone()
    {
        using var added = await SendAsync(HttpMethod.Post, Route, new { name = "Thử tải", planned = "cuối năm 2031", weight = 3 }, null);
        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var own = added.Headers.Location!.ToString()["/api/v1".Length..];
        using var planned = await SendAsync(HttpMethod.Post, own + "/plan", new { planned = "2032", reasonCode = "capital" }, "*");
        Assert.That((await planned.JsonAsync()).Dong("moves"), Is.EqualTo(1));
        using var linked = await SendAsync(HttpMethod.Put, own + "/predecessors/hoan-thanh-gd1", new { lagDays = 9 }, "*");
        Assert.That((await linked.JsonAsync()).GetProperty("predecessors")[0].Dong("lagDays"), Is.EqualTo(9));
        using var circle = await SendAsync(HttpMethod.Put, First + "/predecessors/" + own.Split('/')[^1], new { }, "*");
        Assert.That((await circle.ProblemAsync(409, "milestones.circle")).GetProperty("arguments").Text("path"), Does.Contain("Thử tải →"));
        using var unlinked = await SendAsync(HttpMethod.Delete, own + "/predecessors/hoan-thanh-gd1", null, "*");
        Assert.That((await unlinked.JsonAsync()).GetProperty("predecessors").GetArrayLength(), Is.Zero);
        using var dropped = await SendAsync(HttpMethod.Post, own + "/drop", new { reason = "Không làm" }, "*");
        Assert.That((await dropped.JsonAsync()).Text("droppedOn"), Is.Not.Null);
        using var restored = await SendAsync(HttpMethod.Post, own + "/restore", new { reason = "Làm" }, "*");
        using var done = await SendAsync(HttpMethod.Patch, own, new { doneOn = "2026-01-05" }, restored.Headers.ETag!.ToString());
        Assert.That((await done.JsonAsync()).Text("metOn"), Is.EqualTo("2026-01-05"));
        using var undone = await SendAsync(HttpMethod.Post, own + "/undo", new { reason = "Nhầm" }, "*");
        Assert.That((await undone.JsonAsync()).GetProperty("metOn").ValueKind, Is.EqualTo(JsonValueKind.Null));
        using var again = await SendAsync(HttpMethod.Post, own + "/undo", new { }, "*");
        Assert.That((await again.JsonAsync()).Fault("reason"), Is.EqualTo("milestones.note_missing"));
    }

    [Test]
    public async Task Many_updates_are_one_change_or_none()
    {
        using var bad = await SendAsync(HttpMethod.Post, Route + "/updates", new
        {
            updates = new object[] { new { milestone = "hoan-thanh-gd1", percent = 5 }, new { milestone = "none", percent = 5 }, new { milestone = "hoan-thanh-gd1", revision = 1, doneOn = "2026-01-05" } },
        }, null);
        var problem = await bad.JsonAsync();
        Assert.That((problem.Fault("updates[1].milestone"), problem.Fault("updates[2].revision")), Is.EqualTo(("milestone.not_found", "milestones.stale")));
        var before = await TagAsync();
        var good = new { updates = new object[] { new { milestone = "hoan-thanh-gd1", percent = 5 } } };
        using var first = await SendAsync(HttpMethod.Post, Route + "/updates", good, null, "update-1");
        using var second = await SendAsync(HttpMethod.Post, Route + "/updates", good, null, "update-1");
        Assert.That(await second.Content.ReadAsStringAsync(), Is.EqualTo(await first.Content.ReadAsStringAsync()));
        Assert.That(await TagAsync(), Is.Not.EqualTo(before));
    }

    [Test]
    public async Task The_history_of_the_project_says_it_in_words()
    {
        using var patched = await PatchAsync(new { forecast = "Quý IV/2031", reasonCode = "land", percent = 40 }, "*");
        var page = WebUtility.HtmlDecode(await host.Client.GetStringAsync(new Uri("/projects/CB-GT-001/history", UriKind.Relative)));
        Assert.That(page, Does.Contain("Cập nhật mốc tiến độ").And.Contain(" · Tiến độ (%)").And.Contain("31/12/2031").And.Not.Contain("hoan-thanh-gd1/"));
    }

    private async Task<string> TagAsync()
    {
        using var response = await host.Client.GetApiAsync(First);
        return response.Headers.ETag!.ToString();
    }

    private Task<HttpResponseMessage> PatchAsync(object body, string? tag) => SendAsync(HttpMethod.Patch, First, body, tag);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body, string? tag, string? key = null) => host.Client.SendApiAsync(
        method, path, body is null ? null : new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        [.. tag is null ? [] : new[] { ("If-Match", tag) }, .. key is null ? [] : new[] { ("Idempotency-Key", key) }]);
}
