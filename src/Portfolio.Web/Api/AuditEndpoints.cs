using Portfolio.Audit;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>The audit trail.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapRead("/audit-events", "listAuditEvents", "The audit trail, newest first, in stretches", ListAsync)
            .WithTags("Audit").Refuses(StatusCodes.Status422UnprocessableEntity);

    private static async Task<ListDto<AuditEventDto>> ListAsync(
        [AsParameters] AuditEventsQuery query, AuditService audit, ActorSource actors, CancellationToken ct)
    {
        var stretch = await audit.ListAsync(
            actors.Current, query.Filter(), QueryText.Clean("after", query.After), query.Entries(), ct);
        return new ListDto<AuditEventDto>([.. stretch.Items.Select(AuditEventDto.Of)], stretch.Next);
    }
}
