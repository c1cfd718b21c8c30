using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;

namespace Portfolio.Audit;

/// <summary>Reads the history of a record.</summary>
public sealed class AuditService(PortfolioDatabase database)
{
    private const string HistorySql = """
        -- Audit.History
        select id, occurred_at, actor_name, actor_role, kind, before::text as before, after::text as after, reason
        from audit.event
        where subject_type = @SubjectType and subject_code = @SubjectCode
        order by id desc
        limit @Limit
        """;

    /// <summary>The latest changes of one record, newest first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/>.</param>
    /// <param name="subjectType">Kind of record: <c>project</c>, <c>programme</c>.</param>
    /// <param name="subjectCode">Its code.</param>
    /// <param name="limit">Number of changes at most.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(
        Actor actor, string subjectType, string subjectCode, int limit, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        await using var connection = await database.OpenAsync(ct);
        return await ReadAsync(connection, subjectType, subjectCode, limit, ct);
    }

    internal static async Task<IReadOnlyList<HistoryEntry>> ReadAsync(
        NpgsqlConnection connection, string subjectType, string subjectCode, int limit, CancellationToken ct)
    {
        var rows = await connection.QueryAsync<HistoryRow>(new CommandDefinition(
            HistorySql, new { SubjectType = subjectType, SubjectCode = subjectCode, Limit = limit }, cancellationToken: ct));
        return
        [
            .. rows.Select(row => new HistoryEntry(
                row.Id, BusinessCalendar.InVietNam(new DateTimeOffset(row.OccurredAt)), row.ActorName, row.ActorRole, row.Kind,
                Changes(row.Before, row.After), row.Reason)),
        ];
    }

    // Field by field: a field that stands on one side only was added or taken away.
    private static List<FieldChange> Changes(string? before, string? after)
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
        return document.RootElement.EnumerateObject().ToDictionary(
            p => p.Name, p => p.Value.ValueKind == JsonValueKind.Null ? null : p.Value.ToString(), StringComparer.Ordinal);
    }

    private sealed record HistoryRow(
        long Id, DateTime OccurredAt, string ActorName, string ActorRole, string Kind, string? Before, string? After, string? Reason);
}

/// <summary>One change in the history of a record.</summary>
/// <param name="Id">Order of writing.</param>
/// <param name="OccurredAt">When, in Vietnamese time.</param>
/// <param name="ActorName">Who.</param>
/// <param name="ActorRole">In which role.</param>
/// <param name="Kind">What was done (<c>funding.needs_set</c>).</param>
/// <param name="Changes">Before and after, field by field; money in whole đồng.</param>
/// <param name="Reason">Reason given.</param>
public sealed record HistoryEntry(
    long Id, DateTimeOffset OccurredAt, string ActorName, string ActorRole, string Kind,
    IReadOnlyList<FieldChange> Changes, string? Reason);

/// <summary>One field before and after a change.</summary>
/// <param name="Field">Name of the field.</param>
/// <param name="Before">Value before; null = none.</param>
/// <param name="After">Value after; null = none.</param>
public sealed record FieldChange(string Field, string? Before, string? After);
