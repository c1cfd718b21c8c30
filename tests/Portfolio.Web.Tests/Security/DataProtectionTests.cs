using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portfolio.Tests.Support;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.Security;

/// <summary>Any node reads what another one wrote.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class DataProtectionTests
{
    private readonly string folder = TestCluster.NewFolder();

    private TestHost first = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Directory.CreateDirectory(folder);
        first = await TestHost.StartAsync(demo: false);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await first.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Two_nodes_on_one_database_read_each_others_payloads_also_after_a_restart()
    {
        string fromSecond;
        await using (var second = await TestHost.StartAsync(demo: false, on: first))
        {
            fromSecond = Protector(second).Protect("written by the second");
            Assert.That(Protector(second).Unprotect(Protector(first).Protect("written by the first")), Is.EqualTo("written by the first"));
        }
        await using var restarted = await TestHost.StartAsync(demo: false, on: first);

        Assert.That(Protector(restarted).Unprotect(fromSecond), Is.EqualTo("written by the second"));
        Assert.That(await KeysAsync(first), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_form_of_one_node_is_taken_by_another()
    {
        await using var second = await TestHost.StartAsync(demo: false, on: first);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler);
        using var page = await client.GetAsync(new Uri(first.Address, "/account/sign-in"));
        var cookie = page.SetCookies().Single(set => set.Key.EndsWith("antiforgery", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(second.Address, "/language"))
        {
            Content = new FormUrlEncodedContent(
                [new("language", "en"), new("__RequestVerificationToken", RequestCalls.FormToken(await page.Content.ReadAsStringAsync()))]),
        };
        request.Headers.Add("Cookie", $"{cookie.Key}={cookie.Value.Split(';')[0]}");
        using var taken = await client.SendAsync(request);

        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.Found));
    }

    [Test]
    public async Task A_certificate_keeps_the_keys_from_whoever_reads_the_database()
    {
        var (file, password) = Certificate();
        (string, string)[] settings = [("DataProtection:Certificate", file), ("DataProtection:CertificatePassword", password)];
        await using var host = await TestHost.StartAsync(demo: false, settings: settings);
        var secret = Protector(host).Protect("secret");
        await using var another = await TestHost.StartAsync(demo: false, on: host, settings: settings);
        await using var thief = await TestHost.StartAsync(demo: false, on: host);

        Assert.That(await KeysAsync(first), Has.All.Contain("<masterKey"));
        Assert.That((await KeysAsync(host))[0], Does.Contain("EncryptedData").And.Not.Contain("<masterKey"));
        Assert.That(Protector(another).Unprotect(secret), Is.EqualTo("secret"));
        Assert.That(() => Protector(thief).Unprotect(secret), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void A_certificate_that_does_not_open_is_told_in_one_line_without_the_password()
    {
        var (file, _) = Certificate();
        (string, string)[] settings = [("DataProtection:Certificate", file), ("DataProtection:CertificatePassword", "wrong-secret")];

        Assert.That(
            async () => await TestHost.StartAsync(demo: false, on: first, settings: settings),
            Throws.InstanceOf<Portfolio.Web.Hosting.StartupException>().With.Message.Contains(file).And.Message.Not.Contains("\n").And.Message.Not.Contains("wrong-secret"));
    }

    private static IDataProtector Protector(TestHost host) => host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<List<string>> KeysAsync(TestHost host)
    {
        await using var connection = new NpgsqlConnection(host.ConnectionString);
        return [.. await connection.QueryAsync<string>("select xml from common.data_protection_key order by id")];
    }

    private (string File, string Password) Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=portfolio", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(folder, Path.GetRandomFileName() + ".pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, "geheim"));
        return (file, "geheim");
    }
}
