using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Portfolio.Accounts;
using Portfolio.Web.Tests.Api;
using Portfolio.Web.Tests.Support;

namespace Portfolio.Web.Tests.SignIn;

/// <summary>A whole life of an account leaves no secret in the history and none in the log.</summary>
internal sealed partial class SecretTests
{
    [Test]
    public async Task Neither_the_history_nor_the_log_holds_a_password_a_key_a_code_or_a_token()
    {
        using var log = new LogLines(LogLevel.Trace);
        await using var host = await TestHost.StartAsync(
            Role.None, on: SharedHost.Host, configure: builder => builder.Logging.ClearProviders().AddProvider(log),
            settings: [("Logging:LogLevel:Default", "Information")]);
        var person = await Person.MakeAsync(host, Role.Finance);
        const string Mistyped = "Toi-Go-Nham-Mat-Khau-8";
        var secrets = new List<string> { Person.Password, Person.OtherPassword, Mistyped };
        using var guest = new Guest(host);
        // The password in the field of the name is the mistake that fills logs with passwords.
        foreach (var (name, password) in (ReadOnlySpan<(string, string)>)[(person.Name, Mistyped), (Mistyped, Mistyped), (person.Name, Person.Password)])
            guest.SignInAsync(name, password).GetAwaiter().GetResult().Dispose();
        secrets.Add(guest.Session!.Value);
        var key = Guest.KeyOn(await guest.PageAsync("/account/next/second-factor"));
        var code = Totp.Code(key);
        using (var confirmed = await guest.SendAsync("/account/next/second-factor", ("Code", code)))
            secrets.AddRange([key, key.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant(), .. Guest.CodesOn(await confirmed.TextAsync())]);
        secrets.Add(guest.Session!.Value);
        using (var made = await guest.SendAsync("/account/tokens", ("Name", "thử"), ("Scopes", "portfolio:read"), ("Days", "1")))
            secrets.Add(Shown().Match(await made.TextAsync()).Value);
        using (await guest.Client.GetApiAsync("/plans", ("Authorization", "Bearer " + secrets[^1])))
        using (await guest.SendAsync("/account", ("Current", Person.Password), ("NewPassword", Person.OtherPassword), ("Repeated", Person.OtherPassword)))
            secrets.Add(guest.Session!.Value);
        var link = await LinkTests.LinkAsync(person);
        secrets.Add(link.Split("token=")[1]);
        using (await new Guest(host).SendAsync(link, ("NewPassword", Person.Password), ("Repeated", Person.Password)))
            Assert.That(await person.HistoryAsync(), Has.Exactly(2).EqualTo("accounts.password_changed"));

        var history = await host.ListAsync<string>(
            "select row(event.*)::text from audit.event where subject_code = any(@Names)", new { Names = new[] { person.Name, "unknown" } });
        using (Assert.EnterMultipleScope())
        {
            foreach (var secret in secrets)
            {
                Assert.That(secret, Has.Length.GreaterThan(8));
                Assert.That(history.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty, "history");
                Assert.That(log.Lines.Where(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty, "log");
            }
        }
        Assert.That(history, Has.Count.GreaterThan(8));
        Assert.That(log.Lines, Is.Not.Empty);
    }

    [GeneratedRegex("pft_[A-Za-z0-9_-]{43}")]
    private static partial Regex Shown();
}
