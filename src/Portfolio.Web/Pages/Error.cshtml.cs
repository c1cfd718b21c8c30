using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Web.Errors;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages;

/// <summary>What went wrong, in one plain sentence; never the insides of the program.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(IStringLocalizer<Texts> texts, ErrorText errors) : PageModel
{
    public int Status { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? CorrelationId { get; private set; }

    public void OnGet(int? status) => Show(status);

    public void OnPost(int? status) => Show(status);

    private void Show(int? status)
    {
        Status = status ?? 500;
        Response.StatusCode = Status;
        var kind = Status switch { 404 => "not_found", 403 => "forbidden", < 500 => "bad_request", _ => "bug" };
        Title = texts["error_page." + kind].Value;
        Text = HttpContext.Items[ExpectedFailureFilter.FailureItem] is PortfolioException failure
            ? errors.Of(failure)
            : texts[$"error_page.{kind}_text"].Value;
        if (Status >= 500)
            CorrelationId = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
    }
}
