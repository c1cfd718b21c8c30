using System.Text.Json;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

internal sealed class SummaryTests
{
    [Test]
    public async Task The_main_plan_needs_exactly_what_its_document_states()
    {
        var summary = await SharedHost.Client.GetJsonAsync($"/portfolio/summary?plan={MainPlan}");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.Text("plan"), Is.EqualTo(MainPlan));
            Assert.That(summary.Text("unit"), Is.EqualTo("VND"));
            Assert.That(summary.GetProperty("asOf").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
            Assert.That(Amount(summary.GetProperty("need")), Is.EqualTo((93_243_100_000_000, 75_162_400_000_000, 18_080_700_000_000)));
            Assert.That(summary.GetProperty("stateShare").GetRawText(), Is.EqualTo("0.8061"));
        }
    }

    [TestCase("giao-thong", 64_571_200_000_000, 13_591_600_000_000)]
    [TestCase("do-thi-moi-truong", 10_276_000_000_000, 4_489_100_000_000)]
    [TestCase("quy-hoach", 315_200_000_000, 0)]
    public async Task Each_programme_of_the_main_plan_has_the_envelope_its_document_states(string code, long state, long other)
    {
        var summary = await SharedHost.Client.GetJsonAsync($"/portfolio/summary?plan={MainPlan}");

        var programme = summary.GetProperty("programmes").EnumerateArray().Single(p => p.Text("code") == code);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(programme.Text("plan"), Is.EqualTo(MainPlan));
            Assert.That(programme.Text("name"), Is.Not.Empty);
            Assert.That(Amount(programme.GetProperty("need")), Is.EqualTo((state + other, state, other)));
            Assert.That(programme.GetProperty("projects").GetInt32(), Is.Positive);
        }
    }

    [Test]
    public async Task Itemised_and_unitemised_make_up_the_need_of_every_programme_that_states_one()
    {
        var summary = await SharedHost.Client.GetJsonAsync("/portfolio/summary");

        var programmes = summary.GetProperty("programmes").EnumerateArray().ToList();
        Assert.That(programmes, Is.Not.Empty);
        foreach (var programme in programmes.Where(p => p.GetProperty("need").ValueKind != JsonValueKind.Null))
        {
            var (need, itemised, unitemised) = (Amount(programme.GetProperty("need")), Amount(programme.GetProperty("itemised")), Amount(programme.GetProperty("unitemised")));
            Assert.That(
                (itemised.Total + unitemised.Total, itemised.State + unitemised.State, itemised.Other + unitemised.Other),
                Is.EqualTo(need), programme.Text("code"));
        }
    }

    [Test]
    public async Task Where_no_document_states_a_need_there_is_none_rather_than_zero()
    {
        var summary = await SharedHost.Client.GetJsonAsync("/portfolio/summary?plan=cb-moi-truong-2026-2030");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.GetProperty("need").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(summary.GetProperty("stateShare").ValueKind, Is.EqualTo(JsonValueKind.Null));
            foreach (var programme in summary.GetProperty("programmes").EnumerateArray())
            {
                Assert.That(programme.GetProperty("need").ValueKind, Is.EqualTo(JsonValueKind.Null));
                Assert.That(programme.GetProperty("unitemised").ValueKind, Is.EqualTo(JsonValueKind.Null));
            }
        }
    }

    [TestCase("")]
    [TestCase("?plan=")]
    public async Task Without_a_plan_the_programmes_of_all_plans_are_summed(string query)
    {
        var summary = await SharedHost.Client.GetJsonAsync("/portfolio/summary" + query);
        var plans = await SharedHost.Client.GetJsonAsync("/plans");

        var stated = plans.Items().Select(p => p.GetProperty("need")).Where(n => n.ValueKind != JsonValueKind.Null).Sum(n => n.Dong("total"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(summary.GetProperty("plan").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(summary.Dong("need", "total"), Is.EqualTo(stated));
            Assert.That(
                summary.GetProperty("programmes").EnumerateArray().Select(p => p.Text("plan")).Distinct(), Is.EquivalentTo(plans.Codes()));
        }
    }

    [Test]
    public async Task An_unknown_plan_is_a_problem_that_names_its_code()
    {
        using var response = await SharedHost.Client.GetApiAsync("/portfolio/summary?plan=khong-co");

        var problem = await response.ProblemAsync(404, "plan.not_found");
        Assert.That(problem.Text("detail"), Does.Contain("khong-co"));
    }

    private static (long Total, long State, long Other) Amount(JsonElement amount) =>
        (amount.Dong("total"), amount.Dong("state"), amount.Dong("other"));
}
