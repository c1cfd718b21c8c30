using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones;
using Portfolio.Milestones.Confirmation;
using Portfolio.Milestones.Links;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Milestones;

/// <summary>One milestone: read, updated, confirmed, moved, dropped, linked. Every change is based on a version.</summary>
internal static class MilestoneStepEndpoints
{
    private const string Route = MilestoneEndpoints.Route + "/{milestone}";
    private const string Code = "Code of the milestone.";
    private const string Tag = "ETag of the milestone the change is based on, or *.";

    private const int LargestBody = 64 * 1024;

    public static void MapMilestoneSteps(this IEndpointRouteBuilder api)
    {
        api.MapRead(Route, "getMilestone", "One milestone with all its dates and the forecast", GetAsync)
            .WithTags(MilestoneEndpoints.Tag).ProducesVersioned<ScheduleMilestoneDto>().Refuses(StatusCodes.Status404NotFound);
        Step<MilestonePatchDto>(api.MapPatch(Route, UpdateAsync), "updateMilestone", "Says that a milestone is done, when it is expected, how far it is");
        Step<PlannedDateDto>(api.MapPost(Route + "/plan", PlanAsync), "planMilestone", "Moves the planned date of a milestone").HonoursOnce();
        Step<MilestoneReasonDto>(api.MapPost(Route + "/undo", UndoAsync), "undoMilestone", "Puts a wrong \"done\" right").HonoursOnce();
        Step<MilestoneReasonDto>(api.MapPost(Route + "/confirm", ConfirmAsync), "confirmMilestone", "Confirms what its owner reported done").HonoursOnce();
        Step<MilestoneReasonDto>(api.MapPost(Route + "/return", ReturnAsync), "returnMilestone", "Returns what its owner reported done, with a reason").HonoursOnce();
        Step<MilestoneReasonDto>(api.MapPost(Route + "/drop", DropAsync), "dropMilestone", "Drops a milestone, with a reason").HonoursOnce();
        Step<MilestoneReasonDto>(api.MapPost(Route + "/restore", RestoreAsync), "restoreMilestone", "Takes a dropped milestone up again, with a reason").HonoursOnce();
        Step<LagDto>(api.MapPut(Route + "/predecessors/{predecessor}", LinkAsync), "linkMilestone", "Lets a milestone wait for another");
        Step(api.MapDelete(Route + "/predecessors/{predecessor}", UnlinkAsync), "unlinkMilestone", "Lets a milestone wait for another no more");
        Step<LagDto>(api.MapPut(Route + "/land/{package}", LinkLandAsync), "linkMilestoneToLand", "Lets a milestone wait for a land package");
        Step(api.MapDelete(Route + "/land/{package}", UnlinkLandAsync), "unlinkMilestoneFromLand", "Lets a milestone wait for a land package no more");
    }

    private static RouteHandlerBuilder Step<T>(RouteHandlerBuilder endpoint, string name, string summary)
        where T : notnull => Step(endpoint, name, summary).Accepts<T>(MediaTypeNames.Application.Json);

    private static RouteHandlerBuilder Step(RouteHandlerBuilder endpoint, string name, string summary) =>
        endpoint.WithName(name).WithSummary(summary).WithTags(MilestoneEndpoints.Tag)
            .WithDescription("`If-Match` is required: the `ETag` of the milestone, or `*`. A refusal for staleness (412) holds the milestone as it stands under `present`.")
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<ScheduleMilestoneDto>().RefusesConditionalWrites();

