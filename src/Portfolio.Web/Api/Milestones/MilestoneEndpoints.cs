using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones;
using Portfolio.Milestones.Plan;
using Portfolio.Milestones.Updates;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Milestones;

/// <summary>The milestones of a project: read, added, and updated many at once.</summary>
internal static class MilestoneEndpoints
{
    public const string Route = "/projects/{code}/milestones";
    public const string Tag = "Milestones";
    public const string Project = "Code of the project.";

    /// <summary>Far more than as many updates as may be sent at once take.</summary>
    private const int LargestBody = 2 * 1024 * 1024;

    public static void MapMilestones(this IEndpointRouteBuilder api)
    {
        api.MapRead(Route, "listMilestones", "Milestones of a project with all their dates and the forecast", ListAsync)
            .WithTags(Tag).ProducesVersioned<ScheduleDto>().Refuses(StatusCodes.Status404NotFound);
        Write<NewMilestoneDto>(api.MapPost(Route, AddAsync), "addMilestone", "Adds a milestone").HonoursOnce()
            .Produces<MilestoneReceiptDto>(StatusCodes.Status201Created).RefusesWrites();
        Write<StandardSetDto>(api.MapPost(Route + "/standard-set", AddSetAsync), "addStandardSet", "Adds the milestones of the standard set that the project lacks, chained as the set says")
            .HonoursOnce().Produces<ListDto<MilestoneReceiptDto>>(StatusCodes.Status201Created).RefusesWrites();
        Write<MilestoneUpdatesDto>(api.MapPost(Route + "/updates", UpdateAsync), "updateMilestones", "Updates many milestones at once, all or none")
            .HonoursOnce().Produces<ListDto<MilestoneReceiptDto>>().RefusesWrites();
        Write<BaselineDto>(api.MapPost(Route + "/baseline", RebaselineAsync), "rebaselineMilestones", "Makes what is planned the baseline")
            .HonoursOnce().Produces<ListDto<MilestoneReceiptDto>>().RefusesWrites();
        api.MapMilestoneSet();
        api.MapMilestoneSteps();
        api.MapMilestoneThread();
    }

    private static RouteHandlerBuilder Write<T>(RouteHandlerBuilder endpoint, string name, string summary)
        where T : notnull =>
        endpoint.WithName(name).WithSummary(summary).WithTags(Tag).Accepts<T>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody));

    private static async Task<IResult> ListAsync([Description(Project)] string code, ScheduleReports schedules, ActorSource actors, CancellationToken ct)
    {
        var report = await schedules.GetAsync(actors.Current, code, ct);
        return new VersionedResult<ScheduleDto>(ScheduleDto.Of(report), report.Milestones.Select(m => m.Revision).DefaultIfEmpty().Max());
    }

    private static async Task<IResult> AddAsync(
        [Description(Project)] string code, HttpRequest request, MilestonePlans plans, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.UpdateMilestones);
        var wanted = await MilestoneBodies.ReadAsync(
            request, ["name", "planned", "kind", "weight", "after", "land"],
            (body, members) => new AddMilestone(
                code, body.TextOf(members, "name"), body.TextOf(members, "planned"), body.TextOf(members, "kind"), MilestoneBodies.NumberOf(body, members, "weight") ?? 1)
            {
                After = WaitBodies.After(body, members),
                Land = WaitBodies.Land(body, members),
            }, ct);
        var receipt = await InJsonAsync(() => plans.AddAsync(actor, wanted, ct));
        return Results.Created($"{request.PathBase}/api/v1/projects/{receipt.Project}/milestones/{receipt.Milestone}", MilestoneReceiptDto.Of(receipt));
    }

    private static async Task<IResult> AddSetAsync(
        [Description(Project)] string code, HttpRequest request, MilestonePlans plans, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.UpdateMilestones);
        var wanted = await MilestoneBodies.ReadAsync(request, ["dates"], (body, members) => new AddStandardSet(code, Dates(body, members)), ct);
        var receipts = await InJsonAsync(() => plans.AddStandardSetAsync(actor, wanted, ct));
        return Results.Created($"{request.PathBase}/api/v1/projects/{code}/milestones", Listed(receipts));
    }

    private static async Task<IResult> UpdateAsync(
        [Description(Project)] string code, HttpRequest request, MilestoneUpdates updates, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.UpdateMilestones);
        var said = await MilestoneBodies.ReadManyAsync(request, code, ct);
        try
        {
            return Results.Ok(Listed(await updates.UpdateManyAsync(actor, said.Updates, ct)));
        }
        catch (ValidationFailedException invalid)
        {
            throw said.Named(invalid);
        }
    }

    private static async Task<IResult> RebaselineAsync(
        [Description(Project)] string code, HttpRequest request, MilestonePlans plans, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.Rebaseline);
        var wanted = await MilestoneBodies.ReadAsync(
            request, ["reason", "milestones"],
            (body, members) => new Rebaseline(
                code,
                members.TryGetValue("milestones", out var list)
                    ? [.. body.Entries(list, "milestones").Select((m, i) => body.Text(m, FormattableString.Invariant($"milestones[{i}]")) ?? "")] : null,
                body.TextOf(members, "reason")), ct);
        return Results.Ok(Listed(await InJsonAsync(() => plans.RebaselineAsync(actor, wanted, ct))));
    }

    private static List<KindDate> Dates(JsonBody body, Dictionary<string, System.Text.Json.JsonElement> members)
    {
        if (!members.TryGetValue("dates", out var list))
        {
            body.Fault("dates", "validation.missing");
            return [];
        }
        return
        [
            .. body.Entries(list, "dates").Select((entry, i) =>
            {
                var path = FormattableString.Invariant($"dates[{i}]");
                var row = body.Members(entry, path, "kind", "planned", "weight") ?? [];
                string? Text(string name) => row.TryGetValue(name, out var text) ? body.Text(text, $"{path}.{name}") : null;
                return new KindDate(Text("kind") ?? "", Text("planned"), MilestoneBodies.NumberOf(body, row, "weight", path + "."));
            }),
        ];
    }

    private static ListDto<MilestoneReceiptDto> Listed(IReadOnlyList<MilestoneReceipt> receipts) => new([.. receipts.Select(MilestoneReceiptDto.Of)], null);

    private static async Task<T> InJsonAsync<T>(Func<Task<T>> write)
    {
        try
        {
            return await write();
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
    }
}
