using Dapper;
using Microsoft.Playwright;
using Npgsql;
using Portfolio.Web.Tests.Browser;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Scheduling;

/// <summary>The pages of jobs in a real browser, on a desk and on a phone.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class JobLookTests
{
    private TestHost host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await JobsHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await host.DisposeAsync();

    [Test]
    public async Task Pages_fit_the_window_hold_no_barrier_and_speak_the_language([Values(1440, 360)] int width, [Values("vi", "en")] string language)
    {
        await using var visitor = await Visitor.OpenAsync(host, language, width);
        await visitor.LookAsync($"{language}.{width}", ("/admin/jobs", "jobs"), ("/admin/jobs/audit-check", "job"), ("/admin/jobs/housekeeping", "job-fails"));
    }

    [Test]
    public async Task A_page_with_a_run_under_way_follows_it_to_its_end_by_itself_and_then_rests()
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        var run = await connection.ExecuteScalarAsync<long>("""
            insert into jobs.run (job, due_at, started_at, seen_at, node, correlation_id)
            values ('housekeeping', now(), now(), now(), 'may-chu-1/4711', 'x') returning id
            """);
        await using var visitor = await Visitor.OpenAsync(host);
        await visitor.GoAsync("/admin/jobs/housekeeping");
        await Expect(visitor.Page.GetByText("đang chạy").First).ToBeVisibleAsync();
        await connection.ExecuteAsync("update jobs.run set finished_at = now(), result = 'ok' where id = @run", new { run });
        await Expect(visitor.Page.GetByText("thành công").First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = Visitor.Patience });
        await Expect(visitor.Page.Locator("[hx-trigger]")).ToHaveCountAsync(0);
        Assert.That(visitor.Complaints, Is.Empty);
    }
}
