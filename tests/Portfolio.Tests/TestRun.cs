using Portfolio.Tests.Support;

#pragma warning disable CA1050 // In no namespace, so that NUnit runs it around every test of the assembly.

/// <summary>
/// Ends what the whole run shared. The runner kills its process soon after the last test, so that waiting for the process's
/// own end would leave the database's folder behind.
/// </summary>
[SetUpFixture]
public sealed class TestRun
{
    [OneTimeTearDown]
    public async Task StopServerAsync() => await TestServer.StopAsync();
}
