using Portfolio.Audit;

namespace Portfolio.Web.Api;

/// <summary>An event of the audit trail.</summary>
/// <param name="Id">Order of writing.</param>
/// <param name="OccurredAt">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Role">In which role.</param>
/// <param name="AccountId">Account that acted; null = the program itself, or nobody was signed in.</param>
/// <param name="Kind">What was done.</param>
/// <param name="SubjectType">Kind of record it concerns.</param>
/// <param name="Subject">Code of that record.</param>
/// <param name="Province">Code of the subject's province; null = it belongs to none.</param>
/// <param name="Changes">Before and after, field by field; money in whole đồng.</param>
/// <param name="Reason">Reason given.</param>
/// <param name="ClientAddress">Network address the request came from.</param>
/// <param name="CorrelationId">Id under which the server's log holds the request or run.</param>
internal sealed record AuditEventDto(
    long Id, DateTimeOffset OccurredAt, string Actor, string Role, long? AccountId, string Kind, string SubjectType, string Subject,
    string? Province, IReadOnlyList<FieldChangeDto> Changes, string? Reason, string? ClientAddress, string? CorrelationId)
{
    public static AuditEventDto Of(AuditEntry entry) => new(
        entry.Id, entry.OccurredAt, entry.ActorName, entry.ActorRole, entry.AccountId, entry.Kind, entry.SubjectType, entry.SubjectCode,
        entry.Province, [.. entry.Changes.Select(change => new FieldChangeDto(change.Field, change.Before, change.After))], entry.Reason,
        entry.ClientAddress, entry.CorrelationId);
}

/// <summary>One field before and after a change.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Before">Value before, as text; null = none.</param>
/// <param name="After">Value after, as text; null = none.</param>
internal sealed record FieldChangeDto(string Field, string? Before, string? After);
