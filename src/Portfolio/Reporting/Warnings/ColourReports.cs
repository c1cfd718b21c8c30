using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Warnings;

/// <summary>The colour of a project: what its warnings give, and what people state.</summary>
public sealed class ColourReports(PortfolioDatabase database, BusinessCalendar calendar)
{
    private const int StatementsShown = 100;

    private const string StandingSql = """
        -- Reporting.Warnings.Colour
        select s.colour, s.stated, s.stated_until, s.red, s.amber,
            case when s.red > 0 then 'red' when s.amber > 0 then 'amber' else 'green' end as warned
        from slippage.project_state s
        where s.project_id = @Id
        """;

    private const string StatementsSql = """
        -- Reporting.Warnings.ColourStatements
        select c.id, c.was, c.now, c.until, c.reason, c.stated_by, c.stated_at
        from slippage.colour_statement c
        where c.project_id = @Id
        order by c.id desc
        limit @Limit
        """;

    /// <summary>The colour of a project, with everything that was stated of it.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewWarnings"/> on the project.</param>
    /// <param name="code">Project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    /// <exception cref="OutOfReachException">It is not one of the actor's.</exception>
    public async Task<ColourReport> GetAsync(Actor actor, string code, CancellationToken ct)
    {
        actor.Demand(Permission.ViewWarnings);
        await using var connection = await database.OpenAsync(ct);
        var (project, place) = await ProjectReports.HeadAsync(connection, code, ct);
        actor.Demand(Permission.ViewWarnings, place);
        var standing = await connection.QuerySingleOrDefaultAsync<ColourStanding?>(new CommandDefinition(StandingSql, new { project.Id }, cancellationToken: ct));
        var statements = await connection.QueryAsync<ColourStatement>(
            new CommandDefinition(StatementsSql, new { project.Id, Limit = StatementsShown }, cancellationToken: ct));
        return new ColourReport(project, place, standing ?? ColourStanding.Unknown, [.. statements], calendar.Today);
    }
}

/// <summary>The colour of a project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Place">Who may state its colour.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Statements">What was stated, latest first.</param>
/// <param name="Today">Business date.</param>
public sealed record ColourReport(ProjectOverview Project, Place Place, ColourStanding Standing, IReadOnlyList<ColourStatement> Statements, DateOnly Today)
{
    /// <summary>The statement that holds; null = the warnings speak for themselves.</summary>
    public ColourStatement? Holding => Standing.Stated is null || Statements.Count == 0 ? null : Statements[0];
}

/// <summary>How the colour of a project stands.</summary>
/// <param name="Colour">Colour shown: green, amber or red.</param>
/// <param name="Stated">Colour that people state; null = the warnings speak for themselves.</param>
/// <param name="StatedUntil">Last day of a milder colour than the warnings give; null = it is no milder.</param>
/// <param name="Red">Red warnings.</param>
/// <param name="Amber">Amber warnings.</param>
/// <param name="Warned">Colour by its warnings.</param>
public sealed record ColourStanding(string Colour, string? Stated, DateOnly? StatedUntil, int Red, int Amber, string Warned)
{
    /// <summary>A project that no scan knows yet has no warnings.</summary>
    internal static ColourStanding Unknown { get; } = new("green", null, null, 0, 0, "green");
}

/// <summary>A colour that somebody stated of a project.</summary>
/// <param name="Id">Key; the order of the statements.</param>
/// <param name="Was">What was stated before; null = nothing.</param>
/// <param name="Now">What is stated; null = nothing any more.</param>
/// <param name="Until">Last day of a milder colour; null = it was no milder.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="StatedBy">Who.</param>
/// <param name="StatedAt">When, UTC.</param>
public sealed record ColourStatement(long Id, string? Was, string? Now, DateOnly? Until, string? Reason, string StatedBy, DateTime StatedAt);
