using Portfolio.Tests.Support;
using Portfolio.Web.Tests.Support;

#pragma warning disable CA1050 // In no namespace, so that NUnit runs it around every test of the assembly.

/// <summary>The seeded program that all tests share which only read; and the end of the database server they run on.</summary>
[SetUpFixture]
public sealed class SharedHost
{
    private static TestHost? host;

    /// <summary>Finance, with the illustrative figures. Whoever changes data starts a host of its own.</summary>
    internal static TestHost Host => host ?? throw new InvalidOperationException("The shared host runs only during a test run.");

    internal static HttpClient Client => Host.Client;

    [OneTimeSetUp]
    public async Task StartAsync() => host = await TestHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        await TestServer.StopAsync();
    }
}
