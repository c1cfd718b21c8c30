using System.Globalization;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories;
using Portfolio.Exchange;
using Portfolio.Files;
using Portfolio.Files.Thumbnails;
using Portfolio.Projects;

namespace Portfolio.LandClearance.Obstacles;

/// <summary>Obstacles are reported, answered by those who must act, and closed with how they were solved. What comes up again is reported anew.</summary>
public sealed class ObstacleService(PortfolioDatabase database, BusinessCalendar calendar)
{
    private static readonly ReportObstacleValidator Reported = new();
    private static readonly AnswerObstacleValidator Answered = new();
    private static readonly CloseObstacleValidator Closed = new();
    private static readonly DateOnly Earliest = new(1990, 1, 1);

    /// <summary>Reports an obstacle.</summary>
    /// <param name="actor">Who reports it; needs <see cref="Permission.UpdateLand"/> on the project or in the commune of the package.</param>
    /// <param name="request">The obstacle.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="ValidationFailedException">Something is missing or cannot be, or package or body are unknown.</exception>
    public async Task<ObstacleReceipt> ReportAsync(Actor actor, ReportObstacle request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        Reported.Demand(request);
        if (request.Since > calendar.Today || request.Since < Earliest)
            throw Fault("Since", request.Since < Earliest ? "date.far_year" : "date.ahead");
        return await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(
                connection, transaction, actor, "land.report_obstacle", () => ReportAsync(connection, transaction, actor, request, ct), ct);
        }, ct);
    }

    /// <summary>Answers an obstacle.</summary>
    /// <param name="actor">Who answers; needs <see cref="Permission.AnswerObstacles"/> on the project, in the commune, or for the body that must act.</param>
    /// <param name="request">The answer.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such obstacle.</exception>
    /// <exception cref="RuleException"><c>obstacle.closed</c>: it is closed.</exception>
    public async Task<ObstacleReceipt> AnswerAsync(Actor actor, AnswerObstacle request, CancellationToken ct)
    {
        actor.Demand(Permission.AnswerObstacles);
        Answered.Demand(request);
        return await database.RetryAsync(async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            return await IdempotentWrite.RunAsync(
                connection, transaction, actor, "land.answer_obstacle", () => AnswerAsync(connection, transaction, actor, request, ct), ct);
        }, ct);
    }

    /// <summary>Closes an obstacle.</summary>
    /// <param name="actor">Who closes it; needs <see cref="Permission.UpdateLand"/> on the project or in the commune.</param>
    /// <param name="request">How it was solved.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such obstacle.</exception>
    /// <exception cref="StaleException">Somebody answered or closed it since it was read.</exception>
    /// <exception cref="RuleException"><c>obstacle.closed</c>: it is closed already.</exception>
    public async Task<ObstacleReceipt> CloseAsync(Actor actor, CloseObstacle request, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        Closed.Demand(request);
        return await database.TransactAsync(async (connection, transaction) =>
        {
            var (before, places) = await LockAsync(connection, transaction, request.Obstacle, ct);
            actor.Demand(Permission.UpdateLand, places.Of(before.ProjectId, before.CommuneId));
            if (request.Version is { } version && version != before.Version)
                throw new StaleException("obstacle.stale");
            DemandOpen(before);
            await ObstacleRecords.CloseAsync(connection, transaction, actor, before.Id, request.Note.Trim(), calendar.Today, ct);
            return await AuditAsync(connection, transaction, actor, places, "land.obstacle_closed", before.Id, request.Note.Trim(), ct);
        }, ct);
    }

    /// <summary>Opens a file of an answer.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewObstacles"/> on the project, in the commune, or for the body that must act.</param>
    /// <param name="id">Obstacle.</param>
    /// <param name="answer">Answer.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such obstacle, or nothing is attached to the answer.</exception>
    public async Task<OpenFile> OpenFileAsync(Actor actor, long id, long answer, CancellationToken ct)
    {
        actor.Demand(Permission.ViewObstacles);
        await using var connection = await database.OpenAsync(ct);
        return await FileStore.OpenAsync(database, connection, null, await FileAsync(connection, actor, id, answer, ct), ct);
    }

    /// <summary>The small picture of a photo.</summary>
    /// <returns>Null where none can be made.</returns>
    /// <inheritdoc cref="OpenFileAsync"/>
    public async Task<Thumbnail?> ThumbnailAsync(Actor actor, long id, long answer, CancellationToken ct)
    {
        actor.Demand(Permission.ViewObstacles);
        long file;
        await using (var connection = await database.OpenAsync(ct))
            file = await FileAsync(connection, actor, id, answer, ct);
        return await ThumbnailStore.FindOrMakeAsync(database, file, ct);
    }

    private static async Task<long> FileAsync(NpgsqlConnection connection, Actor actor, long id, long answer, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var found = await ObstacleRecords.FindAsync(connection, transaction, id, ct) ?? throw Missing(id);
        var places = await PlacesAsync(connection, transaction, found, ct);
        actor.Demand(Permission.ViewObstacles, places.Of(found.ProjectId, found.CommuneId, found.MustActId));
        return await ObstacleRecords.FileAsync(connection, id, answer, ct) ?? throw new NotFoundException("file", answer.ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<ObstacleReceipt> ReportAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, ReportObstacle request, CancellationToken ct)
    {
        var project = await ProjectLookup.FindAsync(connection, transaction, request.Project, ct) ?? throw new NotFoundException("project", request.Project);
        var commune = request.Package is { } package ? await ObstacleRecords.CommuneAsync(connection, transaction, project.Id, package, ct) : null;
        var places = await LandPlaces.OfAsync(connection, transaction, [project.Id], commune is { } c ? [c] : [], ct);
        actor.Demand(Permission.UpdateLand, places.Of(project.Id, commune));
        if (request.Package is not null && commune is null)
            throw Fault("Package", "obstacle.package_elsewhere");
        var body = (await BodyLookup.FindAsync(connection, transaction, [request.MustAct], [], ct)).SingleOrDefault()
            ?? throw Fault("MustAct", "obstacle.body_unknown");
        var id = await ObstacleRecords.InsertAsync(connection, transaction, actor, project.Id, body.Id, request, ct);
        return await AuditAsync(connection, transaction, actor, places, "land.obstacle_reported", id, null, ct);
    }

    private async Task<ObstacleReceipt> AnswerAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, AnswerObstacle request, CancellationToken ct)
    {
        var (before, places) = await LockAsync(connection, transaction, request.Obstacle, ct);
        actor.Demand(Permission.AnswerObstacles, places.Of(before.ProjectId, before.CommuneId, before.MustActId));
        DemandOpen(before);
        long? file = request.File is { } sent ? await FileStore.StoreAsync(connection, transaction, actor, sent, ct) : null;
        await ObstacleRecords.AnswerAsync(connection, transaction, actor, before.Id, request.Text.Trim(), file, calendar.Today, ct);
        return await AuditAsync(connection, transaction, actor, places, "land.obstacle_answered", before.Id, null, ct);
    }

    private static async Task<(ObstacleState Before, LandPlaces Places)> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct)
    {
        var found = await ObstacleRecords.LockAsync(connection, transaction, id, ct) ?? throw Missing(id);
        return (found, await PlacesAsync(connection, transaction, found, ct));
    }

    private static Task<LandPlaces> PlacesAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, ObstacleState obstacle, CancellationToken ct) =>
        LandPlaces.OfAsync(connection, transaction, [obstacle.ProjectId], obstacle.CommuneId is { } commune ? [commune] : [], ct);

    private static async Task<ObstacleReceipt> AuditAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, LandPlaces places, string kind, long id, string? reason, CancellationToken ct)
    {
        var after = (await ObstacleRecords.FindAsync(connection, transaction, id, ct))!;
        await AuditLog.WriteAsync(
            connection, transaction, actor, kind, "project",
            [new AuditChange(places.Project(after.ProjectId).Code, places.Province(after.ProjectId), null, new { obstacle = after.Title, obstacle_id = after.Id })], reason, ct);
        return after.Receipt;
    }

    private static void DemandOpen(ObstacleState obstacle)
    {
        if (obstacle.ClosedOn is { } day)
            throw new RuleException("obstacle.closed", new Dictionary<string, object?> { ["day"] = day });
    }

    private static NotFoundException Missing(long id) => new("obstacle", id.ToString(CultureInfo.InvariantCulture));

    private static ValidationFailedException Fault(string field, string code) => new([new FieldFailure(field, code, new Dictionary<string, object?>())]);
}
