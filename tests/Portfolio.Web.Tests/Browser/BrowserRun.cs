using Microsoft.Playwright;
using Portfolio.Web.Tests.Browser;

#pragma warning disable CA1050 // In no namespace, so that the browser stays until the last test of the assembly.

/// <summary>The one browser of a test run; it starts with the first visitor.</summary>
[SetUpFixture]
public sealed class BrowserRun
{
    private static readonly Lazy<Task<Running>> Started = new(StartAsync);

    internal static async Task<IBrowser> GetAsync() => (await Started.Value).Browser;

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (!Started.IsValueCreated || !Started.Value.IsCompletedSuccessfully)
            return;
        var (playwright, browser) = await Started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<Running> StartAsync()
    {
        Assertions.SetDefaultExpectTimeout(Visitor.Patience);
        var file = await BrowserFile.FindAsync();
        var playwright = await Playwright.CreateAsync();
        try
        {
            return new Running(playwright, await playwright.Chromium.LaunchAsync(Options(file)));
        }
        catch (PlaywrightException e)
        {
            playwright.Dispose();
            throw new BrowserMissingException($"'{file.Program}' does not start: {e.Message.Split('\n')[0]}.");
        }
    }

    private static BrowserTypeLaunchOptions Options(BrowserFile file) => new()
    {
        ExecutablePath = file.Program,
        Headless = true,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        // Given variables stand for all of them, so the others are handed on.
        Env = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "")
            .Where(entry => !file.Variables.ContainsKey(entry.Key)).Concat(file.Variables),
    };

    private sealed record Running(IPlaywright Playwright, IBrowser Browser);
}
