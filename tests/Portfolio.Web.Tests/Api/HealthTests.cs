using System.Net;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Api;

internal sealed class HealthTests
{
    private static readonly Uri Live = new("/health/live", UriKind.Relative);
    private static readonly Uri Ready = new("/health/ready", UriKind.Relative);

    [Test]
    public async Task The_program_is_live_and_ready_while_its_database_answers()
    {
        using var live = await SharedHost.Client.GetAsync(Live);
        using var ready = await SharedHost.Client.GetAsync(Ready);

        Assert.That((live.StatusCode, ready.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));
    }

    [Test]
    public async Task Without_its_database_it_is_live_but_not_ready_and_answers_with_a_problem()
    {
        await using var host = await TestHost.StartAsync(demo: false);
        await host.LoseDatabaseAsync();

        using var live = await host.Client.GetAsync(Live);
        using var ready = await host.Client.GetAsync(Ready);
        using var plans = await host.Client.GetApiAsync("/plans");

        Assert.That((live.StatusCode, ready.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable)));
        await plans.ProblemAsync(503, "database.unavailable");
    }
}
