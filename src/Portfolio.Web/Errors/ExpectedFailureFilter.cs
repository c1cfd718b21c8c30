using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portfolio.Common;

namespace Portfolio.Web.Errors;

/// <summary>
/// A page that does not show an expected failure itself (a form does) ends with its status; the error page then says it in
/// words.
/// </summary>
internal sealed class ExpectedFailureFilter : IAsyncPageFilter
{
    public const string FailureItem = "portfolio.failure";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (executed.Exception is not PortfolioException failure || executed.ExceptionHandled)
            return;
        executed.ExceptionHandled = true;
        context.HttpContext.Items[FailureItem] = failure;
        executed.Result = new StatusCodeResult(failure.Status);
    }
}
