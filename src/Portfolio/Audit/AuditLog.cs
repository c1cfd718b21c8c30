using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.Audit;

/// <summary>Writes audit events in the transaction that makes the change.</summary>
internal static class AuditLog
{
    private const string WriteSql = """
        -- Audit.Write
        insert into audit.event (actor_name, actor_role, kind, subject_type, subject_code, before, after, reason, correlation_id)
        select @ActorName, @ActorRole, @Kind, @SubjectType, subject_code, before::jsonb, after::jsonb, @Reason, @CorrelationId
        from unnest(@SubjectCodes::text[], @Before::text[], @After::text[]) as e (subject_code, before, after)
        """;

    public static Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, string subjectType,
        IReadOnlyList<AuditChange> changes, string? reason, CancellationToken ct)
    {
        if (changes.Count == 0)
            return Task.CompletedTask;
        return connection.ExecuteAsync(new CommandDefinition(WriteSql, new
        {
            ActorName = actor.Name,
            ActorRole = actor.Role.ToString(),
            Kind = kind,
            SubjectType = subjectType,
            SubjectCodes = changes.Select(c => c.SubjectCode).ToArray(),
            Before = changes.Select(c => Json(c.Before)).ToArray(),
            After = changes.Select(c => Json(c.After)).ToArray(),
            Reason = reason,
            actor.CorrelationId,
        }, transaction, cancellationToken: ct));
    }

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value);
}

/// <summary>What changed of one subject; values as they are shown field by field.</summary>
internal sealed record AuditChange(string SubjectCode, object? Before, object? After);
