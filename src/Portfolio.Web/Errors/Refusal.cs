using Microsoft.AspNetCore.Diagnostics;
using Portfolio.Common;

namespace Portfolio.Web.Errors;

/// <summary>A request that is refused on its way in, before a page or an endpoint sees it.</summary>
internal static class Refusal
{
    /// <summary>Ends the request with the status of the failure; the error page or the problem document then says it in words.</summary>
    public static void Refuse(this HttpContext context, PortfolioException failure)
    {
        context.Items[ExpectedFailureFilter.FailureItem] = failure;
        context.Response.StatusCode = failure.Status;
    }

    /// <summary>What the request has been refused for; null when it has not.</summary>
    public static PortfolioException? Refused(this HttpContext context) =>
        context.Items[ExpectedFailureFilter.FailureItem] as PortfolioException;

    /// <summary>Whether the request goes its way a second time, to the error page.</summary>
    public static bool HasFailed(this HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null;
}
