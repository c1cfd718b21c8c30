using System.Net.Mime;
using Portfolio.Web.Errors;

namespace Portfolio.Web.Api;

/// <summary>What every endpoint of the API has in common.</summary>
internal static class ApiRoutes
{
    /// <summary>Maps a read: GET, and HEAD which answers the same without the body.</summary>
    /// <param name="routes">Group to map in.</param>
    /// <param name="pattern">Route.</param>
    /// <param name="name">Stable operation id.</param>
    /// <param name="summary">One line for the OpenAPI document.</param>
    /// <param name="handler">Answers the request.</param>
    public static RouteHandlerBuilder MapRead(
        this IEndpointRouteBuilder routes, string pattern, string name, string summary, Delegate handler)
    {
        // HEAD is mapped apart and not described: in one route both would bear the same operation id.
        routes.MapMethods(pattern, [HttpMethods.Head], handler).ExcludeFromDescription();
        return routes.MapGet(pattern, handler).WithName(name).WithSummary(summary)
            .Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status500InternalServerError);
    }

    /// <summary>Documents the statuses with which the endpoint refuses, each with a problem document.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<ApiProblem>(status, MediaTypeNames.Application.ProblemJson);
        return endpoint;
    }
}
