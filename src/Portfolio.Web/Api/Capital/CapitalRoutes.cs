namespace Portfolio.Web.Api.Capital;

/// <summary>What the endpoints of capital refuse with.</summary>
internal static class CapitalRoutes
{
    public static void MapCapital(this IEndpointRouteBuilder api)
    {
        api.MapCeilings();
        api.MapViews();
        api.MapDecisions();
        api.MapDecisionSteps();
        api.MapClosings();
        api.MapDisbursements();
    }

    /// <summary>Documents the refusals of a change that names no version.</summary>
    public static RouteHandlerBuilder RefusesWrites(this RouteHandlerBuilder endpoint) => endpoint.Refuses(
        StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound,
        StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status422UnprocessableEntity, StatusCodes.Status500InternalServerError);

    /// <summary>Documents the refusals of a change that is based on a version.</summary>
    public static RouteHandlerBuilder RefusesConditionalWrites(this RouteHandlerBuilder endpoint) =>
        endpoint.RefusesWrites().Refuses(StatusCodes.Status412PreconditionFailed, StatusCodes.Status428PreconditionRequired);
}
