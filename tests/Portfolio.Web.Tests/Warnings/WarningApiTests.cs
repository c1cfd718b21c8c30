using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Slippage.Scan;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Land;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Warnings;

/// <summary>Warnings and colours over the API, and the page on which people state a colour.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WarningApiTests
{
    private const string Project = LandStory.Project;
    private const string Colour = $"/projects/{Project}/colour";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        host = await LandStory.StartAsync();
        await host.Services.GetRequiredService<SlippageScan>().RunAsync(Actor.System, default);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Every_active_warning_is_read_once_in_stretches()
    {
        List<long> read = [];
        string? after = null;
        do
        {
            var stretch = await host.Client.GetJsonAsync($"/warnings?limit=7{(after is null ? "" : "&after=" + after)}");
            read.AddRange(stretch.Items().Select(w => w.GetProperty("id").GetInt64()));
            after = stretch.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        Assert.That(read, Is.EqualTo(await host.ListAsync<long>("select id from slippage.episode where resolved_on is null order by id")).And.Count.GreaterThan(7));
    }

    [Test]
    public async Task A_list_is_narrowed_by_severity_rule_and_project_and_tells_each_in_a_sentence()
    {
        var red = (await host.Client.GetJsonAsync($"/warnings?severity=red&rule=land.step_late&project={Project}")).Items();
        Assert.That(red, Is.Not.Empty);
        Assert.That(red.Select(w => (w.Text("severity"), w.Text("rule"), w.GetProperty("project").Text("code"))), Is.All.EqualTo(("red", "land.step_late", Project)));
        Assert.That(red[0].Text("sentence"), Does.Contain("quá thời hạn"));
        using var unknown = await host.Client.GetApiAsync("/warnings?severity=blue");
        Assert.That((await unknown.ProblemAsync(422, "validation.unknown_value")).Fault("severity"), Is.EqualTo("validation.unknown_value"));
    }

    [Test]
    public async Task An_owner_reads_the_warnings_of_its_projects_and_of_no_other()
    {
        using var owner = await Who.Owner.ClientAsync(host);
        var own = (await owner.GetJsonAsync("/warnings?limit=200")).Items().Select(w => w.GetProperty("id").GetInt64());
        Assert.That(own, Is.EquivalentTo(await host.ListAsync<long>("""
            with recursive own as (
                select b.id from directory.body b where b.code = 'cb-so-xay-dung'
                union all
                select b.id from directory.body b join own on own.id = b.parent_id
            )
            select e.id from slippage.episode e
            where e.resolved_on is null and (e.body_id in (select id from own) or e.assigned_id in (select id from own) or exists (
                select 1 from projects.project_body r where r.project_id = e.project_id and r.role in ('owner', 'lead') and r.body_id in (select id from own)))
            """)));
    }

    [Test]
    public async Task A_warning_is_acknowledged_spoken_of_and_given_to_a_body()
    {
        var id = (await host.Client.GetJsonAsync("/warnings?rule=land.step_late")).Items()[0].GetProperty("id").GetInt64();
        using (var past = await PostAsync($"/warnings/{id}/acknowledge", new { expectedOn = "2026-11-01" }))
            Assert.That((await past.ProblemAsync(422, "warning.expected_past")).Fault("expectedOn"), Is.EqualTo("warning.expected_past"));
        using (var unknown = await PostAsync($"/warnings/{id}/acknowledge", new { until = "2026-12-15" }))
            await unknown.ProblemAsync(422, "validation.unknown_member");
        using (var known = await PostAsync($"/warnings/{id}/acknowledge", new { expectedOn = "2026-12-15", note = "đang họp dân" }))
            Assert.That((await known.JsonAsync()).GetProperty("warning").Text("expectedOn"), Is.EqualTo("2026-12-15"));
        using (var blank = await PostAsync($"/warnings/{id}/remarks", new { text = " " }))
            Assert.That((await blank.ProblemAsync(422, "warning.text_missing")).Fault("text"), Is.EqualTo("warning.text_missing"));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var said = await PostAsync($"/warnings/{id}/remarks", new { text = "đã họp" }, "remark-1");
            Assert.That(said.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
        // One that is none, one of another province, one above the province, one that nobody stands for.
        foreach (var body in (string[])["no-such-body", "ls-so-tai-chinh", "tw-thu-tuong-chinh-phu", "cb-hoi-dong-giai-phong-mat-bang-cap-xa"])
        {
            using var nobody = await PostAsync($"/warnings/{id}/assign", new { body });
            Assert.That((await nobody.ProblemAsync(422, "warning.body_unknown")).Fault("body"), Is.EqualTo("warning.body_unknown"), body);
        }
        using (var told = await PostAsync($"/warnings/{id}/assign", new { body = "cb-so-noi-vu" }))
            Assert.That((await told.JsonAsync()).GetProperty("warning").GetProperty("mustAct").Text("code"), Is.EqualTo("cb-so-noi-vu"));
        var thread = (await host.Client.GetJsonAsync($"/warnings/{id}")).GetProperty("remarks").EnumerateArray();
        Assert.That(thread.Select(r => r.Text("kind")), Is.EqualTo(["acknowledged", "said", "assigned"]));
    }

    [Test]
    public async Task A_colour_is_stated_on_the_page_and_over_the_api_and_the_project_shows_it()
    {
        using var desk = await Desk.OfAsync(host, Role.Construction);
        var page = $"/projects/{Project}/colour";
        Assert.That((await host.Client.GetJsonAsync(Colour)).Text("warned"), Is.EqualTo("red"));
        using (var unreasoned = await desk.SendAsync(await desk.OpenAsync(page), ("Colour", "green"), ("Until", "2026-12-01")))
        {
            Assert.That(unreasoned.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            Assert.That(await Desk.ReadAsync(unreasoned), Does.Contain("phải ghi lý do").And.Contain("value=\"2026-12-01\""));
        }
        using (var nothing = await desk.SendAsync(await desk.OpenAsync(page), ("Colour", null), ("Reason", "x")))
            Assert.That(await Desk.ReadAsync(nothing), Does.Contain("Hãy chọn một màu"));
        using (var green = await desk.SendAsync(await desk.OpenAsync(page), ("Colour", "green"), ("Until", "2026-12-01"), ("Reason", "tiền đã về <b>đủ</b>")))
            Assert.That(green.Headers.Location?.OriginalString, Is.EqualTo(page), await Desk.ReadAsync(green));
        Assert.That(await desk.PageAsync(page), Does.Contain("giữ đến hết 1/12/2026").And.Contain("tiền đã về"));
        Assert.That(await desk.RawAsync(page), Does.Not.Contain("<b>đủ"));
        Assert.That(await desk.PageAsync($"/projects/{Project}"), Does.Contain("Màu của dự án: Xanh (Do cán bộ nêu)"));
        using (var late = await PostAsync(Colour, new { colour = "amber", until = "2027-06-01", reason = "x" }))
            Assert.That((await late.ProblemAsync(422, "slippage.colour_until")).Fault("until"), Is.EqualTo("slippage.colour_until"));
        using (var back = await PostAsync(Colour, new { }))
        {
            var colour = await back.JsonAsync();
            Assert.That((colour.Text("colour"), colour.GetProperty("statements").GetArrayLength()), Is.EqualTo(("red", 2)));
        }
        Assert.That(await desk.PageAsync($"/projects/{Project}"), Does.Contain("Màu của dự án: Đỏ").And.Not.Contain("Do cán bộ nêu"));
    }

    [Test]
    public async Task The_page_fits_the_window_holds_no_barrier_and_speaks_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", [(Colour, "colour")]);
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body, string? key = null) =>
        host.Client.SendApiAsync(
            HttpMethod.Post, path, new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"), key is null ? [] : [("Idempotency-Key", key)]);
}
