using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;
using Portfolio.Web.Api;

namespace Portfolio.Web.Errors;

/// <summary>
/// A form whose proof of origin does not fit was filled by somebody who has signed out, or in as somebody else, since. It is told so,
/// and how to send it again: signed in as before, the same form fits again.
/// </summary>
internal sealed class ExpiredFormFilter : IAlwaysRunResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            context.HttpContext.Items[ExpectedFailureFilter.FailureItem] = new RequestException("request.form_expired", StatusCodes.Status400BadRequest);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
        // Nothing is left to do.
    }
}
