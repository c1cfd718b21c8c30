using System.Text.Json;
using Dapper;
using Npgsql;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

internal sealed class ProjectListTests
{
    [TestCase(1, "sector=waste", "where x.sector = 'waste'")]
    [TestCase(7, "sector=road", "where x.sector = 'road'")]
    [TestCase(200, "", "")]
    [TestCase(null, "", "")]
    public async Task Walking_by_key_meets_every_project_exactly_once(int? limit, string query, string where)
    {
        List<string> walked = [];
        var path = $"/projects?{query}" + (limit is null ? "" : $"&limit={limit}");
        string? after = "";
        while (after is not null)
        {
            var stretch = await SharedHost.Client.GetJsonAsync(path + (after.Length == 0 ? "" : "&after=" + Uri.EscapeDataString(after)));
            Assert.That(stretch.Items(), Has.Count.InRange(1, limit ?? 50));
            walked.AddRange(stretch.Codes());
            after = stretch.Text("next");
        }

        Assert.That(walked, Is.EqualTo(await CodesAsync(where)).And.Count.GreaterThan(limit ?? 50));
    }

    [TestCase("0")]
    [TestCase("201")]
    [TestCase("-1")]
    [TestCase("ten")]
    [TestCase("1.5")]
    [TestCase("99999999999999999999")]
    public async Task A_bad_limit_is_refused_not_silently_changed(string limit)
    {
        using var response = await SharedHost.Client.GetApiAsync("/projects?limit=" + limit);

        var problem = await response.ProblemAsync(422, "validation.out_of_range");
        Assert.That(problem.Fault("limit"), Is.EqualTo("validation.out_of_range"));
        Assert.That(problem.Text("detail"), Does.Contain("200"));
    }

    [TestCase("sector", "road")]
    [TestCase("sector", "waste")]
    [TestCase("kind", "task")]
    [TestCase("plan", MainPlan)]
    [TestCase("programme", "quy-hoach")]
    public async Task A_filter_keeps_only_what_it_names(string name, string value)
    {
        var list = await SharedHost.Client.GetJsonAsync($"/projects?{name}={value}&limit=200");

        Assert.That(list.Items(), Is.Not.Empty);
        Assert.That(list.Items().Select(item => item.Text(name)), Is.All.EqualTo(value));
    }

    [Test]
    public async Task A_stage_can_be_asked_for_and_its_absence_too()
    {
        var staged = await SharedHost.Client.GetJsonAsync("/projects?stage=land_clearance&limit=200");
        var unstaged = await SharedHost.Client.GetJsonAsync("/projects?stage=none&limit=200");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(staged.Items(), Is.Not.Empty);
            Assert.That(staged.Items().Select(item => item.Text("stage")), Is.All.EqualTo("land_clearance"));
            Assert.That(unstaged.Items(), Is.Not.Empty);
            Assert.That(unstaged.Items().Select(item => item.GetProperty("stage").ValueKind), Is.All.EqualTo(JsonValueKind.Null));
        }
    }

    [TestCase("body", "owner lead coordinating")]
    [TestCase("commune", "commune")]
    public async Task A_body_or_commune_lists_the_projects_that_link_to_it(string filter, string relations)
    {
        var places = await SharedHost.Client.GetJsonAsync(filter == "body" ? "/bodies" : "/communes");
        var code = places.Items().First(p => p.GetProperty(filter == "body" ? "leads" : "projects").GetInt32() > 0).Text("code");

        var list = await SharedHost.Client.GetJsonAsync($"/projects?{filter}={code}");

        Assert.That(list.Items(), Is.Not.Empty);
        foreach (var project in list.Codes())
        {
            var links = (await SharedHost.Client.GetJsonAsync("/projects/" + project)).GetProperty("links").EnumerateArray();
            Assert.That(links.Any(l => l.Text("code") == code && relations.Contains(l.Text("relation")!, StringComparison.Ordinal)), project);
        }
    }

    [TestCase("giai phong")]
    [TestCase("Giải phóng")]
    [TestCase("PHÓNG GIAI")]
    public async Task Search_finds_words_with_or_without_accents_in_any_order(string words)
    {
        var list = await SharedHost.Client.GetJsonAsync("/projects?q=" + Uri.EscapeDataString(words));

        Assert.That(list.Items().Select(item => item.Text("name")), Has.Some.Contain("giải phóng").IgnoreCase);
    }

    [TestCase("%")]
    [TestCase("_")]
    [TestCase(@"\")]
    [TestCase("'")]
    public async Task Wildcards_and_quotes_in_a_search_are_plain_text(string sign)
    {
        var list = await SharedHost.Client.GetJsonAsync("/projects?limit=200&q=" + Uri.EscapeDataString(sign));

        Assert.That(list.Codes(), Is.EqualTo(await CodesAsync("where strpos(x.search_text, @value) > 0", sign)));
    }

    [TestCase("sector", "xyz")]
    [TestCase("kind", "xyz")]
    [TestCase("stage", "xyz")]
    public async Task An_unknown_value_of_a_closed_list_is_refused_by_name(string name, string value)
    {
        using var response = await SharedHost.Client.GetApiAsync($"/projects?{name}={value}");

        var problem = await response.ProblemAsync(422, "validation.unknown_value");
        Assert.That(problem.Fault(name), Is.EqualTo("validation.unknown_value"));
        Assert.That(problem.Text("detail"), Does.Contain(value));
    }

    [Test]
    public async Task Two_kinds_of_fault_are_told_field_by_field()
    {
        using var response = await SharedHost.Client.GetApiAsync($"/projects?sector=xyz&q={new string('a', 201)}");

        var problem = await response.ProblemAsync(422, "validation.failed");
        Assert.That((problem.Fault("sector"), problem.Fault("q")), Is.EqualTo(("validation.unknown_value", "validation.too_long")));
    }

    [TestCase("plan")]
    [TestCase("q")]
    [TestCase("after")]
    [TestCase("body")]
    public async Task A_nul_character_is_refused_before_the_database_sees_it(string name)
    {
        using var response = await SharedHost.Client.GetApiAsync($"/projects?{name}=a%00b");

        var problem = await response.ProblemAsync(422, "validation.not_text");
        Assert.That(problem.Fault(name), Is.EqualTo("validation.not_text"));
    }

    private static async Task<List<string>> CodesAsync(string where, string? value = null)
    {
        await using var connection = new NpgsqlConnection(SharedHost.Host.ConnectionString);
        return [.. await connection.QueryAsync<string>($"select x.code from projects.project x {where} order by x.code", new { value })];
    }
}
