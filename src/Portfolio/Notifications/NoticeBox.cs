using System.Text.Json;
using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.Notifications;

/// <summary>The outbox: what somebody is to be told is written in the transaction that causes it, and sent later.</summary>
internal static class NoticeBox
{
    private const string AddSql = """
        -- Notifications.Add
        insert into notifications.notice (kind, body_id, province_code, subject_type, subject_code, detail, caused_by)
        select @Kind, n.body_id, @Province, @SubjectType, n.subject_code, n.detail::jsonb, @CausedBy
        from unnest(@Bodies::bigint[], @Subjects::text[], @Details::text[]) as n (body_id, subject_code, detail)
        """;

    /// <summary>Puts notices into the outbox.</summary>
    /// <param name="connection">Connection.</param>
    /// <param name="transaction">Transaction of what caused them.</param>
    /// <param name="actor">Who caused them.</param>
    /// <param name="kind">What happened, <c>area.what</c>.</param>
    /// <param name="province">Province it concerns.</param>
    /// <param name="subjectType">Kind of record the notices are about.</param>
    /// <param name="notices">One for each body that is to be told.</param>
    /// <param name="ct">Cancels the call.</param>
    public static Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, string? province, string subjectType,
        IReadOnlyList<NewNotice> notices, CancellationToken ct) =>
        notices.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(new CommandDefinition(AddSql, new
        {
            Kind = kind,
            Province = province,
            SubjectType = subjectType,
            CausedBy = actor.Name,
            Bodies = notices.Select(n => n.BodyId).ToArray(),
            Subjects = notices.Select(n => n.SubjectCode).ToArray(),
            Details = notices.Select(n => JsonSerializer.Serialize(n.Detail)).ToArray(),
        }, transaction, cancellationToken: ct));
}

/// <summary>A notice to one body.</summary>
/// <param name="BodyId">Body; null = the finance department.</param>
/// <param name="SubjectCode">Record it is about.</param>
/// <param name="Detail">Figures for the words.</param>
internal sealed record NewNotice(long? BodyId, string SubjectCode, object Detail);
