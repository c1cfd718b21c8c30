using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portfolio.Accounts;
using Portfolio.Accounts.Settings;
using Portfolio.Web.Tests.Access;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.CapitalCalls;

namespace Portfolio.Web.Tests.Api;

/// <summary>Decisions over the API, from the first draft to the approval.</summary>
internal sealed class DecisionTests
{
    private const string Province = "ngan-sach-tinh";
    private const string Central = "ngan-sach-trung-uong";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await CapitalHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task A_decision_with_a_key_is_begun_once()
    {
        var body = new { plan = Plan, kind = "allocation", name = "Giao vốn 2029", reason = "thử" };
        using var first = await host.Client.PostAsync("/decisions", body, key: "begin-1");
        using var again = await host.Client.PostAsync("/decisions", body, key: "begin-1");
        using var other = await host.Client.PostAsync("/decisions", body with { name = "Khác" }, key: "begin-1");

        Assert.That((first.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
        Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location));
        await other.ProblemAsync(409, "request.key_reused");
        using var found = await host.Client.GetAsync(first.Headers.Location);
        Assert.That(found.Headers.ETag, Is.EqualTo(first.Headers.ETag));
        var decision = await found.JsonAsync();
        Assert.That((decision.Text("name"), decision.Text("status"), decision.Text("reason")), Is.EqualTo(("Giao vốn 2029", "draft", "thử")));
    }

    [Test]
    public async Task The_closing_of_a_year_is_begun_once_when_its_accounts_are_settled()
    {
        using var early = await host.Client.PostAsync($"/plans/{Plan}/closings", new { year = 2026, name = "Khóa sổ 2026" });
        await early.ProblemAsync(409, "capital.year_not_over");
        using var shape = await host.Client.PostAsync($"/plans/{Plan}/closings", new { name = "Khóa sổ" });
        Assert.That((await shape.ProblemAsync(422, "validation.missing")).Fault("year"), Is.EqualTo("validation.missing"));
        using var nameless = await host.Client.PostAsync("/plans/cb-quy-hoach-2021-2030/closings", new { year = 2024 });
        Assert.That((await nameless.ProblemAsync(422, "capital.name_missing")).Fault("name"), Is.EqualTo("capital.name_missing"));

        var body = new { year = 2024, name = "Khóa sổ 2024" };
        using var first = await host.Client.PostAsync("/plans/cb-quy-hoach-2021-2030/closings", body, key: "close-1");
        using var again = await host.Client.PostAsync("/plans/cb-quy-hoach-2021-2030/closings", body, key: "close-1");
        Assert.That((first.StatusCode, again.Headers.Location), Is.EqualTo((HttpStatusCode.Created, first.Headers.Location)), await first.Content.ReadAsStringAsync());
        Assert.That((await first.JsonAsync()).Text("kind"), Is.EqualTo("closing"));
    }

