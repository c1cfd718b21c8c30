using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portfolio.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portfolio.Web.Tests.Browser;

/// <summary>The grid of a paper, as an officer works on it. Rows are those of the provincial budget unless another source is named.</summary>
internal sealed class GridPage(IPage page, GridPlan plan, long paper, string provincial = "Ngân sách tỉnh")
{
    private const string FirePaste = """
        (element, text) => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """;

    private const string FireCopy = """
        element => {
          window.copied = new DataTransfer();
          element.dispatchEvent(new ClipboardEvent('copy', { clipboardData: window.copied, bubbles: true, cancelable: true }));
          return window.copied.getData('text/plain');
        }
        """;

    private const string FirePasteCopied =
        "element => element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: window.copied, bubbles: true, cancelable: true }))";

    public string Address => $"/capital/decisions/{paper}/grid";

    /// <summary>The line that says what happened.</summary>
    public ILocator Status => page.Locator("[data-status]");

    public ILocator Problems => page.Locator(".problem-list li");

    public ILocator Detail => page.Locator("[data-detail]");

    public ILocator Balance => page.Locator("[data-balance]");

    public ILocator Active => page.Locator(".tabulator-cell[data-picked=active]");

    public ILocator Rows => page.Locator(".tabulator-tableholder .tabulator-row[data-kind=row]");

    /// <summary>The field in which one types.</summary>
    public ILocator Field => page.Locator(".cell-field");

    /// <summary>Opens it with what an earlier visit of the tab left to be decided about.</summary>
    public async Task OpenAsync(string query = "")
    {
        await page.GotoAsync(Address + query);
        await ReadyAsync();
    }

    public Task ReadyAsync() => Expect(page.Locator("[data-capital-grid]")).ToHaveAttributeAsync("data-ready", "true");

    /// <summary>A line above the others: total, ceiling, left.</summary>
    public ILocator Head(string kind, string column) => page.Locator($".tabulator-row[data-kind={kind}] [tabulator-field={column}]");

    public ILocator Head(string kind, int year) => Head(kind, Field_(year));

    public ILocator Programme(string name) => page.Locator(".tabulator-row[data-kind=programme]").Filter(new() { HasText = name });

    public ILocator Row(int project, string? source = null) => page.Locator(".tabulator-row[data-kind=row]")
        .Filter(new() { Has = page.Locator(".cell-code", new() { HasTextRegex = new Regex("^" + plan.Project(project) + "$") }) })
        .Filter(new() { HasText = source ?? provincial });

    public ILocator Cell(int project, int year, string? source = null) => Row(project, source).Locator($"[tabulator-field={Field_(year)}]");

    public ILocator Column(int project, string column, string? source = null) => Row(project, source).Locator($"[tabulator-field={column}]");

    /// <summary>Selects a cell with the mouse and types over it.</summary>
    public async Task TypeAsync(int project, int year, string text, string? source = null)
    {
        await Cell(project, year, source).ClickAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses keys one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
            await page.Keyboard.PressAsync(key);
    }

    /// <summary>Pastes a text, as copied in another program, from a cell on.</summary>
    public async Task PasteAsync(int project, int year, string text)
    {
        await Cell(project, year).ClickAsync();
        await PasteAsync(text);
    }

    /// <summary>Pastes a text into what is selected.</summary>
    public Task PasteAsync(string text) => page.Locator(":focus").EvaluateAsync(FirePaste, text);

    /// <summary>Copies what is selected, and gives it as other programs see it.</summary>
    public Task<string> CopyAsync() => page.Locator(":focus").EvaluateAsync<string>(FireCopy);

    /// <summary>Pastes what was copied here.</summary>
    public Task PasteCopiedAsync() => page.Locator(":focus").EvaluateAsync(FirePasteCopied);

    public async Task SaveAsync()
    {
        await page.Keyboard.PressAsync("Control+s");
        await Expect(Status).Not.ToHaveTextAsync("Đang lưu…");
    }

    /// <summary>How many cells are typed into and not saved.</summary>
    public Task TypedAsync(int count) => Expect(page.Locator("[data-capital-grid]")).ToHaveAttributeAsync("data-typed", $"{count}");

    /// <summary>Whether a cell looks so: moved, bad, typed, text, overtaken, closed.</summary>
    public Task LooksAsync(int project, int year, string state) =>
        Expect(Cell(project, year)).ToHaveAttributeAsync("data-state", new Regex($@"(^|\s){state}(\s|$)"));

    public Task LooksNotAsync(int project, int year, string state) =>
        Expect(Cell(project, year)).Not.ToHaveAttributeAsync("data-state", new Regex($@"(^|\s){state}(\s|$)"));

    /// <summary>The figure of a cell as it is shown.</summary>
    public Task ShowsAsync(int project, int year, string text, string? source = null) => Expect(Cell(project, year, source)).ToHaveTextAsync(text);

    private static string Field_(int year) => $"y{year - 2026}";
}
