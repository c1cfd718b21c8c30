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
    private readonly List<string> statuses = [];
    private readonly List<string> texts = [];
    private readonly List<string> overflows = [];
    private readonly List<string> barriers = [];
    private List<string> complaints = [];

    [OneTimeSetUp]
    public async Task VisitAsync()
    {
        await using var visitor = await Visitor.OpenAsync(language: language, width: width);
        foreach (var path in Addresses.All)
        {
            await VisitAsync(visitor, path);
            await visitor.PictureAsync($"{Addresses.FileName(path)}.{language}.{width}");
        }
        complaints = [.. visitor.Complaints.Where(complaint => !IsExpected(complaint))];
    }

    [Test]
    public void Every_page_answers_with_its_status() => Assert.That(statuses, Is.Empty);

    [Test]
    public void Every_page_speaks_the_language_chosen_and_its_forms_carry_their_token() => Assert.That(texts, Is.Empty);

    [Test]
    public void No_page_and_no_console_reports_an_error() => AssertNone(complaints);

    [Test]
    public void No_page_is_wider_than_the_window() => AssertNone(overflows);

    [Test]
    public void Axe_finds_nothing_serious() => AssertNone(barriers);

    private async Task VisitAsync(Visitor visitor, string path)
    {
        var status = await visitor.GoAsync(path);
        if (status != Addresses.Status(path))
            statuses.Add($"{path}: {status}");
        await DrawnAsync(visitor.Page);
        if (await visitor.Page.Locator("html").GetAttributeAsync("lang") is var lang && lang != language)
            texts.Add($"{path}: {lang}");
        texts.AddRange((await visitor.Page.MissingTextsAsync()).Select(key => $"{path}: no text for {key}"));
        texts.AddRange((await visitor.Page.FormsWithoutTokenAsync()).Select(form => $"{path}: {form}"));
        if (await visitor.Page.OverflowAsync() is { } overflow)
            overflows.Add($"{path}: {overflow}");
        barriers.AddRange((await visitor.Page.BarriersAsync()).Select(barrier => $"{path}: {barrier}"));
    }

    private static async Task DrawnAsync(IPage page)
    {
        await page.EvaluateAsync("() => document.fonts.ready.then(() => null)");
        if (await page.Locator("table[data-chart]").CountAsync() is var tables and > 0)
            await Assertions.Expect(page.Locator(".chart svg")).ToHaveCountAsync(tables);
    }

    // Chromium notes every answer 404 as an error, that of a missing page too.
    private static bool IsExpected(string complaint) =>
        complaint.Contains("status of 404", StringComparison.Ordinal) && Addresses.Missing.Any(path => complaint.Contains(path, StringComparison.Ordinal));

    private static void AssertNone(List<string> findings) => Assert.That(findings, Is.Empty, string.Join('\n', findings));
}
