using System.ComponentModel;
using Portfolio.Reporting.Progress;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>Schedules of many projects.</summary>
internal static class ProgressEndpoints
{
    private const string Tag = "Milestones";

    public static void MapProgress(this IEndpointRouteBuilder api)
    {
        api.MapRead("/portfolio/progress", "listProgress", "Where the schedules of projects stand, by code, in stretches", ListAsync)
            .WithTags(Tag).Refuses(StatusCodes.Status422UnprocessableEntity);
        api.MapRead("/plans/{code}/milestone-months", "getMilestoneMonths", "Milestones of a plan due, met and late, by body and month", MonthsAsync)
            .WithTags(Tag).Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<ListDto<ProgressDto>> ListAsync([AsParameters] ProjectsQuery query, ProgressReports reports, ActorSource actors, CancellationToken ct)
    {
        var stretch = await reports.AfterAsync(actors.Current, query.Filter(), QueryText.Clean("after", query.After), query.Entries(), ct);
        return new ListDto<ProgressDto>([.. stretch.Items.Select(ProgressDto.Of)], stretch.Next);
    }

    private static async Task<MilestoneMonthsDto> MonthsAsync(
        [Description("Code of the plan.")] string code, [Description("Year; without it this one, or the nearest in which a milestone falls due.")] string? year,
        MonthReports reports, ActorSource actors, CancellationToken ct) =>
        MilestoneMonthsDto.Of(await reports.YearAsync(actors.Current, code, QueryText.Year("year", year), ct));
}
