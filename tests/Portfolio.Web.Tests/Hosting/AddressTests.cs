using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Portfolio.Tests.Support;
using Portfolio.Web.Hosting;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Tests.Hosting;

/// <summary>Where the program listens decides who may do what, and by which names it may be called.</summary>
public sealed class AddressTests
{
    private readonly string folder = TestCluster.NewFolder();

    [OneTimeTearDown]
    public void RemoveFolder()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [TestCase("http://localhost:5080", true)]
    [TestCase("http://127.0.0.1:5080;http://[::1]:5080;http://127.3.2.1:80", true)]
    [TestCase("http://0.0.0.0:5080", false)]
    [TestCase("http://localhost:5080;http://*:5081", false)]
    [TestCase("http://+:5080", false)]
    [TestCase("http://[::]:5080", false)]
    [TestCase("http://192.168.1.5:5080", false)]
    [TestCase("http://localhost.example:5080", false)]
    [TestCase("http://unix:/run/portfolio.sock", false)]
    [TestCase("", false)]
    public void Loopback_is_what_only_this_machine_reaches(string urls, bool expected) =>
        Assert.That(AddressCheck.OnlyLoopback(Settings(("urls", urls))), Is.EqualTo(expected));

    [Test]
    public void Addresses_are_taken_in_the_order_in_which_Kestrel_takes_them() => Assert.Multiple(() =>
    {
        Assert.That(AddressCheck.Listened(Settings(("http_ports", "5611;5612"), ("https_ports", "5613"))),
            Is.EqualTo(new[] { "http://*:5611", "http://*:5612", "https://*:5613" }));
        Assert.That(AddressCheck.Listened(Settings(("urls", "http://localhost:1"), ("http_ports", "5611"))), Is.EqualTo(new[] { "http://localhost:1" }));
        (string, string)[] both = [("urls", "http://localhost:1"), ("Kestrel:Endpoints:A:Url", "http://localhost:2")];
        Assert.That(AddressCheck.Listened(Settings(both)), Is.EqualTo(new[] { "http://localhost:2" }));
        Assert.That(AddressCheck.Listened(Settings([.. both, ("preferHostingUrls", "true")])), Is.EqualTo(new[] { "http://localhost:1" }));
    });

    [TestCase("http://localhost:5080", true, "localhost;127.0.0.1;[::1]")]
    [TestCase("http://127.0.0.7:5080", true, "localhost;127.0.0.1;[::1];127.0.0.7")]
    [TestCase("http://0.0.0.0:5080", true, "*")]
    [TestCase("http://localhost:5080", false, "*")]
    public void Foreign_names_are_refused_where_only_this_machine_listens(string urls, bool embedded, string expected) =>
        Assert.That(AddressCheck.AllowedHosts(Settings(("urls", urls)), embedded), Is.EqualTo(expected));

    [TestCase(null, "http://localhost:5080", true)]
    [TestCase("", "http://localhost:5080", true)]
    [TestCase(null, "http://0.0.0.0:5080", false)]
    [TestCase("true", "http://0.0.0.0:5080", true)]
    [TestCase("false", "http://localhost:5080", false)]
    public void Demonstration_accounts_serve_this_machine_alone_unless_the_setting_says_otherwise(string? setting, string urls, bool expected)
    {
        (string, string)[] settings = setting is null ? [("urls", urls)] : [("urls", urls), ("Access:DemoAccounts", setting)];
        Assert.That(new DemoRules(Settings(settings)).Serve, Is.EqualTo(expected));
    }

    [Test]
    public async Task On_loopback_it_answers_to_its_own_names_only()
    {
        var port = ProgramRun.FreePort();
        using var run = ProgramRun.Start(["--urls", $"http://127.0.0.1:{port}", "--Embedded:DataFolder", folder]);
        await run.ListeningAsync();
        Assert.That(run.Output, Does.Contain("Accounts of the demonstration"));
        Assert.That(await StatusAsync(port, "evil.example"), Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await StatusAsync(port, $"localhost:{port}"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(port, $"[::1]:{port}"), Is.EqualTo(HttpStatusCode.OK));
        await StopAsync(run);
    }

    [Test]
    public async Task A_port_given_by_the_environment_is_used_although_the_default_one_is_taken()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 5080);
        try
        {
            taken.Start();
        }
        catch (SocketException)
        {
            // Somebody else has it, which is as good.
        }
        var port = ProgramRun.FreePort();
        using var run = ProgramRun.Start(["--Embedded:DataFolder", folder], ("ASPNETCORE_HTTP_PORTS", $"{port}"));
        await run.ListeningAsync();
        Assert.That(run.Output, Does.Contain($":{port}").And.Not.Contain("Accounts of the demonstration"));
        Assert.That(await StatusAsync(port, "tracker.example"), Is.EqualTo(HttpStatusCode.OK));
        await StopAsync(run);
    }

    private static async Task StopAsync(ProgramRun run)
    {
        if (OperatingSystem.IsWindows())
            return;
        await run.SignalAsync("TERM");
        await run.EndAsync(TimeSpan.FromSeconds(15));
        Assert.That((run.ExitCode, run.Errors), Is.EqualTo((0, "")));
    }

    private static async Task<HttpStatusCode> StatusAsync(int port, string host)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}/health/ready"));
        request.Headers.Host = host;
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static IConfiguration Settings(params (string Name, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(v => KeyValuePair.Create(v.Name, (string?)v.Value)))
        .Build();
}
