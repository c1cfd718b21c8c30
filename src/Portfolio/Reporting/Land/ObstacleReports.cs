using System.Globalization;
using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Land;

/// <summary>One obstacle with its thread, and whom one can ask to act.</summary>
public sealed class ObstacleReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int AnswersShown = 200;

    private const string OneSql = $"""
        -- Reporting.Land.Obstacle
        select
        {ObstacleSql.Columns}, o.created_by, o.created_at, o.closed_by, o.closing_note, o.must_act_id, pl.province_code, c.name as commune_name, c.code as commune_code,
            array(select r.body_id from projects.project_body r where r.project_id = o.project_id and r.role in ('owner', 'lead')) as owners,
            array(select cb.id from directory.body cb where cb.commune_id = p.commune_id) as committees
        {ObstacleSql.Tables}
        join plans.plan pl on pl.id = x.plan_id
        left join directory.commune c on c.id = p.commune_id
        where o.id = @Id
        """;

    private const string AnswersSql = """
        -- Reporting.Land.Answers
        select a.id, a.text, f.name as file_name, f.media_type as file_type, c.size as file_size, a.entered_by, a.entered_at
        from land_clearance.answer a
        left join files.file f on f.id = a.file_id
        left join files.content c on c.sha256 = f.sha256
        where a.obstacle_id = @Id
        order by a.id
        limit @Limit
        """;

    private const string PackagesSql = """
        -- Reporting.Land.PackageChoices
        select p.id, p.code, c.name as commune_name, p.section, array(select b.id from directory.body b where b.commune_id = p.commune_id) as bodies
        from land_clearance.package p
        join directory.commune c on c.id = p.commune_id
        where p.project_id = @Id
        order by p.code
        """;

    /// <summary>An obstacle with its thread.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewObstacles"/> on the project, in the commune, or for the body that must act.</param>
    /// <param name="id">Obstacle.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such obstacle.</exception>
    /// <exception cref="OutOfReachException">It is not one of the actor's.</exception>
    public async Task<ObstacleReport> GetAsync(Actor actor, long id, CancellationToken ct)
    {
        actor.Demand(Permission.ViewObstacles);
        await using var connection = await database.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(OneSql, new { Id = id }, cancellationToken: ct))
            ?? throw new NotFoundException("obstacle", id.ToString(CultureInfo.InvariantCulture));
        var report = new ObstacleReport(
            row.Obstacle, row.CreatedBy, new DateTimeOffset(row.CreatedAt, TimeSpan.Zero), row.ClosedBy, row.ClosingNote, row.CommuneCode, row.CommuneName,
            new Place(row.ProvinceCode, [.. row.Owners, .. row.Committees]), row.MustActId, [], calendar.Today);
        actor.Demand(Permission.ViewObstacles, report.PlaceOfAnswers);
        return report with
        {
            Answers = [.. await connection.QueryAsync<ObstacleAnswer>(new CommandDefinition(AnswersSql, new { Id = id, Limit = AnswersShown }, cancellationToken: ct))],
        };
    }

    /// <summary>A project, its packages, and the bodies of its province that can be asked to act.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.UpdateLand"/>.</param>
    /// <param name="code">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<ObstacleChoice> ChoiceAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.UpdateLand);
        await using var connection = await database.OpenAsync(ct);
        var head = await ProjectReports.HeadAsync(connection, code, ct);
        return new ObstacleChoice(
            head, [.. await connection.QueryAsync<PackageChoice>(new CommandDefinition(PackagesSql, new { head.Project.Id }, cancellationToken: ct))],
            await WhoActs.AskAsync(connection, head.Project.ProvinceCode, ct),
            calendar.Today);
    }

    // Not by constructor: Dapper matches no array there.
    private sealed record Row
    {
        public long Id { get; init; }

        public required string ProjectCode { get; init; }

        public required string ProjectName { get; init; }

        public long? PackageId { get; init; }

        public string? PackageCode { get; init; }

        public required string Title { get; init; }

        public string? Location { get; init; }

        public required string BodyCode { get; init; }

        public required string BodyName { get; init; }

        public string? BodyNameEn { get; init; }

        public DateOnly Since { get; init; }

        public DateOnly? DueOn { get; init; }

        public DateOnly? AnsweredOn { get; init; }

        public DateOnly? ClosedOn { get; init; }

        public bool Illustrative { get; init; }

        public long Version { get; init; }

        public required string CreatedBy { get; init; }

        public DateTime CreatedAt { get; init; }

        public string? ClosedBy { get; init; }

        public string? ClosingNote { get; init; }

        public long MustActId { get; init; }

        public required string ProvinceCode { get; init; }

        public string? CommuneName { get; init; }

        public string? CommuneCode { get; init; }

        public long[] Owners { get; init; } = [];

        public long[] Committees { get; init; } = [];

        public ObstacleRow Obstacle => new(
            Id, ProjectCode, ProjectName, PackageId, PackageCode, Title, Location, BodyCode, BodyName, BodyNameEn, Since, DueOn, AnsweredOn, ClosedOn, Illustrative,
            Version);
    }
}

