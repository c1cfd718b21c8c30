using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>The content policy in a real browser: it stops what is slipped in and nothing that the pages need.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ContentPolicyTests
{
    [TestCase("/", 3)]
    [TestCase("/plans/cb-ha-tang-2026-2030", 1)]
    public async Task A_chart_tells_its_figures_under_the_pointer_without_breaking_the_policy(string path, int charts)
    {
        await using var visitor = await Visitor.OpenAsync();
        await visitor.GoAsync(path);
        var pictures = visitor.Page.Locator(".chart svg");
        await Expect(pictures).ToHaveCountAsync(charts);
        for (var i = 0; i < charts; i++)
        {
            var texts = await pictures.Nth(i).Locator("text").CountAsync();
            await pictures.Nth(i).HoverAsync(new() { Position = new() { X = 400, Y = 30 } });
            // The name and the figure of every series stand in the picture as long as the pointer does.
            await Expect(pictures.Nth(i).Locator("text")).Not.ToHaveCountAsync(texts);
        }
        await visitor.PictureAsync($"tooltip-{charts}");

        Assert.That(visitor.Complaints, Is.Empty);
    }

    [TestCase("<script>window.ran = true</script>", "script-src-elem")]
    [TestCase("<img src='/favicon.svg' onload='window.ran = true'>", "script-src-attr")]
    [TestCase("<script src='data:text/javascript,window.ran = true'></script>", "script-src-elem")]
    [TestCase("<p id='styled' style='position: fixed'>", "style-src-attr")]
    public async Task What_is_slipped_into_a_page_does_not_run(string smuggled, string directive)
    {
        await using var visitor = await Visitor.OpenAsync();
        await visitor.Page.RouteAsync("**/plans", async route =>
        {
            var answer = await route.FetchAsync();
            var page = (await answer.TextAsync()).Replace("</main>", smuggled + "</main>", StringComparison.Ordinal);
            await route.FulfillAsync(new RouteFulfillOptions { Response = answer, Body = page });
        });
        await visitor.GoAsync("/plans");

        Assert.That(await visitor.Page.ContentAsync(), Does.Contain("window.ran").Or.Contain("styled"));
        Assert.That(await visitor.Page.EvaluateAsync<bool?>("window.ran"), Is.Null);
        Assert.That(visitor.Complaints, Has.Some.Contains("content policy broken: " + directive));
    }
}
