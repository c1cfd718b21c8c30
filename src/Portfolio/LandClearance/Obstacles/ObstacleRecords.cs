using Dapper;
using Npgsql;
using Portfolio.Accounts;

namespace Portfolio.LandClearance.Obstacles;

/// <summary>Reads and writes obstacles and their threads.</summary>
internal static class ObstacleRecords
{
    private const string Columns = """
            o.id, o.project_id, o.package_id, p.code as package_code, p.commune_id, o.title, o.location, o.must_act_id, o.since, o.due_on, o.closed_on,
            o.closing_note, o.revision as version
        """;

    private const string FindSql = $"""
        -- LandClearance.FindObstacle
        select
        {Columns}
        from land_clearance.obstacle o
        left join land_clearance.package p on p.id = o.package_id
        where o.id = @Id
        """;

    private const string LockSql = $"""
        -- LandClearance.LockObstacle
        select
        {Columns}
        from land_clearance.obstacle o
        left join land_clearance.package p on p.id = o.package_id
        where o.id = @Id
        for no key update of o
        """;

    private const string PackageSql = """
        -- LandClearance.PackageOfObstacle
        select p.commune_id from land_clearance.package p where p.id = @Package and p.project_id = @Project
        """;

    private const string InsertSql = """
        -- LandClearance.InsertObstacle
        insert into land_clearance.obstacle (project_id, package_id, title, location, must_act_id, since, due_on, created_by, created_account)
        values (@Project, @Package, @Title, @Location, @MustAct, @Since, @DueOn, @By, @Account)
        returning id
        """;

    private const string AnswerSql = """
        -- LandClearance.InsertAnswer
        insert into land_clearance.answer (obstacle_id, text, file_id, entered_by, entered_account, entered_on)
        values (@Id, @Text, @File, @By, @Account, @Today)
        returning id
        """;

    private const string AnsweredSql = """
        -- LandClearance.AnsweredObstacle
        update land_clearance.obstacle
        set answered_on = @Today, figure_basis = 'entered', revision = nextval('land_clearance.revision')
        where id = @Id
        """;

    private const string CloseSql = """
        -- LandClearance.CloseObstacle
        update land_clearance.obstacle
        set closed_on = @Today, closed_by = @By, closing_note = @Note, figure_basis = 'entered', revision = nextval('land_clearance.revision')
        where id = @Id
        """;

    private const string FileSql = """
        -- LandClearance.FileOfAnswer
        select a.file_id from land_clearance.answer a where a.id = @Answer and a.obstacle_id = @Id
        """;

    /// <summary>An obstacle; null = there is none.</summary>
    public static Task<ObstacleState?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, long id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<ObstacleState?>(new CommandDefinition(FindSql, new { Id = id }, transaction, cancellationToken: ct));

    /// <summary>The same, which nobody else writes until the end of the transaction.</summary>
    public static Task<ObstacleState?> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken ct) =>
        connection.QuerySingleOrDefaultAsync<ObstacleState?>(new CommandDefinition(LockSql, new { Id = id }, transaction, cancellationToken: ct));

    /// <summary>Commune of a package of the project; null = it has no such package.</summary>
    public static Task<long?> CommuneAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long project, long package, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(PackageSql, new { Project = project, Package = package }, transaction, cancellationToken: ct));

    /// <summary>Notes an obstacle.</summary>
    /// <returns>Its key.</returns>
    public static Task<long> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long project, long mustAct, ReportObstacle request, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long>(new CommandDefinition(InsertSql, new
        {
            Project = project,
            request.Package,
            Title = request.Title.Trim(),
            Location = Common.SafeText.OrNull(request.Location),
            MustAct = mustAct,
            request.Since,
            request.DueOn,
            By = actor.Name,
            Account = actor.AccountId,
        }, transaction, cancellationToken: ct));

    /// <summary>Adds an answer to the thread.</summary>
    public static async Task AnswerAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, string text, long? file, DateOnly today, CancellationToken ct)
    {
        await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            AnswerSql, new { Id = id, Text = text, File = file, By = actor.Name, Account = actor.AccountId, Today = today }, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new CommandDefinition(AnsweredSql, new { Id = id, Today = today }, transaction, cancellationToken: ct));
    }

    /// <summary>Ends an obstacle.</summary>
    public static Task CloseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Actor actor, long id, string note, DateOnly today, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(CloseSql, new { Id = id, Note = note, By = actor.Name, Today = today }, transaction, cancellationToken: ct));

    /// <summary>File of an answer of the obstacle; null = none.</summary>
    public static Task<long?> FileAsync(NpgsqlConnection connection, long id, long answer, CancellationToken ct) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(FileSql, new { Id = id, Answer = answer }, cancellationToken: ct));
}

/// <summary>An obstacle as it is read before it is written.</summary>
internal sealed record ObstacleState(
    long Id, long ProjectId, long? PackageId, string? PackageCode, long? CommuneId, string Title, string? Location, long MustActId, DateOnly Since, DateOnly? DueOn,
    DateOnly? ClosedOn, string? ClosingNote, long Version)
{
    public ObstacleReceipt Receipt => new(Id, Version);
}
