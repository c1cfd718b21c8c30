using Microsoft.Playwright;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>
/// Somebody at a browser of his own: own cookies, own window. Notes everything that page and console complain about.
/// <code>await using var visitor = await Visitor.OpenAsync(); await visitor.GoAsync("/projects");</code>
/// </summary>
internal sealed class Visitor : IAsyncDisposable
{
    /// <summary>Set to have pictures taken, which takes longer than what is tested about a page.</summary>
    public const string Pictures = "PORTFOLIO_TEST_PICTURES";

    /// <summary>Milliseconds after which what is waited for does not come any more: long, because several visitors share the machine.</summary>
    public const int Patience = 20_000;

    // Not every breach of the content policy is written into the console by the browser itself.
    private const string TellBreaches = """
        document.addEventListener('securitypolicyviolation', breach =>
          console.error(`content policy broken: ${breach.effectiveDirective} by ${breach.blockedURI} ${breach.sourceFile ?? ''}:${breach.lineNumber}`));
        """;

    private readonly IBrowserContext context;
    private readonly List<string> complaints = [];

    private Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        Listen(page);
    }

    /// <summary>The first tab.</summary>
    public IPage Page { get; }

    /// <summary>Errors of scripts, of the console and of requests, with the address of the page.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Opens an empty browser window.</summary>
    /// <param name="host">Program to visit; null = the shared one, which is only read.</param>
    /// <param name="language">"vi" or "en", as the switch would leave it.</param>
    /// <param name="width">Width of the window in CSS pixels.</param>
    /// <param name="script">Whether JavaScript is on.</param>
    /// <param name="name">Name by which the program is called; null = its address.</param>
    /// <param name="person">Who it is; null = the account that the host's own client is signed in with.</param>
    public static async Task<Visitor> OpenAsync(
        TestHost? host = null, string language = "vi", int width = 1440, bool script = true, string? name = null, SignedIn? person = null)
    {
        host ??= SharedHost.Host;
        var address = name is null ? host.Address : new UriBuilder(host.Address) { Host = name }.Uri;
        var context = await (await BrowserRun.GetAsync()).NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 740 : 900 },
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "vi-VN",
        });
        context.SetDefaultTimeout(Patience);
        if (language == "en")
            await context.AddCookiesAsync([new Cookie { Name = "portfolio.language", Value = "c%3Den-GB%7Cuic%3Den-GB", Url = address.ToString() }]);
        if ((person ?? host.SignedIn) is { } signedIn)
            await context.AddCookiesAsync([new Cookie { Name = signedIn.CookieName, Value = signedIn.CookieValue, Url = address.ToString() }]);
        await context.AddInitScriptAsync(TellBreaches);
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>Goes to an address in the first tab and gives the status.</summary>
    public async Task<int> GoAsync(string path) => (await Page.GotoAsync(path))!.Status;

    /// <summary>
    /// Looks at pages one after the other: each is shown, with its charts, fits the window, holds no barrier and lacks no text; nothing complains.
    /// </summary>
    /// <param name="suffix">What tells the pictures of this window from those of others.</param>
    /// <param name="pages">Address of each page, and name of its picture.</param>
    public async Task LookAsync(string suffix, params IEnumerable<(string Path, string Name)> pages)
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (var (path, name) in pages)
            {
                Assert.That(await GoAsync(path), Is.EqualTo(200), path);
                if (await Page.Locator("table[data-chart]").CountAsync() is var charts and > 0)
                    await Expect(Page.Locator(".chart svg")).ToHaveCountAsync(charts);
                Assert.That(await Page.OverflowAsync(), Is.Null, path);
                Assert.That(await Page.BarriersAsync(), Is.Empty, path);
                Assert.That(await Page.MissingTextsAsync(), Is.Empty, path);
                await PictureAsync($"{name}.{suffix}");
            }
            Assert.That(Complaints, Is.Empty);
        }
    }

    /// <summary>Takes a picture of the whole page in the first tab, for people to look at, where <see cref="Pictures"/> asks for that.</summary>
    public async Task PictureAsync(string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable(Pictures) is not { Length: > 0 })
            return;
        await Page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(TestContext.CurrentContext.TestDirectory, "screenshots", name + ".png"),
            FullPage = whole,
        });
    }

    /// <summary>A second tab of the same window.</summary>
    public async Task<IPage> NewTabAsync()
    {
        var tab = await context.NewPageAsync();
        Listen(tab);
        return tab;
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private void Listen(IPage page)
    {
        page.PageError += (_, error) => Note(page, error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                Note(page, $"console {message.Type}: {message.Text}");
        };
        page.RequestFailed += (_, request) => Note(page, $"{request.Url}: {request.Failure}");
    }

    private void Note(IPage page, string what)
    {
        lock (complaints)
            complaints.Add($"{page.Url}: {what}");
    }
}
