using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portfolio.Common;
using Portfolio.Web.Tests.Support;
using static Portfolio.Web.Tests.Api.ApiCalls;

namespace Portfolio.Web.Tests.Api;

internal sealed class ProblemTests
{
    [TestCase("/nowhere")]
    [TestCase("/projects/a/b/c")]
    [TestCase("")]
    public async Task An_unknown_address_is_a_problem(string path)
    {
        using var response = await SharedHost.Client.GetApiAsync(path, ("Accept", "text/html"));

        await response.ProblemAsync(404, "request.route_unknown");
    }

    [TestCase("POST", "/projects")]
    [TestCase("DELETE", "/projects/" + Road)]
    [TestCase("PATCH", "/projects/" + Road + "/needs")]
    public async Task Another_method_is_a_problem_and_the_allowed_ones_are_named(string method, string path)
    {
        using var response = await SharedHost.Client.SendApiAsync(new HttpMethod(method), path, null);

        await response.ProblemAsync(405, "request.method_not_allowed");
        Assert.That(response.Content.Headers.Allow, Does.Contain("GET").And.Contain("HEAD"));
    }

    [TestCase("", "Không có dự án")]
    [TestCase("?lang=vi", "Không có dự án")]
    [TestCase("?lang=en", "There is no project")]
    public async Task The_language_is_that_of_the_address_not_of_the_browser(string query, string start)
    {
        using var response = await SharedHost.Client.GetApiAsync("/projects/KHONG-CO" + query, ("Accept-Language", "en-US"));

        var problem = await response.ProblemAsync(404, "project.not_found");
        Assert.That(problem.Text("detail"), Does.StartWith(start));
    }

    [Test]
    public async Task A_bug_is_one_plain_sentence_with_an_id_and_the_log_holds_the_rest_under_it()
    {
        const string secret = "secret-of-the-server";
        using var log = new LogLines(LogLevel.Error);
        await using var host = await TestHost.StartAsync(on: SharedHost.Host, configure: builder =>
        {
            builder.Configuration["Logging:LogLevel:Default"] = "Error";
            builder.Logging.ClearProviders().AddProvider(log);
            // The calendar is asked for by the summary and fails with a text that must not leave the server.
            builder.Services.AddSingleton(new BusinessCalendar(new BrokenClock(secret)));
        });

        using var response = await host.Client.GetApiAsync("/portfolio/summary");

        var problem = await response.ProblemAsync(500, "unknown");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.ToString(), Does.Not.Contain(secret).And.Not.Contain("Exception").And.Not.Contain("   at "));
            Assert.That(log.Lines, Has.Exactly(1).Contain(problem.Text("traceId")));
            Assert.That(log.Lines.Single(line => line.StartsWith("Error", StringComparison.Ordinal)), Does.Contain(secret));
        }
    }
}
