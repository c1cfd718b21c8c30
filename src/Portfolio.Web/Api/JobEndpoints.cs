using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Jobs;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Api.Milestones;
using Portfolio.Web.Hosting;
using Portfolio.Web.Pages.Admin.Jobs;

namespace Portfolio.Web.Api;

/// <summary>What runs by itself.</summary>
internal static class JobEndpoints
{
    private const string Route = "/jobs/{job}";
    private const string Id = "Id of the job.";
    private const string Tag = "Jobs";
    private const int LargestBody = 16 * 1024;

    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapRead("/jobs", "listJobs", "What runs by itself, each job with its latest runs", ListAsync).WithTags(Tag);
        api.MapRead(Route, "getJob", "One job with its last 50 runs", GetAsync).WithTags(Tag).Refuses(StatusCodes.Status404NotFound);
        Change(api.MapPost(Route + "/run", RunAsync), "runJob", "Runs a job as soon as some server can, paused or not");
        Change(api.MapPost(Route + "/pause", PauseAsync), "pauseJob", "Keeps a job from running by itself").Accepts<JobReasonDto>(MediaTypeNames.Application.Json);
        Change(api.MapPost(Route + "/resume", ResumeAsync), "resumeJob", "Lets a job run by itself again, from its next turn on");
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary).WithTags(Tag).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Produces<JobDto>().RefusesWrites();

    private static async Task<ListDto<JobDto>> ListAsync(JobDesk desk, ActorSource actors, CancellationToken ct) =>
        new([.. (await desk.AllAsync(actors.Current, ct)).Select(JobDto.Of)], null);

    private static async Task<JobDto> GetAsync([Description(Id)] string job, JobDesk desk, ActorSource actors, CancellationToken ct) =>
        JobDto.Of(await desk.FindAsync(actors.Current, job, ct));

    private static async Task<JobDto> RunAsync([Description(Id)] string job, JobControl control, JobDesk desk, ActorSource actors, CancellationToken ct)
    {
        await control.RunNowAsync(actors.Current, job, ct);
        return await GetAsync(job, desk, actors, ct);
    }

    private static async Task<JobDto> PauseAsync(
        [Description(Id)] string job, HttpRequest request, JobControl control, JobDesk desk, ActorSource actors, CancellationToken ct)
    {
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actors.Current.Demand(Permission.ManageJobs, Place.In(null));
        await control.PauseAsync(actors.Current, job, await MilestoneBodies.ReadReasonAsync(request, ct), ct);
        return await GetAsync(job, desk, actors, ct);
    }

    private static async Task<JobDto> ResumeAsync([Description(Id)] string job, JobControl control, JobDesk desk, ActorSource actors, CancellationToken ct)
    {
        await control.ResumeAsync(actors.Current, job, ct);
        return await GetAsync(job, desk, actors, ct);
    }
}
