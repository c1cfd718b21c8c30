using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.Slippage.Answers;

/// <summary>What is kept of the answers to warnings.</summary>
internal static class AnswerRecords
{
    /// <summary>Who may answer the episode <c>e</c>: whoever answers for its project, whoever must act, and whoever was told to.</summary>
    public const string MayAnswer = """
        (array_remove(array(select r.body_id from projects.project_body r where r.project_id = e.project_id and r.role in ('owner', 'lead'))
                || e.body_id || e.assigned_id, null))
        """;

    /// <summary>Whether the body <c>b</c> can be told to act on warnings of the province: one of its own that somebody can stand for.</summary>
    public const string MayBeTold = """
        (b.active and b.province_code = @Province and b.kind not in ('group', 'party', 'central'))
        """;

    private const string BodySql = $"""
        -- Slippage.BodyToTell
        select b.id from directory.body b where b.code = @Code and {MayBeTold}
        """;

    private const string LockSql = $"""
        -- Slippage.LockWarning
        select e.id, e.rule_code, e.severity, e.resolved_on, e.acknowledged_on, e.expected_on, a.code as assigned_code, x.code as project_code,
            coalesce(p.province_code, b.province_code) as province_code,
            {MayAnswer} as bodies
        from slippage.episode e
        left join projects.project x on x.id = e.project_id
        left join plans.plan p on p.id = x.plan_id
        left join directory.body b on b.id = e.body_id
        left join directory.body a on a.id = e.assigned_id
        where e.id = @Id
        for update of e
        """;

    private const string AcknowledgeSql = """
        -- Slippage.Acknowledge
        with said as (
            insert into slippage.remark (episode_id, kind, text, expected_on, entered_by, entered_account, entered_on)
            values (@Id, 'acknowledged', @Text, @ExpectedOn, @Name, @AccountId, @Today)
        )
        update slippage.episode set acknowledged_on = @Today, expected_on = @ExpectedOn where id = @Id
        """;

    private const string SaySql = """
        -- Slippage.Say
        insert into slippage.remark (episode_id, kind, text, entered_by, entered_account, entered_on)
        values (@Id, 'said', @Text, @Name, @AccountId, @Today)
        """;

    private const string AssignSql = """
        -- Slippage.Assign
        with said as (
            insert into slippage.remark (episode_id, kind, text, body_id, entered_by, entered_account, entered_on)
            values (@Id, 'assigned', @Text, @BodyId, @Name, @AccountId, @Today)
        )
        update slippage.episode set assigned_id = @BodyId where id = @Id
        """;

    /// <summary>Key of a body of the province that can be told to act; null = it is none.</summary>
    public static Task<long?> BodyAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string code, string? province, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(BodySql, new { Code = code, Province = province }, transaction, cancellationToken: ct));

    /// <summary>Locks a warning; null = there is none.</summary>
    public static Task<WarningState?> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<WarningState?>(new CommandDefinition(LockSql, new { Id = id }, transaction, cancellationToken: ct));

    /// <summary>Keeps that somebody knows, and by when it is to be put right.</summary>
    public static Task AcknowledgeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, DateOnly expected, string? text, DateOnly today, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            AcknowledgeSql, new { Id = id, ExpectedOn = expected, Text = text, actor.Name, actor.AccountId, Today = today }, transaction, cancellationToken: ct));

    /// <summary>Keeps a remark.</summary>
    public static Task SayAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, string text, DateOnly today, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            SaySql, new { Id = id, Text = text, actor.Name, actor.AccountId, Today = today }, transaction, cancellationToken: ct));

    /// <summary>Keeps which body was told to act.</summary>
    public static Task AssignAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, long body, string? text, DateOnly today, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(
            AssignSql, new { Id = id, BodyId = body, Text = text, actor.Name, actor.AccountId, Today = today }, transaction, cancellationToken: ct));
}

/// <summary>A warning as it stands. Not by constructor: Dapper matches no array there.</summary>
internal sealed record WarningState
{
    public long Id { get; init; }

    public required string RuleCode { get; init; }

    public required string Severity { get; init; }

    public DateOnly? ResolvedOn { get; init; }

    public DateOnly? AcknowledgedOn { get; init; }

    public DateOnly? ExpectedOn { get; init; }

    public string? AssignedCode { get; init; }

    public string? ProjectCode { get; init; }

    public string? ProvinceCode { get; init; }

    public long[] Bodies { get; init; } = [];

    /// <summary>Who may answer it.</summary>
    public Place Place => new(ProvinceCode, Bodies);
}
