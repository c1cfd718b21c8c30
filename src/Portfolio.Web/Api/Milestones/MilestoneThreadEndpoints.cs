using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Files;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Exports;
using Portfolio.Web.Hosting;
using Portfolio.Web.Security;

namespace Portfolio.Web.Api.Milestones;

/// <summary>What was said of a milestone, with photos and files; more is added with them.</summary>
internal static class MilestoneThreadEndpoints
{
    private const string Route = MilestoneEndpoints.Route + "/{milestone}";
    private const string Code = "Code of the milestone.";

    public static void MapMilestoneThread(this IEndpointRouteBuilder api)
    {
        api.MapRead(Route + "/thread", "getMilestoneThread", "What was said of a milestone, latest first, with photos and files", ThreadAsync)
            .WithTags(MilestoneEndpoints.Tag).Produces<ThreadDto>().Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        api.MapRead(Route + "/files/{file}", "getMilestoneFile", "A photo or file of a milestone, as it was sent", FileAsync)
            .WithTags(MilestoneEndpoints.Tag).Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Application.Octet)
            .Produces(StatusCodes.Status304NotModified).Refuses(StatusCodes.Status404NotFound)
            .WithDescription("Of the media type of its content, with an `ETag`; with `If-None-Match` an unchanged answer is 304.");
        api.MapRead(Route + "/files/{file}/thumbnail", "getMilestoneThumbnail", "A small picture of a photo of a milestone: upright, without what the camera wrote", ThumbnailAsync)
            .WithTags(MilestoneEndpoints.Tag).Produces<byte[]>(StatusCodes.Status200OK, MediaTypeNames.Image.Jpeg)
            .Produces(StatusCodes.Status304NotModified).Refuses(StatusCodes.Status404NotFound);
        api.MapPost(Route + "/remarks", RemarkAsync).WithName("remarkMilestone").WithSummary("Says how far a milestone is, a note, photos and files").WithTags(MilestoneEndpoints.Tag)
            .Accepts<RemarkDto>(MediaTypeNames.Application.Json)
            // Base64 makes a file a third longer.
            .WithMetadata(new TakesFilesAttribute(most: RemarkBody.MostFiles + 1))
            .HonoursOnce()
            .WithDescription("`If-Match` is required: the `ETag` of the milestone, or `*`. With an `Idempotency-Key` the same request is applied once.")
            .Produces<ScheduleMilestoneDto>().RefusesConditionalWrites();
    }

    private static async Task<ThreadDto> ThreadAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, [Description("Page, from 1.")] int? page,
        ScheduleReports schedules, MilestoneThreads threads, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ViewHistory);
        var report = await schedules.GetAsync(actor, code, ct);
        // Whether one may see it comes before whether it is there.
        var said = await threads.GetAsync(actor, report.Project, milestone, page ?? 1, ct);
        return report.Milestones.Any(m => m.Code == milestone)
            ? new ThreadDto([.. said.Items.Select(ThreadEntryDto.Of)], said.Number, said.Pages, said.Total)
            : throw new NotFoundException("milestone", milestone);
    }

    private static async Task FileAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, [Description("Key of the file.")] long file,
        HttpResponse response, MilestoneFiles files, ActorSource actors, CancellationToken ct) =>
        await response.SendAsync(await files.OpenAsync(actors.Current, code, milestone, file, ct), ct);

    private static async Task ThumbnailAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, [Description("Key of the file.")] long file,
        HttpResponse response, MilestoneFiles files, ActorSource actors, CancellationToken ct) =>
        await response.SendAsync(
            await files.ThumbnailAsync(actors.Current, code, milestone, file, ct)
                ?? throw new NotFoundException("file", file.ToString(System.Globalization.CultureInfo.InvariantCulture)), ct);

    private static async Task<IResult> RemarkAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description("ETag of the milestone the change is based on, or *.")] string? ifMatch,
        [AsParameters] MilestoneStepEndpoints.Services services, MilestoneUpdates updates, FileIntake intake, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var said = await RemarkBody.ReadAsync(services.Request, code, milestone, intake, ct);
        return await services.RunAsync(actor, based, code, milestone, revision => updates.ReportProgressAsync(actor, said with { Revision = revision }, ct), ct);
    }
}