    [Test]
    public async Task Lines_are_set_listed_in_stretches_and_taken_back()
    {
        var id = await host.BegunAsync();
        using var put = await host.Client.PutAsync($"/decisions/{id}/lines", Lines(
            ("CB-GT-002", Province, 2028, 5), ("CB-GT-002", Province, 2029, 6), ("CB-GT-004", Province, 2028, 7)), await host.Client.TagAsync($"/decisions/{id}"));
        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.OK), await put.Content.ReadAsStringAsync());
        Assert.That(put.Headers.ETag!.ToString().Split('-')[0], Is.EqualTo((await host.Client.TagAsync($"/decisions/{id}")).Split('-')[0]));

        var first = await host.Client.GetJsonAsync($"/capital/decisions/{id}/lines?limit=2");
        var second = await host.Client.GetJsonAsync($"/capital/decisions/{id}/lines?limit=2&after={Uri.EscapeDataString(first.Text("next")!)}");
        Assert.That(
            first.Items().Concat(second.Items()).Select(l => (l.GetProperty("project").Text("code"), l.GetProperty("year").GetInt32(), l.Dong("change"))),
            Is.EqualTo([("CB-GT-002", 2028, 5L), ("CB-GT-002", 2029, 6L), ("CB-GT-004", 2028, 7L)]));
        Assert.That(second.GetProperty("next").ValueKind, Is.EqualTo(JsonValueKind.Null));

        using var back = await host.Client.PutAsync($"/decisions/{id}/lines", Lines(("CB-GT-002", Province, 2028, 0)), "*");
        Assert.That(back.Headers.ETag, Is.Null, "without a version of the whole nobody is told one");
        Assert.That((await host.Client.GetJsonAsync($"/capital/decisions/{id}/lines")).Items(), Has.Count.EqualTo(2));
        using var wrong = await host.Client.GetApiAsync($"/capital/decisions/{id}/lines?after=x");
        await wrong.ProblemAsync(422, "validation.unknown_value");
    }

    [Test]
    public async Task Who_worked_on_a_stale_whole_gets_the_present_lines_with_the_refusal()
    {
        var id = await host.BegunAsync();
        var old = await host.Client.TagAsync($"/decisions/{id}");
        using var first = await host.Client.PutAsync($"/decisions/{id}/lines", Lines(("CB-GT-002", Province, 2028, 5)), old);
        using var late = await host.Client.PutAsync($"/decisions/{id}/lines", Lines(("CB-GT-002", Province, 2028, 9), ("CB-GT-001", Central, 2026, 1)), old);

        var present = (await late.ProblemAsync(412, "capital.stale")).GetProperty("present").EnumerateArray().ToList();
        Assert.That(present.Select(p => (p.Text("project"), p.Dong("change"), p.Dong("inForce"))), Is.EqualTo([("CB-GT-002", 5L, 0L), ("CB-GT-001", 0L, 850_000_000_001L)]));
    }

    [Test]
    public async Task Who_worked_on_a_stale_line_gets_that_line_with_the_refusal()
    {
        var id = await host.BegunAsync();
        using var first = await host.Client.PutAsync($"/decisions/{id}/lines", Lines(("CB-GT-002", Province, 2028, 5)), "*");
        using var late = await host.Client.PutAsync(
            $"/decisions/{id}/lines", new { lines = new[] { new { project = "CB-GT-002", source = Province, year = 2028, change = 9, was = 0, inForce = 0 } } }, "*");

        var present = (await late.ProblemAsync(412, "capital.stale_cells")).GetProperty("present").EnumerateArray().Single();
        Assert.That(present.Dong("change"), Is.EqualTo(5));
    }

    [Test]
    public async Task Broken_rules_are_all_told_with_their_figures()
    {
        var id = await host.BegunAsync();
        using var response = await host.Client.PutAsync(
            $"/decisions/{id}/lines", Lines(("CB-QH-001", Province, 2027, 1), ("CB-GT-004", Province, 2026, 200_000_000_000)), "*");
        var problem = await response.ProblemAsync(409, "capital.ceiling_exceeded");
        Assert.That(
            problem.GetProperty("refusals").EnumerateArray().Select(r => r.Text("code")),
            Is.EquivalentTo(["capital.ceiling_exceeded", "capital.need_exceeded", "capital.need_exceeded"]));
    }

    [Test]
    public async Task A_decision_goes_its_way_and_never_changes_once_it_is_approved()
    {
        var id = await host.BegunAsync();
        using var lines = await host.Client.PutAsync($"/decisions/{id}/lines", Lines(("CB-GT-002", Province, 2030, 11)), "*");
        using var unsubmitted = await host.Client.PostAsync($"/decisions/{id}/approve", Approval("77/QĐ"), "*");
        await unsubmitted.ProblemAsync(409, "capital.not_submitted");

        var tag = await host.Client.TagAsync($"/decisions/{id}");
        using var submitted = await host.Client.PostAsync($"/decisions/{id}/submit", new { }, tag, "submit-1");
        using var again = await host.Client.PostAsync($"/decisions/{id}/submit", new { }, tag, "submit-1");
        Assert.That((submitted.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)), await again.Content.ReadAsStringAsync());
        using var stale = await host.Client.PostAsync($"/decisions/{id}/return", new { reason = "thiếu" }, tag);
        Assert.That((await stale.ProblemAsync(412, "capital.stale")).GetProperty("present").Text("status"), Is.EqualTo("submitted"));
        using var returned = await host.Client.PostAsync($"/decisions/{id}/return", new { reason = "thiếu" }, submitted.Headers.ETag!.ToString());
        Assert.That((await returned.JsonAsync()).Text("returnReason"), Is.EqualTo("thiếu"));
        using var resubmitted = await host.Client.PostAsync($"/decisions/{id}/submit", new { }, "*");
        using var approved = await host.Client.PostAsync($"/decisions/{id}/approve", Approval("77/QĐ"), resubmitted.Headers.ETag!.ToString());
        var decision = await approved.JsonAsync();
        Assert.That((decision.Text("status"), decision.Text("number"), decision.Text("decidedOn"), decision.Dong("total")), Is.EqualTo(("approved", "77/QĐ", "2026-11-19", 11L)));

        var line = (await host.Client.GetJsonAsync($"/capital/decisions/{id}/lines")).Items().Single();
        Assert.That((line.Dong("change"), line.Dong("inForce")), Is.EqualTo((11L, 11L)));
        using var closed = await host.Client.PutAsync($"/decisions/{id}/lines", Lines(("CB-GT-002", Province, 2030, 12)), "*");
        await closed.ProblemAsync(409, "capital.decision_closed");
        using var number = await host.Client.PostAsync($"/decisions/{id}/approve", """{ "number": "", "decidedOn": "19/11/2026" }""", "*");
        Assert.That((await number.ProblemAsync(422, "validation.not_a_day")).Fault("decidedOn"), Is.EqualTo("validation.not_a_day"));
    }

    [TestCase("return")]
    [TestCase("approve")]
    public async Task A_step_that_names_no_version_is_refused_before_its_body_is_read(string step)
    {
        var id = await host.BegunAsync();
        using var response = await host.Client.PostAsync($"/decisions/{id}/{step}", "[]");
        await response.ProblemAsync(428, "request.if_match_missing");
    }

    [Test]
    public async Task A_draft_is_named_anew_and_given_up()
    {
        var id = await host.BegunAsync();
        using var named = await host.Client.PutAsync($"/decisions/{id}", new { name = "Tên mới" }, await host.Client.TagAsync($"/decisions/{id}"));
        Assert.That((await named.JsonAsync()).Text("name"), Is.EqualTo("Tên mới"));
        using var empty = await host.Client.PutAsync($"/decisions/{id}", new { name = " " }, "*");
        await empty.ProblemAsync(422, "capital.name_missing");
        using var discarded = await host.Client.PostAsync($"/decisions/{id}/discard", new { }, named.Headers.ETag!.ToString());
        Assert.That((await discarded.JsonAsync()).Text("status"), Is.EqualTo("discarded"));
    }

    [Test]
    public async Task An_adjustment_shows_who_gives_who_takes_and_what_is_missing()
    {
        var id = await host.BegunAsync("adjustment");
        using var lines = await host.Client.PutAsync(
            $"/decisions/{id}/lines", Lines(("CB-GT-001", Central, 2027, -40), ("CB-GT-001", Central, 2026, 30), ("CB-GT-004", Province, 2026, 8)), "*");
        Assert.That(lines.StatusCode, Is.EqualTo(HttpStatusCode.OK), await lines.Content.ReadAsStringAsync());
        var kept = (await host.Client.GetJsonAsync($"/capital/plans/{Plan}/ceilings")).GetProperty("contingencies")[0].Dong("id");
        using var blind = await host.Client.PutAsync($"/decisions/{id}/draws/{kept}", new { amount = 9 }, null);
        await blind.ProblemAsync(428, "request.if_match_missing");
        var read = await host.Client.TagAsync($"/decisions/{id}");
        using var draw = await host.Client.PutAsync($"/decisions/{id}/draws/{kept}", new { amount = 8 }, read);
        Assert.That(draw.StatusCode, Is.EqualTo(HttpStatusCode.OK), await draw.Content.ReadAsStringAsync());
        using var late = await host.Client.PutAsync($"/decisions/{id}/draws/{kept}", new { amount = 7 }, read);
        Assert.That((await late.ProblemAsync(412, "capital.stale")).GetProperty("present").Dong("id"), Is.EqualTo(id));
        using var negative = await host.Client.PutAsync($"/decisions/{id}/draws/{kept}", new { amount = -1 }, "*");
        Assert.That((await negative.ProblemAsync(422, "money.negative")).Fault("amount"), Is.EqualTo("money.negative"));

        var adjustment = await host.Client.GetJsonAsync($"/capital/adjustments/{id}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Moves(adjustment, "givers"), Is.EqualTo([("CB-GT-001", Central, 2027, 40L)]));
            Assert.That(Moves(adjustment, "takers"), Is.EqualTo([("CB-GT-001", Central, 2026, 30L), ("CB-GT-004", Province, 2026, 8L)]));
            Assert.That(
                adjustment.GetProperty("sources").EnumerateArray().Select(s => (s.Text("source"), s.Dong("given"), s.Dong("taken"), s.Dong("drawn"), s.Dong("excess"))),
                Is.EqualTo([(Province, 8L, 0L, 8L, 0L), (Central, 30L, 40L, 0L, -10L)]));
        }
        using var unbalanced = await host.Client.PostAsync($"/decisions/{id}/submit", new { }, "*");
        await unbalanced.ProblemAsync(409, "capital.adjustment_takes_more");
        using var none = await host.Client.GetApiAsync("/capital/adjustments/1");
        await none.ProblemAsync(404, "decision.not_found");
    }

    [Test]
    public async Task Papers_are_listed_for_those_alone_who_may_see_them()
    {
        await host.BegunAsync();
        await host.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, true, false, null, default);
        await using var owner = await TestHost.StartAsync(Role.Owner, demo: false, on: host, configure: CapitalHost.Turn);
        using var visitor = owner.NewClient();
        foreach (var client in (HttpClient[])[owner.Client, visitor])
        {
            var seen = (await client.GetJsonAsync($"/capital/decisions?plan={Plan}")).Items();
            Assert.That(seen.Select(d => d.Text("status")), Is.Not.Empty.And.All.EqualTo("approved"));
        }
        var all = (await host.Client.GetJsonAsync($"/capital/decisions?plan={Plan}")).Items();
        Assert.That(all.Select(d => d.Text("status")), Does.Contain("draft").And.Contain("approved"));
        Assert.That(all.Select(d => d.Dong("id")), Is.Ordered.Descending);
        var first = await host.Client.GetJsonAsync("/capital/decisions?limit=1");
        var second = await host.Client.GetJsonAsync($"/capital/decisions?limit=1&after={first.Text("next")}");
        Assert.That(second.Items()[0].Dong("id"), Is.LessThan(first.Items()[0].Dong("id")));
        Assert.That(
            (await host.Client.GetJsonAsync("/capital/decisions?kind=adjustment&status=approved")).Items().Select(d => d.Text("number")), Is.EqualTo([CapitalHost.SecondNumber]));
        using var wrong = await host.Client.GetApiAsync("/capital/decisions?status=x");
        await wrong.ProblemAsync(422, "validation.unknown_value");
        using var missing = await host.Client.GetApiAsync("/capital/decisions?plan=khong-co");
        await missing.ProblemAsync(404, "plan.not_found");
    }

    [Test]
    public async Task Why_a_decision_was_taken_is_no_public_figure_and_owners_with_projects_in_the_plan_read_it()
    {
        await host.Services.GetRequiredService<AccessSettings>().SetAsync(Actor.System, true, false, null, default);
        using var begun = await host.Client.PostAsync("/decisions", new { plan = Plan, kind = "allocation", name = "Giao vốn 2030", reason = "theo nghị quyết" });
        var id = (await begun.JsonAsync()).Dong("id");
        using var lines = await host.Client.PutAsync(
            $"/decisions/{id}/lines", new { lines = new[] { new { project = "CB-GT-002", source = Province, year = 2030, change = 3, reason = "đủ thủ tục" } } }, "*");
        using var submitted = await host.Client.PostAsync($"/decisions/{id}/submit", new { }, "*");
        using var approved = await host.Client.PostAsync($"/decisions/{id}/approve", Approval("78/QĐ"), "*");
        Assert.That(approved.StatusCode, Is.EqualTo(HttpStatusCode.OK), await approved.Content.ReadAsStringAsync());
        using var visitor = host.NewClient();
        using var owner = await Who.Owner.ClientAsync(host);
        using var elsewhere = await Who.OwnerElsewhere.ClientAsync(host);

        foreach (var (client, purpose, why) in ((HttpClient, string?, string?)[])
            [(host.Client, "theo nghị quyết", "đủ thủ tục"), (owner, "theo nghị quyết", "đủ thủ tục"), (visitor, null, null), (elsewhere, null, null)])
        {
            Assert.That((await client.GetJsonAsync($"/capital/decisions/{id}")).Text("reason"), Is.EqualTo(purpose));
            var line = (await client.GetJsonAsync($"/capital/decisions/{id}/lines")).Items().Single();
            Assert.That((line.Dong("change"), line.Text("reason")), Is.EqualTo((3L, why)));
        }
    }

    private static object Approval(string number) => new { number, decidedOn = "2026-11-19", signer = "Chủ tịch UBND tỉnh" };

    private static IEnumerable<(string?, string?, int, long)> Moves(JsonElement adjustment, string side) => adjustment.GetProperty(side).EnumerateArray()
        .Select(m => (m.GetProperty("project").Text("code"), m.Text("source"), m.GetProperty("year").GetInt32(), m.Dong("amount")));
}
