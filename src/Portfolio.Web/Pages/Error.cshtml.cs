using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Web.Errors;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages;

/// <summary>What went wrong, in one plain sentence; never the insides of the program.</summary>
[IgnoreAntiforgeryToken]
internal sealed class ErrorModel(IStringLocalizer<Texts> texts, ErrorText errors, ILogger<ErrorModel> logger) : PageModel
{
    public int Status { get; private set; }

    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    public string? CorrelationId { get; private set; }

    /// <summary>Whether a form was sent by somebody who has signed out since.</summary>
    public bool FormExpired { get; private set; }

    /// <summary>Page of a form that was too large; null = the fault is another one.</summary>
    public string? Back { get; private set; }

    public void OnGet() => Show();

    public void OnPost() => Show();

    private void Show()
    {
        // Without a failure behind it the address is only a page that does not exist.
        var fault = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error;
        Status = fault switch
        {
            BadHttpRequestException refused => refused.StatusCode,
            not null => 500,
            _ => HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalStatusCode ?? 404,
        };
        Response.StatusCode = Status;
        var kind = Status switch
        {
            403 => "forbidden",
            404 => "not_found",
            413 => "too_large",
            429 => "too_many",
            503 => "unavailable",
            < 500 => "bad_request",
            _ => "bug",
        };
        Title = texts["error_page." + kind].Value;
        var failure = HttpContext.Refused();
        Back = failure?.Code == "request.file_too_large" ? HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath : null;
        FormExpired = failure?.Code == "request.form_expired";
        Text = failure is not null
            ? errors.Of(failure)
            : texts[$"error_page.{kind}_text"].Value;
        if (Status < 500)
            return;
        CorrelationId = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
        logger.LogError(fault ?? failure, "Request {CorrelationId} failed", CorrelationId);
    }
}
