using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portfolio.Web.Tests.Browser;

/// <summary>What can be wrong with any page, whatever it shows.</summary>
internal static class PageChecks
{
    // What lies left of the window (the skip link) cannot be scrolled to; what a box of its own scrolls does not count either.
    private const string TooWide = """
        () => {
          const room = document.documentElement.clientWidth, needed = document.documentElement.scrollWidth;
          if (needed <= room) return null;
          const boxed = e => {
            for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
              if (getComputedStyle(p).overflowX !== 'visible') return true;
            return false;
          };
          const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > room + 0.5 && !boxed(e));
          return `${needed} px wide, because of ${wide.at(-1)?.outerHTML.slice(0, 160) ?? 'something unknown'}`;
        }
        """;

    private const string KeysShown = """
        () => (document.body.innerText.match(/(?<!\S)[a-z_]{3,}(\.[a-z_]{3,})+(?!\S)/g) ?? [])
          .filter(word => ![...document.querySelectorAll('code')].some(code => code.innerText.includes(word)))
        """;

    private const string Unprotected =
        "() => [...document.querySelectorAll('form[method=post]:not(:has(input[name=__RequestVerificationToken]))')].map(form => form.outerHTML.slice(0, 160))";

    private const string Barriers = """
        async () => {
          if (document.querySelector('iframe, frame')) throw new Error('What stands in a frame would not be looked at.');
          const { violations } = await axe.run({ resultTypes: ['violations'] });
          return violations.filter(violation => ['serious', 'critical'].includes(violation.impact))
            .flatMap(violation => violation.nodes.map(node => `${violation.impact} ${violation.id}: ${violation.help}\n    ${node.target} ${node.html}`));
        }
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What makes the document wider than the window; null when nothing does.</summary>
    public static Task<string?> OverflowAsync(this IPage page) => page.EvaluateAsync<string?>(TooWide);

    /// <summary>Keys of texts that are shown because the text is missing.</summary>
    public static async Task<IReadOnlyList<string>> MissingTextsAsync(this IPage page) => await page.EvaluateAsync<string[]>(KeysShown);

    /// <summary>Forms that change something and lack the token without which they are refused.</summary>
    public static async Task<IReadOnlyList<string>> FormsWithoutTokenAsync(this IPage page) => await page.EvaluateAsync<string[]>(Unprotected);

    /// <summary>What axe finds that keeps somebody from using the page.</summary>
    /// <exception cref="PlaywrightException">The page holds a frame.</exception>
    public static async Task<IReadOnlyList<string>> BarriersAsync(this IPage page)
    {
        // A grid that is still being built has no cell for the keyboard yet.
        await Assertions.Expect(page.Locator("[data-capital-grid]:not([data-ready])")).ToHaveCountAsync(0);
        // Asked in the page itself: axe's package for Playwright opens another page each time, to put together what it found in frames.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
        {
            // The pages that follow bring it along: so the browser need not read it anew for each.
            await page.Context.AddInitScriptAsync(Axe);
            await page.EvaluateAsync(Axe);
        }
        return await page.EvaluateAsync<string[]>(Barriers);
    }
}
