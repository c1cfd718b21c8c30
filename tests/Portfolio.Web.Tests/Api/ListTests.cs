using System.Text.Json;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

internal sealed class ListTests
{
    [Test]
    public async Task The_five_plans_are_listed_with_the_need_their_documents_state()
    {
        var plans = await SharedHost.Client.GetJsonAsync("/plans");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(plans.Items(), Has.Count.EqualTo(5));
            Assert.That(plans.Items().Single(p => p.Text("code") == MainPlan).Dong("need", "total"), Is.EqualTo(93_243_100_000_000));
            Assert.That(plans.Items().Select(p => p.GetProperty("province").Text("code")).Distinct(), Is.EquivalentTo(["cb", "ls"]));
        }
    }

    [Test]
    public async Task A_plan_comes_with_all_that_hangs_on_it()
    {
        var plan = await SharedHost.Client.GetJsonAsync("/plans/" + MainPlan);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(plan.Text("code"), Is.EqualTo(MainPlan));
            Assert.That(plan.GetProperty("programmes").GetArrayLength(), Is.EqualTo(3));
            foreach (var part in (string[])["indicators", "obligations", "duties", "discrepancies"])
                Assert.That(plan.GetProperty(part).GetArrayLength(), Is.Positive, part);
        }
    }

    [TestCase("/indicators", "indicators")]
    [TestCase("/reporting-obligations", "obligations")]
    [TestCase("/discrepancies", "discrepancies")]
    public async Task A_list_of_one_plan_holds_what_the_plan_holds_and_the_list_of_all_holds_more(string path, string part)
    {
        var plan = await SharedHost.Client.GetJsonAsync("/plans/" + MainPlan);
        var ofPlan = await SharedHost.Client.GetJsonAsync($"{path}?plan={MainPlan}");
        var all = await SharedHost.Client.GetJsonAsync(path);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ofPlan.Codes(), Is.EqualTo(plan.GetProperty(part).EnumerateArray().Select(row => row.Text("code"))));
            Assert.That(ofPlan.Items().Select(row => row.Text("plan")), Is.All.EqualTo(MainPlan));
            Assert.That(all.Items(), Has.Count.GreaterThan(ofPlan.Items().Count));
        }
    }

    [Test]
    public async Task A_yearly_report_says_before_which_day_it_is_due_next()
    {
        var obligations = await SharedHost.Client.GetJsonAsync("/reporting-obligations");

        var yearly = obligations.Items().Where(o => o.GetProperty("beforeMonth").ValueKind != JsonValueKind.Null).ToList();
        Assert.That(yearly, Is.Not.Empty);
        foreach (var obligation in yearly)
        {
            var next = DateOnly.Parse(obligation.Text("nextBefore")!, System.Globalization.CultureInfo.InvariantCulture);
            Assert.That(next.Month, Is.EqualTo(obligation.GetProperty("beforeMonth").GetInt32()));
        }
    }

    [Test]
    public async Task Lang_Son_has_its_65_commune_level_units()
    {
        var communes = await SharedHost.Client.GetJsonAsync("/communes?province=ls");

        Assert.That(communes.Items(), Has.Count.EqualTo(65));
    }

    [TestCase("/bodies", "so xay dung", "Sở Xây dựng")]
    [TestCase("/communes", "ky lua", "Kỳ Lừa")]
    public async Task Bodies_and_communes_are_found_without_accents(string path, string words, string name)
    {
        var found = await SharedHost.Client.GetJsonAsync($"{path}?q={Uri.EscapeDataString(words)}");

        Assert.That(found.Items().Select(item => item.Text("name")), Has.Some.Contain(name));
    }

    [TestCase("/indicators")]
    [TestCase("/reporting-obligations")]
    [TestCase("/discrepancies")]
    public async Task A_list_of_an_unknown_plan_is_a_problem(string path)
    {
        using var response = await SharedHost.Client.GetApiAsync(path + "?plan=khong-co");

        await response.ProblemAsync(404, "plan.not_found");
    }

    [Test]
    public async Task An_unknown_plan_is_a_problem()
    {
        using var response = await SharedHost.Client.GetApiAsync("/plans/khong-co");

        await response.ProblemAsync(404, "plan.not_found");
    }
}
