using System.Net;
using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

/// <summary>Changes of needs, on official facts alone: every envelope is empty when a test begins.</summary>
internal sealed class NeedsTests
{
    private const string Nothing = """{ "needs": [] }""";

    private const string OtherRoad = "CB-GT-002";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync(Role.Finance, demo: false);

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [SetUp]
    public async Task ClearAsync()
    {
        foreach (var code in (string[])[Road, OtherRoad])
        {
            using var response = await host.Client.PutNeedsAsync(code, Nothing, "*");
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task What_is_put_is_what_is_got()
    {
        using var put = await host.Client.PutNeedsAsync(
            Road,
            """{ "needs": [ { "source": "ngan-sach-tinh", "amount": 1500000000 }, { "source": "nha-dau-tu-ppp", "amount": 1 } ], "reason": "Nghị quyết số 1" }""",
            await TagAsync());
        using var get = await host.Client.GetApiAsync($"/projects/{Road}/needs");

        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.OK), await put.Content.ReadAsStringAsync());
        var needs = await get.JsonAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await put.Content.ReadAsStringAsync(), Is.EqualTo(await get.Content.ReadAsStringAsync()));
            Assert.That(put.Headers.ETag, Is.EqualTo(get.Headers.ETag));
            Assert.That(Amounts(needs), Is.EquivalentTo([("ngan-sach-tinh", 1_500_000_000L), ("nha-dau-tu-ppp", 1L)]));
            Assert.That((needs.Dong("need", "state"), needs.Dong("need", "other"), needs.Dong("need", "total")), Is.EqualTo((1_500_000_000, 1, 1_500_000_001)));
            foreach (var envelope in needs.GetProperty("envelopes").EnumerateArray())
                Assert.That(envelope.Dong("itemised") + envelope.Dong("unitemised"), Is.EqualTo(envelope.Dong("amount")));
        }
    }

    [Test]
    public async Task Setting_what_is_in_force_changes_nothing_not_even_the_version()
    {
        using var first = await host.Client.PutNeedsAsync(Road, Need(5), "*");
        using var second = await host.Client.PutNeedsAsync(Road, (await first.JsonAsync()).AsInput(), first.Headers.ETag!.ToString());

        Assert.That(second.Headers.ETag, Is.EqualTo(first.Headers.ETag));
    }

    [Test]
    public async Task A_source_that_is_not_named_has_no_need_any_more()
    {
        using var first = await host.Client.PutNeedsAsync(Road, Need(5), "*");
        using var second = await host.Client.PutNeedsAsync(Road, Nothing, first.Headers.ETag!.ToString());

        Assert.That(Amounts(await second.JsonAsync()), Is.Empty);
    }

    [Test]
    public async Task The_envelope_can_be_used_up_to_the_last_dong_and_the_excess_is_named_in_dong()
    {
        using var full = await host.Client.PutNeedsAsync(Road, Need(64_571_200_000_000), "*");
        using var over = await host.Client.PutNeedsAsync(Road, Need(64_571_200_000_001), full.Headers.ETag!.ToString());

        Assert.That(full.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var problem = await over.ProblemAsync(409, "funding.envelope_exceeded");
        var arguments = problem.GetProperty("arguments");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(arguments.Text("programme"), Is.EqualTo("Giao thông"));
            Assert.That(arguments.Text("sourceClass"), Is.EqualTo("state"));
            Assert.That((arguments.Dong("envelope"), arguments.Dong("room"), arguments.Dong("excess")), Is.EqualTo((64_571_200_000_000, 0, 1)));
            Assert.That(problem.Text("detail"), Does.Contain("Giao thông").And.Contain("Ngân sách nhà nước").IgnoreCase.And.Contain("1 đồng"));
        }
    }

    [Test]
    public async Task A_refusal_speaks_english_when_asked_to()
    {
        using var over = await host.Client.PutNeedsAsync(Road, Need(64_571_200_000_001), "*", "?lang=en");

        var problem = await over.ProblemAsync(409, "funding.envelope_exceeded");
        Assert.That(problem.Text("detail"), Does.StartWith("Programme “Giao thông”").And.Contain("64,571,200,000,000"));
    }

    [Test]
    public async Task A_change_based_on_something_older_is_refused_with_what_is_in_force()
    {
        var old = await TagAsync();
        using var other = await host.Client.PutNeedsAsync(Road, Need(7), old);
        using var late = await host.Client.PutNeedsAsync(Road, Need(9), old);

        var problem = await late.ProblemAsync(412, "needs.stale");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Amounts(problem.GetProperty("present")), Is.EqualTo([("ngan-sach-tinh", 7L)]));
            Assert.That(await TagAsync(), Is.EqualTo(other.Headers.ETag!.ToString()));
        }
    }

    // A version is the number of a line of the ledger: none is ever that high.
    [TestCase("\"100000000000000001\"", 412, "needs.stale")]
    [TestCase("\"unknown\"", 412, "needs.stale")]
    [TestCase("\"100000000000000001\", \"100000000000000002\"", 412, "needs.stale")]
    [TestCase("7", 400, "request.if_match_malformed")]
    [TestCase(null, 428, "request.if_match_missing")]
    public async Task Without_the_right_tag_nothing_is_changed(string? ifMatch, int status, string code)
    {
        using var response = await host.Client.PutNeedsAsync(Road, Need(5), ifMatch);

        await response.ProblemAsync(status, code);
        Assert.That(Amounts(await host.Client.GetJsonAsync($"/projects/{Road}/needs")), Is.Empty);
    }

    [Test]
    public async Task A_weak_tag_matches_nothing_and_of_several_the_one_in_force_does()
    {
        var tag = await TagAsync();
        using var weak = await host.Client.PutNeedsAsync(Road, Need(5), "W/" + tag);
        using var several = await host.Client.PutNeedsAsync(Road, Need(5), "\"100000000000000001\", " + tag);

        await weak.ProblemAsync(412, "needs.stale");
        Assert.That(several.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_version_alone_is_tag_enough_and_so_is_the_projects_tag()
    {
        var version = (await host.Client.GetJsonAsync($"/projects/{Road}")).Dong("version");
        using var byVersion = await host.Client.PutNeedsAsync(Road, Need(5), $"\"{version}\"");
        using var project = await host.Client.GetApiAsync($"/projects/{Road}");
        using var byProject = await host.Client.PutNeedsAsync(Road, Need(6), project.Headers.ETag!.ToString());

        Assert.That((byVersion.StatusCode, byProject.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
    }

    [Test]
    public async Task Two_officers_on_one_version_cannot_both_succeed()
    {
        var tag = await TagAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(amount => host.Client.PutNeedsAsync(Road, Need(amount), tag)));

        Assert.That(
            answers.Select(a => a.StatusCode).Order(),
            Is.EqualTo(Enumerable.Repeat(HttpStatusCode.OK, 1).Concat(Enumerable.Repeat(HttpStatusCode.PreconditionFailed, 7))));
        Array.ForEach(answers, a => a.Dispose());
    }

    [Test]
    public async Task Another_projects_need_changes_the_room_and_so_the_tag_but_not_the_version()
    {
        var tag = await TagAsync();
        using var other = await host.Client.PutNeedsAsync(OtherRoad, Need(3), "*");
        using var room = await host.Client.GetApiAsync($"/projects/{Road}/needs", ("If-None-Match", tag));
        using var change = await host.Client.PutNeedsAsync(Road, Need(5), tag);

        Assert.That((other.StatusCode, room.StatusCode, change.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK)));
    }

    [Test]
    public async Task A_change_is_in_the_history_under_the_trace_of_its_request_with_its_reason()
    {
        var trace = Guid.NewGuid().ToString("N");
        using var put = await host.Client.SendApiAsync(
            HttpMethod.Put, $"/projects/{Road}/needs", JsonContent("""{ "needs": [ { "source": "ngan-sach-tinh", "amount": 5 } ], "reason": "Điều chỉnh" }"""),
            ("If-Match", "*"), ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));

        await using var connection = new NpgsqlConnection(host.ConnectionString);
        var reason = await connection.QuerySingleAsync<string>(
            "select reason from audit.event where subject_code = @Road and correlation_id = @trace", new { Road, trace });
        Assert.That(reason, Is.EqualTo("Điều chỉnh"));
    }

    [Test]
    public async Task An_unknown_project_is_a_problem()
    {
        using var response = await host.Client.PutNeedsAsync("KHONG-CO", Nothing, "*");

        await response.ProblemAsync(404, "project.not_found");
    }

    [Test]
    public async Task What_a_constraint_of_the_database_refuses_is_a_rule_not_a_bug()
    {
        await using var own = await TestHost.StartAsync(Role.Finance, demo: false);
        await using (var connection = new NpgsqlConnection(own.OwnerConnectionString))
        {
            // The service checks first under a lock, so the constraint never speaks by itself: it is made to.
            await connection.ExecuteAsync(
                """
                create function funding.refuse() returns trigger language plpgsql as $$
                begin raise exception 'no room' using errcode = 'check_violation', constraint = 'envelope_not_exceeded'; end $$;
                create trigger refuse before insert on funding.need_line for each row execute function funding.refuse();
                """);
        }

        using var response = await own.Client.PutNeedsAsync(Road, Need(5), "*");

        await response.ProblemAsync(409, "funding.envelope_full");
    }

    private static StringContent JsonContent(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static string Need(long amount) => JsonSerializer.Serialize(new { needs = new[] { new { source = "ngan-sach-tinh", amount } } });

    private static List<(string, long)> Amounts(JsonElement needs) =>
    [
        .. needs.GetProperty("needs").EnumerateArray().Where(n => n.Dong("amount") != 0).Select(n => (n.Text("source")!, n.Dong("amount"))),
    ];

    private async Task<string> TagAsync()
    {
        using var response = await host.Client.GetApiAsync($"/projects/{Road}/needs");
        return response.Headers.ETag!.ToString();
    }
}
