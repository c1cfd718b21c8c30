using System.ComponentModel;
using Portfolio.Reporting.Projects;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Projects.</summary>
internal static class ProjectsEndpoints
{
    /// <summary>Operation id of the list.</summary>
    public const string List = "listProjects";

    public static void MapProjects(this IEndpointRouteBuilder api)
    {
        api.MapRead("/projects", List, "Projects by code, in stretches", ListAsync)
            .WithTags("Projects").Refuses(StatusCodes.Status422UnprocessableEntity);
        api.MapRead("/projects/{code}", "getProject", "One project with its bodies, places, milestones, outputs and needs", GetAsync)
            .WithTags("Projects").ProducesVersioned<ProjectDetailDto>().Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<ListDto<ProjectDto>> ListAsync(
        [AsParameters] ProjectsQuery query, ProjectListService projects, ActorSource actors, CancellationToken ct)
    {
        var stretch = await projects.AfterAsync(
            actors.Current, query.Filter(), QueryText.Clean("after", query.After), query.Entries(), ct);
        return new ListDto<ProjectDto>([.. stretch.Items.Select(ProjectDto.Of)], stretch.Next);
    }

    private static async Task<IResult> GetAsync(
        [Description("Code of the project.")] string code, ProjectReports projects, ActorSource actors, CancellationToken ct)
    {
        var report = await projects.GetAsync(actors.Current, code, ct);
        return new VersionedResult<ProjectDetailDto>(ProjectDetailDto.Of(report), report.Project.Version);
    }
}
