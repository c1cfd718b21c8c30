using System.Net;
using System.Text.RegularExpressions;
using Portfolio.Web.Tests.Pages;

namespace Portfolio.Web.Tests.Support;

/// <summary>
/// Somebody at a browser without a window: keeps cookies, follows no redirect, sends forms as pages give them out.
/// <code>using var guest = new Guest(host); using var answer = await guest.SignInAsync(person);</code>
/// </summary>
internal sealed partial class Guest : IDisposable
{
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false };

    public Guest(TestHost host)
    {
        Host = host;
        Client = new HttpClient(handler) { BaseAddress = host.Address };
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36");
    }

    public TestHost Host { get; }

    public HttpClient Client { get; }

    /// <summary>The cookie of the session; null = none.</summary>
    public Cookie? Session => handler.CookieContainer.GetCookies(Host.Address)["portfolio.session"];

    /// <summary>Cookies that this browser sends.</summary>
    public CookieContainer Cookies => handler.CookieContainer;

    /// <summary>Somebody who has signed in, by password alone or with the code of the authenticator.</summary>
    public static async Task<Guest> OfAsync(Person person)
    {
        var guest = new Guest(person.Host);
        using var answer = await guest.SignInAsync(person.Name);
        if (person.Key is not null)
            using (await guest.SendAsync("/account/second-factor", ("Code", person.Code())))
                Assert.That(guest.Session, Is.Not.Null, "the code was refused");
        Assert.That(guest.Session, Is.Not.Null, "the password was refused");
        return guest;
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>The text of a page that must be there.</summary>
    public Task<string> PageAsync(string path) => Client.GetPageAsync(path);

    /// <summary>Opens a page and sends a form of it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields)
    {
        using var page = await GetAsync(path.Replace("handler=", "was=", StringComparison.Ordinal));
        var token = RequestCalls.FormToken(await page.Content.ReadAsStringAsync());
        return await Client.PostFormAsync(path, [.. fields, ("__RequestVerificationToken", token)]);
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password = Person.Password, string? returnUrl = null) =>
        SendAsync("/account/sign-in", [("Name", name), ("Password", password), .. returnUrl is null ? [] : new[] { ("ReturnUrl", returnUrl) }]);

    /// <summary>Whether it is signed in: the account's page answers.</summary>
    public async Task<bool> IsInAsync()
    {
        using var answer = await GetAsync("/account");
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public void Dispose()
    {
        Client.Dispose();
        handler.Dispose();
    }

    /// <summary>The key of the authenticator on a page that sets it up.</summary>
    public static string KeyOn(string page) => Key().Match(page).Groups[1].Value;

    /// <summary>The recovery codes on a page.</summary>
    public static IReadOnlyList<string> CodesOn(string page) => [.. Codes().Matches(page).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("class=\"typed-key\">([a-z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([A-Z0-9-]+)</code></li>")]
    private static partial Regex Codes();
}

/// <summary>What an answer to a form is.</summary>
internal static class Answers
{
    public static string? LeadsTo(this HttpResponseMessage answer) => answer.Headers.Location?.OriginalString;

    public static Task<string> TextAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();
}
