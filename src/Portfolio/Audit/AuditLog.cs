using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.Audit;

/// <summary>
/// Writes audit events in the transaction that makes the change. Key, time and place in the chain are given by the database; its
/// transaction is READ COMMITTED, as all writers are.
/// </summary>
internal static class AuditLog
{
    private const string WriteSql = """
        -- Audit.Write
        insert into audit.event (actor_name, actor_role, account_id, client_address, kind, subject_type, subject_code, province_code,
            before, after, reason, correlation_id)
        select @ActorName, @ActorRole, @AccountId, @ClientAddress, @Kind, @SubjectType, subject_code, province_code,
            before::jsonb, after::jsonb, @Reason, @CorrelationId
        from unnest(@SubjectCodes::text[], @Provinces::text[], @Before::text[], @After::text[]) as e (subject_code, province_code, before, after)
        """;

    /// <summary>One event for every subject.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction of the change; null for what changes nothing, such as a refusal.</param>
    /// <param name="actor">Who did it; account, address and correlation id come with it.</param>
    /// <param name="kind">What was done, <c>area.what</c>; its words stand in the texts, under <c>event.…</c>.</param>
    /// <param name="subjectType">Kind of record.</param>
    /// <param name="changes">The subjects, with what changed of them, if anything did.</param>
    /// <param name="reason">Reason given.</param>
    /// <param name="ct">Cancels the call.</param>
    public static Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, Actor actor, string kind, string subjectType,
        IReadOnlyList<AuditChange> changes, string? reason, CancellationToken ct)
    {
        if (changes.Count == 0)
            return Task.CompletedTask;
        return connection.ExecuteAsync(new CommandDefinition(WriteSql, new
        {
            ActorName = actor.Name,
            ActorRole = actor.Role.ToString(),
            actor.AccountId,
            actor.ClientAddress,
            Kind = kind,
            SubjectType = subjectType,
            SubjectCodes = changes.Select(c => c.SubjectCode).ToArray(),
            Provinces = changes.Select(c => c.Province).ToArray(),
            Before = changes.Select(c => Json(c.Before)).ToArray(),
            After = changes.Select(c => After(c.After, actor.Via)).ToArray(),
            Reason = reason,
            actor.CorrelationId,
        }, transaction, cancellationToken: ct));
    }

    // Whoever acts by a link in a mail has not signed in: each event says so.
    private static string? After(object? value, string? via)
    {
        if (via is null)
            return Json(value);
        var fields = value is null ? [] : JsonSerializer.SerializeToNode(value)!.AsObject();
        fields["via"] = via;
        return fields.ToJsonString();
    }

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value);
}

/// <summary>What happened to one subject.</summary>
/// <param name="SubjectCode">Its code.</param>
/// <param name="Province">Code of its province, whose chain the event extends; null = it belongs to none.</param>
/// <param name="Before">Fields before the change, as they are shown field by field; null = none.</param>
/// <param name="After">Fields after the change; null = none.</param>
internal sealed record AuditChange(string SubjectCode, string? Province, object? Before = null, object? After = null);
