using System.Net;
using System.Text.Json;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

internal sealed class ProjectTests
{
    [Test]
    public async Task A_project_comes_with_its_links_milestones_outputs_needs_and_source()
    {
        var project = await SharedHost.Client.GetJsonAsync("/projects/" + Road);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(project.Text("code"), Is.EqualTo(Road));
            Assert.That(project.GetProperty("plan").Text("code"), Is.EqualTo(MainPlan));
            Assert.That(project.GetProperty("source").Text("file"), Does.EndWith(".txt"));
            Assert.That(project.GetProperty("links").GetArrayLength(), Is.Positive);
            Assert.That(project.GetProperty("outputs").ValueKind, Is.EqualTo(JsonValueKind.Array));
            Assert.That(
                project.GetProperty("needs").EnumerateArray().Sum(need => need.Dong("amount")), Is.EqualTo(project.Dong("need", "total")));
        }
    }

    [Test]
    public async Task A_milestone_has_its_date_its_precision_and_the_words_of_the_document()
    {
        string[] precisions = ["day", "month", "quarter", "half_year", "year", "period", "continuous"];
        var list = await SharedHost.Client.GetJsonAsync($"/projects?plan={MainPlan}&limit=200");

        List<JsonElement> milestones = [];
        foreach (var code in list.Codes())
            milestones.AddRange((await SharedHost.Client.GetJsonAsync("/projects/" + code)).GetProperty("milestones").EnumerateArray());

        Assert.That(milestones, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            foreach (var milestone in milestones)
            {
                Assert.That(precisions, Does.Contain(milestone.Text("precision")));
                Assert.That(milestone.Text("text"), Is.Not.Empty);
                var date = milestone.GetProperty("date");
                Assert.That(date.ValueKind == JsonValueKind.Null, Is.EqualTo(milestone.Text("precision") == "continuous"));
                Assert.That(date.GetString() ?? "2026-01-01", Does.Match(@"^\d{4}-\d{2}-\d{2}$"));
            }
        }
    }

    [TestCase("/projects/" + Road)]
    [TestCase("/projects/" + Road + "/needs")]
    public async Task An_unchanged_answer_is_not_sent_twice(string path)
    {
        using var first = await SharedHost.Client.GetApiAsync(path);
        var tag = first.Headers.ETag!.ToString();
        using var second = await SharedHost.Client.GetApiAsync(path, ("If-None-Match", $"\"other\", W/{tag}"));
        using var third = await SharedHost.Client.GetApiAsync(path, ("If-None-Match", "\"other\""));

        var version = (await first.JsonAsync()).Dong("version");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(tag, Does.Match($"^\"{version}-[0-9a-f]{{8}}\"$"));
            Assert.That(first.Headers.CacheControl!.ToString(), Is.EqualTo("no-cache, private"));
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
            Assert.That(second.Headers.ETag!.ToString(), Is.EqualTo(tag));
            Assert.That(await second.Content.ReadAsByteArrayAsync(), Is.Empty);
            Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [TestCase("/projects/" + Road)]
    [TestCase("/projects/" + Road + "/needs")]
    [TestCase("/projects")]
    [TestCase("/portfolio/summary")]
    public async Task Head_answers_like_get_without_the_body(string path)
    {
        using var get = await SharedHost.Client.GetApiAsync(path);
        using var head = await SharedHost.Client.SendApiAsync(HttpMethod.Head, path, null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(head.StatusCode, Is.EqualTo(get.StatusCode));
            Assert.That(head.Headers.ETag, Is.EqualTo(get.Headers.ETag));
            Assert.That(head.Content.Headers.ContentType, Is.EqualTo(get.Content.Headers.ContentType));
            Assert.That(await head.Content.ReadAsByteArrayAsync(), Is.Empty);
        }
    }

    [TestCase("/projects/KHONG-CO")]
    [TestCase("/projects/KHONG-CO/needs")]
    [TestCase("/projects/cb-gt-001")]
    public async Task An_unknown_project_is_a_problem_that_names_its_code(string path)
    {
        using var response = await SharedHost.Client.GetApiAsync(path);

        var problem = await response.ProblemAsync(404, "project.not_found");
        Assert.That(problem.Text("detail"), Does.Contain(path.Split('/')[2]));
    }

    [Test]
    public async Task Vietnamese_letters_are_sent_as_themselves()
    {
        using var response = await SharedHost.Client.GetApiAsync("/projects/" + Road);

        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("đ").And.Not.Contain(@"\u"));
    }
}
