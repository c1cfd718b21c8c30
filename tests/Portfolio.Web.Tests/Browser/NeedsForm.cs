using Microsoft.Playwright;

namespace Portfolio.Web.Tests.Browser;

/// <summary>The form of a project's needs, as an officer sees it.</summary>
internal sealed class NeedsForm(IPage page)
{
    /// <summary>What is said above the form when it was refused.</summary>
    public ILocator Message => page.Locator(".notice-error");

    public ILocator Reason => page.GetByLabel("Lý do thay đổi");

    public ILocator Save => page.Locator("form.needs-form button");

    /// <summary>The sum of a class of sources, kept while amounts are typed.</summary>
    public ILocator Sum(string sourceClass) => page.Locator($"fieldset[data-class={sourceClass}] [data-live]");

    public ILocator Amount(string source) => page.GetByLabel(source, new() { Exact = true });

    /// <summary>All that stands at a source: label, field, figure in force, fault.</summary>
    public ILocator Row(string source) => page.Locator(".need-row").Filter(new() { Has = page.GetByLabel(source, new() { Exact = true }) });

    public Task OpenAsync(string project) => page.GotoAsync($"/projects/{project}/needs");

    public Task TypeAsync(string source, string text) => Amount(source).FillAsync(text);

    public Task ReasonAsync(string text) => Reason.FillAsync(text);

    public Task SaveAsync() => Save.ClickAsync();
}
