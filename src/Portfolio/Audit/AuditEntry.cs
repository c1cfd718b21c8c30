using System.Text.Json;
using Portfolio.Common;

namespace Portfolio.Audit;

/// <summary>One event of the audit trail.</summary>
/// <param name="Id">Order of writing.</param>
/// <param name="OccurredAt">When, in Vietnamese time.</param>
/// <param name="ActorName">Who.</param>
/// <param name="ActorRole">In which role.</param>
/// <param name="AccountId">Account that acted; null = the program itself, or nobody was signed in.</param>
/// <param name="Kind">What was done (<c>funding.needs_set</c>).</param>
/// <param name="SubjectType">Kind of record it concerns (<c>project</c>).</param>
/// <param name="SubjectCode">Code of that record.</param>
/// <param name="Province">Code of the subject's province; null = it belongs to none.</param>
/// <param name="Changes">Before and after, field by field; money in whole đồng.</param>
/// <param name="Reason">Reason given.</param>
/// <param name="ClientAddress">Network address the request came from.</param>
/// <param name="CorrelationId">Id under which the server's log holds the request or run.</param>
public sealed record AuditEntry(
    long Id, DateTimeOffset OccurredAt, string ActorName, string ActorRole, long? AccountId, string Kind, string SubjectType,
    string SubjectCode, string? Province, IReadOnlyList<FieldChange> Changes, string? Reason, string? ClientAddress, string? CorrelationId);

/// <summary>One field before and after a change.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Before">Value before; null = none.</param>
/// <param name="After">Value after; null = none.</param>
public sealed record FieldChange(string Field, string? Before, string? After)
{
    /// <summary>Field by field: one that stands on one side only was added or taken away.</summary>
    internal static IReadOnlyList<FieldChange> Between(string? before, string? after)
    {
        var old = Fields(before);
        var now = Fields(after);
        return
        [
            .. old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
                .Select(field => new FieldChange(field, old.GetValueOrDefault(field), now.GetValueOrDefault(field)))
                .Where(change => change.Before != change.After),
        ];
    }

    private static Dictionary<string, string?> Fields(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Text(p.Value), StringComparer.Ordinal)
            : new Dictionary<string, string?> { ["value"] = Text(document.RootElement) };
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.ToString(),
    };
}

/// <summary>A row of <c>audit.event</c> as it is read.</summary>
internal sealed record EventRow(
    long Id, DateTime OccurredAt, string ActorName, string ActorRole, long? AccountId, string Kind, string SubjectType,
    string SubjectCode, string? Province, string? Before, string? After, string? Reason, string? ClientAddress, string? CorrelationId)
{
    public AuditEntry ToEntry() => new(
        Id, BusinessCalendar.InVietNam(new DateTimeOffset(OccurredAt)), ActorName, ActorRole, AccountId, Kind, SubjectType, SubjectCode,
        Province, FieldChange.Between(Before, After), Reason, ClientAddress, CorrelationId);
}
