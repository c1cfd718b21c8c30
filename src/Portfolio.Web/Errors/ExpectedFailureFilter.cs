using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Portfolio.Common;
using Portfolio.Web.Pages;
using Portfolio.Web.SignIn;

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
        // A page without a handler for it is shown all the same, without its model. To the page of errors any method may come.
        if (context.HandlerMethod is null && HttpMethods.IsPost(context.HttpContext.Request.Method) && context.HandlerInstance is not ErrorModel)
        {
            context.Result = new BadRequestResult();
            return;
        }
        // No text of PostgreSQL can hold a NUL, and nobody types one.
        var request = context.HttpContext.Request;
        if (request.Query.Any(v => HasNul(v.Value)) || (request.HasFormContentType && request.Form.Any(v => HasNul(v.Value))))
        {
            context.Result = new BadRequestResult();
            return;
        }
        var executed = await next();
        if (executed.Exception is null || executed.ExceptionHandled)
            return;
        if ((executed.Exception as PortfolioException ?? Outage.Of(executed.Exception)) is not { } failure)
            return;
        executed.ExceptionHandled = true;
        // Who has not signed in may be allowed it once he has.
        if (failure is PermissionDeniedException or SignInNeededException && Visit.Of(context.HttpContext).Identity is null)
        {
            executed.Result = SignInPages.Demand(context.HttpContext);
            return;
        }
        await context.HttpContext.RequestServices.GetRequiredService<RefusalLog>().NoteAsync(context.HttpContext, failure);
        context.HttpContext.Items[FailureItem] = failure;
        executed.Result = new StatusCodeResult(failure.Status);
    }

    private static bool HasNul(Microsoft.Extensions.Primitives.StringValues values) =>
        values.Any(value => value?.Contains('\0', StringComparison.Ordinal) ?? false);
}
