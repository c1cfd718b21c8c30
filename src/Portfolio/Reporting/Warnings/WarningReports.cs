using Dapper;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Reporting.Warnings;

/// <summary>The warnings that are active.</summary>
public sealed class WarningReports(PortfolioDatabase database)
{
    private const string OfProjectSql = $"""
        -- Reporting.ProjectWarnings
        select {WarningSql.Columns}
        {WarningSql.Tables}
        where e.project_id = @Id and e.resolved_on is null
        order by array_position(array['red', 'amber', 'notice'], e.severity), e.opened_on, e.id
        """;

    /// <summary>The warnings of a project, red first and then oldest first.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/> on the project.</param>
    /// <param name="project">Code of the project.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project.</exception>
    public async Task<IReadOnlyList<Warning>> OfProjectAsync(Actor actor, string project, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        await using var connection = await database.OpenAsync(ct);
        var found = await ProjectLookup.FindAsync(connection, null, project, ct) ?? throw new NotFoundException("project", project);
        var plan = await PlanLookup.GetAsync(connection, null, found.PlanId, ct);
        actor.Demand(Permission.ViewHistory, new Place(plan.ProvinceCode, found.Bodies));
        return [.. (await connection.QueryAsync<WarningRow>(new CommandDefinition(OfProjectSql, new { found.Id }, cancellationToken: ct))).Select(r => r.Warning)];
    }
}
