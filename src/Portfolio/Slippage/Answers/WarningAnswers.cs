using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Exchange;
using Portfolio.Notifications;

namespace Portfolio.Slippage.Answers;

/// <summary>
/// People answer warnings: they acknowledge them with the day by which things will be put right, say what is done, or tell a body to act.
/// None of it clears a colour: a warning ends when its condition does.
/// </summary>
public sealed class WarningAnswers(PortfolioDatabase database, BusinessCalendar calendar)
{
    // Whoever means a day still further ahead has mistyped the year.
    private const int YearsAhead = 10;

    private static readonly AcknowledgeWarningValidator Acknowledged = new();
    private static readonly SayToWarningValidator Said = new();
    private static readonly AssignWarningValidator Assigned = new();

    /// <summary>Acknowledges a warning: the first time since it opened or turned red its repeats pause, for at most seven days.</summary>
    /// <param name="actor">Who knows; needs <see cref="Permission.AnswerWarnings"/> on the project, or for the body that must act.</param>
    /// <param name="request">By when it is expected to be put right, and what is done.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such warning.</exception>
    /// <exception cref="ValidationFailedException">The day is missing, past, or more than ten years ahead.</exception>
    /// <exception cref="RuleException"><c>warning.resolved</c>: its condition has ended.</exception>
    public async Task AcknowledgeAsync(Actor actor, AcknowledgeWarning request, CancellationToken ct)
    {
        actor.Demand(Permission.AnswerWarnings);
        Acknowledged.Demand(request);
        var (today, expected) = (calendar.Today, request.ExpectedOn!.Value);
        if (expected < today)
            throw Fault("ExpectedOn", "warning.expected_past");
        if (today.AddYears(YearsAhead) is var latest && expected > latest)
            throw Fault("ExpectedOn", "warning.expected_far", new() { ["latest"] = latest });
        await OnceAsync(actor, "warnings.acknowledge", async (connection, transaction) =>
        {
            var before = await LockAsync(connection, transaction, actor, Permission.AnswerWarnings, request.Warning, ct);
            await AnswerRecords.AcknowledgeAsync(connection, transaction, actor, before.Id, expected, Blank(request.Note), today, ct);
            return await AuditAsync(
                connection, transaction, actor, "warnings.acknowledged", before, new { before.ExpectedOn }, new { ExpectedOn = (DateOnly?)expected }, request.Note, ct);
        }, ct);
    }

    /// <summary>Says something to a warning; the other bodies that answer for it or must act find a notice.</summary>
    /// <param name="actor">Who says it; needs <see cref="Permission.AnswerWarnings"/> on the project, or for the body that must act.</param>
    /// <param name="request">What is said.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such warning.</exception>
    /// <exception cref="ValidationFailedException">Nothing is said, or too much.</exception>
    public async Task SayAsync(Actor actor, SayToWarning request, CancellationToken ct)
    {
        actor.Demand(Permission.AnswerWarnings);
        Said.Demand(request);
        await OnceAsync(actor, "warnings.say", async (connection, transaction) =>
        {
            var before = await LockAsync(connection, transaction, actor, Permission.AnswerWarnings, request.Warning, ct, resolved: true);
            await AnswerRecords.SayAsync(connection, transaction, actor, before.Id, request.Text.Trim(), calendar.Today, ct);
            await TellOthersAsync(connection, transaction, actor, before, request.Text.Trim(), ct);
            return await AuditAsync(connection, transaction, actor, "warnings.said", before, new { }, new { text = request.Text.Trim() }, null, ct);
        }, ct);
    }

    /// <summary>Tells a body to act; it finds a notice.</summary>
    /// <param name="actor">Who tells it; needs <see cref="Permission.AssignWarnings"/> in the province.</param>
    /// <param name="request">Which body, and what is asked of it.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such warning.</exception>
    /// <exception cref="ValidationFailedException">There is no such body in the province, or nobody can stand for it.</exception>
    /// <exception cref="RuleException"><c>warning.resolved</c>: its condition has ended.</exception>
    public async Task AssignAsync(Actor actor, AssignWarning request, CancellationToken ct)
    {
        actor.Demand(Permission.AssignWarnings);
        Assigned.Demand(request);
        var note = Blank(request.Note);
        await OnceAsync(actor, "warnings.assign", async (connection, transaction) =>
        {
            var before = await LockAsync(connection, transaction, actor, Permission.AssignWarnings, request.Warning, ct);
            var body = await AnswerRecords.BodyAsync(connection, transaction, request.Body, before.ProvinceCode, ct) ?? throw Fault("Body", "warning.body_unknown");
            await AnswerRecords.AssignAsync(connection, transaction, actor, before.Id, body, note, calendar.Today, ct);
            await NoticeBox.AddAsync(
                connection, transaction, actor, "warnings.assigned", before.ProvinceCode, "warning",
                [new NewNotice(body, before.Id.ToString(CultureInfo.InvariantCulture), new { project = before.ProjectCode, note })], ct);
            return await AuditAsync(
                connection, transaction, actor, "warnings.assigned", before, new { body = before.AssignedCode }, new { body = (string?)request.Body }, note, ct);
        }, ct);
    }

    private static async Task TellOthersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, WarningState warning, string text, CancellationToken ct)
    {
        // What one says oneself is no news to one's own body.
        IEnumerable<long> own = actor.Reach.Bodies is { } bodies ? bodies : await DepartmentBodies.OfAsync(connection, actor.AccountId ?? 0, ct);
        var detail = new { project = warning.ProjectCode, text };
        await NoticeBox.AddAsync(
            connection, transaction, actor, "warnings.said", warning.ProvinceCode, "warning",
            [.. warning.Bodies.Distinct().Where(body => !own.Contains(body)).Select(body => new NewNotice(body, warning.Id.ToString(CultureInfo.InvariantCulture), detail))], ct);
    }

    // An answer sent again under its key is the same answer.
    private Task<bool> OnceAsync(Actor actor, string operation, Func<NpgsqlConnection, NpgsqlTransaction, Task<bool>> write, CancellationToken ct) =>
        database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(connection, transaction, actor, operation, () => write(connection, transaction), ct);
        }, ct);

    private static async Task<WarningState> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, Permission permission, long id, CancellationToken ct, bool resolved = false)
    {
        var found = await AnswerRecords.LockAsync(connection, transaction, id, ct) ?? throw new NotFoundException("warning", id.ToString(CultureInfo.InvariantCulture));
        actor.Demand(permission, found.Place);
        return found.ResolvedOn is null || resolved ? found : throw new RuleException("warning.resolved");
    }

    private static async Task<bool> AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, string kind, WarningState warning, object before, object after, string? reason,
        CancellationToken ct)
    {
        await AuditLog.WriteAsync(
            connection, transaction, actor, kind, "warning",
            [new AuditChange(warning.Id.ToString(CultureInfo.InvariantCulture), warning.ProvinceCode, before, after)], Blank(reason), ct);
        return true;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static ValidationFailedException Fault(string field, string code, Dictionary<string, object?>? arguments = null) =>
        new([new FieldFailure(field, code, arguments ?? [])]);
}
