using System.Net;
using System.Text.Json;
using Portfolio.Web.Tests.Capital;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.CapitalCalls;

namespace Portfolio.Web.Tests.Api;

/// <summary>The balance and the plan as of a day over the API.</summary>
internal sealed class ViewTests
{
    private const string Balance = $"/capital/plans/{Plan}/balance";
    private const string AsOf = $"/capital/plans/{Plan}/as-of";

    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await CapitalHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task The_balance_is_the_sum_of_the_lines_and_known_by_its_tag()
    {
        using var first = await host.Client.GetApiAsync(Balance);
        var balance = await first.JsonAsync();
        var given = await host.AskAsync<long>("select sum(amount)::bigint from funding.allocation_line");
        var paid = await host.AskAsync<long>("select sum(amount)::bigint from funding.payment_line");

        Assert.That((balance.GetProperty("total").Dong("total", "allocated"), balance.GetProperty("total").Dong("total", "paid")), Is.EqualTo((given, paid)));
        Assert.That(balance.GetProperty("addsUp").GetBoolean(), Is.True);
        Assert.That(balance.GetProperty("sources").EnumerateArray().Sum(s => s.Dong("total", "allocated")), Is.EqualTo(given));
        Assert.That(balance.GetProperty("total").Dong("need"), Is.EqualTo(93_243_100_000_000));
        using var again = await host.Client.GetApiAsync(Balance, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task A_new_ceiling_gives_the_balance_a_new_tag()
    {
        using var before = await host.Client.GetApiAsync(Balance);
        using var put = await host.Client.PutAsync($"/plans/{Plan}/ceilings", new { ceilings = new[] { new { source = "vay-uu-dai", year = 2030, ceiling = 77 } } }, "*");
        Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var after = await host.Client.GetApiAsync(Balance, ("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("2026-05-03", 0)]
    [TestCase("2026-05-04", 1)]
    [TestCase("2026-09-15", 2)]
    public async Task The_plan_as_of_a_day_has_the_decisions_up_to_it(string on, int decisions)
    {
        var plan = await host.Client.GetJsonAsync($"{AsOf}?on={on}");
        var given = await host.AskAsync<long>(
            "select coalesce(sum(l.amount), 0)::bigint from funding.allocation_line l join funding.decision d on d.id = l.decision_id where d.decided_on <= @on::date", new { on });

        Assert.That((plan.Dong("total"), plan.GetProperty("decisions").GetArrayLength(), plan.Text("on")), Is.EqualTo((given, decisions, on)));
        using var response = await host.Client.GetApiAsync($"{AsOf}?on={on}");
        using var again = await host.Client.GetApiAsync($"{AsOf}?on={on}", ("If-None-Match", response.Headers.ETag!.ToString()));
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Its_projects_come_in_stretches_with_the_numbers_of_their_decisions()
    {
        var all = new List<JsonElement>();
        for (string? after = ""; after is not null;)
        {
            var stretch = await host.Client.GetJsonAsync($"{AsOf}/projects?on=2026-11-20&limit=2&after={after}");
            all.AddRange(stretch.Items());
            after = stretch.Text("next");
        }

        Assert.That(all.Select(p => p.Text("code")), Is.EqualTo(["CB-GT-001", "CB-GT-002", "CB-GT-004", "CB-DT-002", "CB-QH-001"]));
        Assert.That(
            all.SelectMany(p => p.GetProperty("sources").EnumerateArray()).Sum(s => s.Dong("total")),
            Is.EqualTo(await host.AskAsync<long>("select sum(amount)::bigint from funding.allocation_line")));
        var moved = all[1].GetProperty("sources")[0].GetProperty("decisions").EnumerateArray().Select(d => d.GetString());
        Assert.That(moved, Is.EqualTo([CapitalHost.FirstNumber, CapitalHost.SecondNumber]));
    }

    [Test]
    public async Task What_is_no_day_is_refused_and_an_unknown_plan_is_not_found()
    {
        using var day = await host.Client.GetApiAsync($"{AsOf}?on=20/11/2026");
        Assert.That((await day.ProblemAsync(422, "validation.not_a_day")).Fault("on"), Is.EqualTo("validation.not_a_day"));
        using var plan = await host.Client.GetApiAsync("/capital/plans/none/balance");
        Assert.That(plan.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }
}