    private static async Task<IResult> GetAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, ScheduleReports schedules, ActorSource actors, CancellationToken ct) =>
        await FindAsync(actors.Current, code, milestone, schedules, ct);

    private static async Task<IResult> UpdateAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneUpdates updates, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var said = await MilestoneBodies.ReadPatchAsync(services.Request, code, milestone, ct);
        return await services.RunAsync(actor, based, code, milestone, async revision =>
        {
            try
            {
                await updates.UpdateOneAsync(actor, [.. said.Updates.Select(u => u with { Revision = revision })], ct);
            }
            catch (ValidationFailedException invalid)
            {
                throw said.Named(invalid);
            }
        }, ct);
    }

    private static async Task<IResult> PlanAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestonePlans plans, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var wanted = await MilestoneBodies.ReadAsync(
            services.Request, ["planned", "reasonCode", "note"],
            (body, members) => new MovePlanned(code, milestone, null, body.TextOf(members, "planned"), body.TextOf(members, "reasonCode"), body.TextOf(members, "note")), ct);
        return await services.RunAsync(actor, based, code, milestone, revision => plans.MovePlannedAsync(actor, wanted with { Revision = revision }, ct), ct);
    }

    private static async Task<IResult> UndoAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneUpdates updates, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var reason = await MilestoneBodies.ReadReasonAsync(services.Request, ct);
        return await services.RunAsync(
            actor, based, code, milestone, revision => updates.UndoDoneAsync(actor, new UndoDone(code, milestone, revision, reason), ct), ct);
    }

    private static async Task<IResult> ConfirmAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneConfirmation confirmation, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.ConfirmMilestones);
        var note = await MilestoneBodies.ReadReasonAsync(services.Request, ct);
        return await services.RunAsync(
            actor, based, code, milestone, revision => confirmation.ConfirmAsync(actor, new ConfirmMilestone(code, milestone, revision, note), ct), ct);
    }

    private static async Task<IResult> ReturnAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneConfirmation confirmation, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.ConfirmMilestones);
        var reason = await MilestoneBodies.ReadReasonAsync(services.Request, ct);
        return await services.RunAsync(
            actor, based, code, milestone, revision => confirmation.ReturnAsync(actor, new ConfirmMilestone(code, milestone, revision, reason), ct), ct);
    }

    private static async Task<IResult> DropAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestonePlans plans, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var reason = await MilestoneBodies.ReadReasonAsync(services.Request, ct);
        return await services.RunAsync(actor, based, code, milestone, revision => plans.DropAsync(actor, new DropMilestone(code, milestone, revision, reason), ct), ct);
    }

    private static async Task<IResult> RestoreAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestonePlans plans, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var reason = await MilestoneBodies.ReadReasonAsync(services.Request, ct);
        return await services.RunAsync(actor, based, code, milestone, revision => plans.RestoreAsync(actor, new DropMilestone(code, milestone, revision, reason), ct), ct);
    }

    private static async Task<IResult> LinkAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, [Description("Code of the milestone it waits for.")] string predecessor,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneLinks links, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var lag = await ReadLagAsync(services.Request, ct);
        return await services.RunAsync(
            actor, based, code, milestone, revision => links.LinkAsync(actor, new LinkMilestones(code, milestone, revision, predecessor, lag), ct), ct);
    }

    private static async Task<IResult> UnlinkAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, [Description("Code of the milestone it waits for.")] string predecessor,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneLinks links, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        return await services.RunAsync(
            actor, based, code, milestone, revision => links.UnlinkAsync(actor, new LinkMilestones(code, milestone, revision, predecessor), ct), ct);
    }

    private static async Task<IResult> LinkLandAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, [Description("Key of the land package.")] long package,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneLinks links, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        var lag = await ReadLagAsync(services.Request, ct);
        return await services.RunAsync(actor, based, code, milestone, revision => links.LinkLandAsync(actor, new LinkLand(code, milestone, revision, package, lag), ct), ct);
    }

    private static async Task<IResult> UnlinkLandAsync(
        [Description(MilestoneEndpoints.Project)] string code, [Description(Code)] string milestone, [Description("Key of the land package.")] long package,
        [FromHeader(Name = "If-Match"), Description(Tag)] string? ifMatch, [AsParameters] Services services, MilestoneLinks links, CancellationToken ct)
    {
        var (actor, based) = services.Begin(Permission.UpdateMilestones);
        return await services.RunAsync(actor, based, code, milestone, revision => links.UnlinkLandAsync(actor, new LinkLand(code, milestone, revision, package), ct), ct);
    }

    private static Task<int> ReadLagAsync(HttpRequest request, CancellationToken ct) =>
        MilestoneBodies.ReadAsync(request, ["lagDays"], (body, members) => MilestoneBodies.NumberOf(body, members, "lagDays") ?? 0, ct);

    private static async Task<VersionedResult<ScheduleMilestoneDto>> FindAsync(
        Actor actor, string code, string milestone, ScheduleReports schedules, CancellationToken ct)
    {
        var found = await PresentAsync(actor, code, milestone, schedules, ct);
        return new VersionedResult<ScheduleMilestoneDto>(found, found.Revision);
    }

    private static async Task<ScheduleMilestoneDto> PresentAsync(
        Actor actor, string code, string milestone, ScheduleReports schedules, CancellationToken ct)
    {
        var report = await schedules.GetAsync(actor, code, ct);
        return ScheduleMilestoneDto.Of(report.Milestones.FirstOrDefault(m => m.Code == milestone) ?? throw new NotFoundException("milestone", milestone), report);
    }

    /// <summary>What every step needs.</summary>
    internal sealed record Services(HttpRequest Request, ScheduleReports Schedules, ActorSource Actors, ProblemMapping Problems)
    {
        // The services ask again; here it comes before the body, so that whoever may not change anything is told just that.
        public (Actor Actor, IfMatch Based) Begin(Permission permission)
        {
            var actor = Actors.Current;
            actor.Demand(permission);
            return (actor, IfMatch.Of(Request));
        }

        /// <summary>Does the step, and answers with the milestone as it stands then.</summary>
        public Task<IResult> RunAsync(Actor actor, IfMatch based, string code, string milestone, Func<long?, Task> write, CancellationToken ct) => ConditionalWrite.RunAsync(
            Request, Problems,
            async () =>
            {
                var revision = await based.VersionAsync(async () => (await PresentAsync(actor, code, milestone, Schedules, ct)).Revision, "milestones.stale");
                await write(revision);
                return await FindAsync(actor, code, milestone, Schedules, ct);
            },
            async () => await PresentAsync(actor, code, milestone, Schedules, ct));
    }
}