/// <summary>An obstacle with its thread.</summary>
/// <param name="Obstacle">The obstacle.</param>
/// <param name="CreatedBy">Who reported it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ClosedBy">Who closed it; null = open.</param>
/// <param name="ClosingNote">How it was solved.</param>
/// <param name="CommuneCode">Commune of its package; null = the work as such.</param>
/// <param name="CommuneName">Name of that commune.</param>
/// <param name="Place">Who may report and close: whoever answers for the project, and the commune.</param>
/// <param name="MustActId">Key of the body that must act.</param>
/// <param name="Answers">Answers, the first said first.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record ObstacleReport(
    ObstacleRow Obstacle, string CreatedBy, DateTimeOffset CreatedAt, string? ClosedBy, string? ClosingNote, string? CommuneCode, string? CommuneName, Place Place,
    long MustActId, IReadOnlyList<ObstacleAnswer> Answers, DateOnly Today)
{
    /// <summary>Who may see and answer it: the body that must act as well.</summary>
    public Place PlaceOfAnswers => Place with { Bodies = [.. Place.Bodies, MustActId] };
}

/// <summary>An answer in a thread.</summary>
/// <param name="Id">Key.</param>
/// <param name="Text">What was said.</param>
/// <param name="FileName">Name of the attached file; null = none.</param>
/// <param name="FileType">What it is, found by its content.</param>
/// <param name="FileSize">Bytes of it.</param>
/// <param name="EnteredBy">Who.</param>
/// <param name="EnteredAt">When, UTC.</param>
public sealed record ObstacleAnswer(long Id, string Text, string? FileName, string? FileType, int? FileSize, string EnteredBy, DateTime EnteredAt);

/// <summary>What an obstacle can be about, and who can be asked to act.</summary>
/// <param name="Head">The project.</param>
/// <param name="Packages">Its packages.</param>
/// <param name="Bodies">Bodies of its province, and central ones.</param>
/// <param name="Today">Business date.</param>
public sealed record ObstacleChoice(ProjectHead Head, IReadOnlyList<PackageChoice> Packages, IReadOnlyList<BodyChoice> Bodies, DateOnly Today)
{
    /// <summary>Who may report one: whoever answers for the project, and the committees of the communes of its packages.</summary>
    public Place Place => Head.Place with { Bodies = [.. Head.Place.Bodies, .. Packages.SelectMany(p => p.Bodies)] };
}

/// <summary>A package that can be chosen. Not by constructor: Dapper matches no array there.</summary>
public sealed record PackageChoice
{
    /// <summary>Key.</summary>
    public long Id { get; init; }

    /// <summary>Code within the project.</summary>
    public required string Code { get; init; }

    /// <summary>Name of its commune.</summary>
    public required string CommuneName { get; init; }

    /// <summary>Section; blank = the whole.</summary>
    public required string Section { get; init; }

    /// <summary>Bodies that administer its commune.</summary>
    public long[] Bodies { get; init; } = [];
}
