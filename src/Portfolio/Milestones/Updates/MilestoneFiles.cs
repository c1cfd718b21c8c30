using System.Globalization;
using Dapper;
using Npgsql;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Files.Thumbnails;
using Portfolio.Plans;
using Portfolio.Projects;

namespace Portfolio.Milestones.Updates;

/// <summary>Photos and files of what was said of milestones.</summary>
public sealed class MilestoneFiles(PortfolioDatabase database)
{
    private const string IsOfSql = """
        -- Milestones.IsFileOf
        select exists (
            select 1
            from milestones.photo p
            join milestones.remark r on r.id = p.remark_id
            join milestones.milestone m on m.id = r.milestone_id
            where p.file_id = @File and m.project_id = @Project and m.code = @Milestone)
        """;

    /// <summary>Opens a file.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.ViewHistory"/> on the project.</param>
    /// <param name="project">Project.</param>
    /// <param name="milestone">Milestone.</param>
    /// <param name="file">Key of the file.</param>
    /// <param name="ct">Cancels the call.</param>
    /// <exception cref="NotFoundException">There is no such project, or the milestone has no such file.</exception>
    public async Task<OpenFile> OpenAsync(Actor actor, string project, string milestone, long file, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        await using var connection = await database.OpenAsync(ct);
        await DemandAsync(connection, actor, project, milestone, file, ct);
        return await FileStore.OpenAsync(database, connection, null, file, ct);
    }

    /// <summary>The small picture of a photo.</summary>
    /// <returns>Null where none can be made.</returns>
    /// <inheritdoc cref="OpenAsync"/>
    public async Task<Thumbnail?> ThumbnailAsync(Actor actor, string project, string milestone, long file, CancellationToken ct)
    {
        actor.Demand(Permission.ViewHistory);
        await using (var connection = await database.OpenAsync(ct))
            await DemandAsync(connection, actor, project, milestone, file, ct);
        return await ThumbnailStore.FindOrMakeAsync(database, file, ct);
    }

    private static async Task DemandAsync(NpgsqlConnection connection, Actor actor, string project, string milestone, long file, CancellationToken ct)
    {
        var found = await ProjectLookup.FindAsync(connection, null, project, ct) ?? throw new NotFoundException("project", project);
        var plan = (await PlanLookup.GetManyAsync(connection, null, [found.PlanId], ct))[found.PlanId];
        actor.Demand(Permission.ViewHistory, new Place(plan.ProvinceCode, found.Bodies));
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            IsOfSql, new { File = file, Project = found.Id, Milestone = milestone }, cancellationToken: ct)))
            throw new NotFoundException("file", file.ToString(CultureInfo.InvariantCulture));
    }
}
