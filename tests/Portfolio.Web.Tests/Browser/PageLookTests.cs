using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portfolio.Web.Tests.Pages;

namespace Portfolio.Web.Tests.Browser;

/// <summary>Every page in both languages, on a desk and on a phone. All pages are visited first; each test then judges all of them.</summary>
[TestFixture("vi", 1440)]
[TestFixture("vi", 360)]
[TestFixture("en", 1440)]
[TestFixture("en", 360)]
[Parallelizable(ParallelScope.Self)]
internal sealed class PageLookTests(string language, int width)
{
    // What lies left of the window (the skip link) cannot be scrolled to; what a box of its own scrolls does not count either.
    private const string TooWide = """
        () => {
          const window_ = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= window_) return null;
          const boxed = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
          const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > window_ + 0.5 && !boxed(e));
          const last = wide[wide.length - 1];
          return document.documentElement.scrollWidth + ' px wide, because of ' + (last ? last.outerHTML.slice(0, 160) : '?');
        }
        """;

    private static readonly AxeRunOptions Rules = new() { ResultTypes = [ResultType.Violations] };

    private readonly List<string> statuses = [];
    private readonly List<string> overflows = [];
    private readonly List<string> languages = [];
    private readonly List<string> findings = [];
    private List<string> complaints = [];

    [OneTimeSetUp]
    public async Task VisitAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.TestDirectory, "screenshots")).FullName;
        await using var visitor = await Visitor.OpenAsync(language: language, width: width);
        foreach (var path in Addresses.All)
        {
            var status = await visitor.GoAsync(path);
            if (status != Addresses.Status(path))
                statuses.Add($"{path}: {status}");
            if (await visitor.Page.Locator("html").GetAttributeAsync("lang") != language)
                languages.Add(path);
            await DrawnAsync(visitor.Page);
            if (await visitor.Page.EvaluateAsync<string?>(TooWide) is { } overflow)
                overflows.Add($"{path}: {overflow}");
            await visitor.Page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(folder, $"{Addresses.FileName(path)}.{language}.{width}.png"),
                FullPage = true,
            });
            findings.AddRange(Findings(path, await visitor.Page.RunAxe(Rules)));
        }
        // Chromium notes every answer 404 as an error, the expected ones too.
        complaints = [.. visitor.Complaints.Where(c => !(Addresses.Missing.Any(path => c.Contains(path, StringComparison.Ordinal)) && c.Contains("404", StringComparison.Ordinal)))];
    }

    [Test]
    public void Every_page_answers_with_its_status() => Assert.That(statuses, Is.Empty);

    [Test]
    public void Every_page_is_in_the_language_chosen() => Assert.That(languages, Is.Empty);

    [Test]
    public void No_page_and_no_console_reports_an_error() => Assert.That(complaints, Is.Empty, string.Join('\n', complaints));

    [Test]
    public void No_page_is_wider_than_the_window() => Assert.That(overflows, Is.Empty, string.Join('\n', overflows));

    [Test]
    public void Axe_finds_nothing_serious() => Assert.That(findings, Is.Empty, string.Join('\n', findings));

    private static async Task DrawnAsync(IPage page)
    {
        await page.EvaluateAsync("() => document.fonts.ready.then(() => null)");
        if (await page.Locator("table[data-chart]").CountAsync() is var tables and > 0)
            await Assertions.Expect(page.Locator(".chart svg")).ToHaveCountAsync(tables);
    }

    private static IEnumerable<string> Findings(string path, AxeResult result) =>
        from violation in result.Violations
        where violation.Impact is "serious" or "critical"
        from node in violation.Nodes
        select $"{path}: {violation.Impact} {violation.Id}: {violation.Help}\n    {node.Target} {node.Html}";
}
