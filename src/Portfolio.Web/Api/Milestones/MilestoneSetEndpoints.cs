using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Milestones.Plan;
using Portfolio.Reporting.Schedules;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Milestones;

/// <summary>What a project has of the standard set, and what its milestones weigh.</summary>
internal static class MilestoneSetEndpoints
{
    private const int LargestBody = 256 * 1024;

    public static void MapMilestoneSet(this IEndpointRouteBuilder api)
    {
        api.MapRead(MilestoneEndpoints.Route + "/standard-set", "getStandardSet", "The standard set of a project, and dates that may be planned for what is lacking", SetAsync)
            .WithTags(MilestoneEndpoints.Tag).Produces<ListDto<StandardKindDto>>().Refuses(StatusCodes.Status404NotFound);
        api.MapPost(MilestoneEndpoints.Route + "/weights", WeighAsync).WithName("weighMilestones").WithSummary("Sets the weights of milestones, all or none")
            .WithTags(MilestoneEndpoints.Tag).Accepts<WeightsDto>(MediaTypeNames.Application.Json).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).HonoursOnce()
            .Produces<ListDto<MilestoneReceiptDto>>().RefusesWrites().Refuses(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<ListDto<StandardKindDto>> SetAsync(
        [Description(MilestoneEndpoints.Project)] string code, StandardSetReports sets, ActorSource actors, CancellationToken ct) =>
        new([.. (await sets.GetAsync(actors.Current, code, ct)).Where(k => k.InSet).Select(k => new StandardKindDto(k.Code, k.Name, k.NameEn, k.Weight, k.Present, k.Suggested))], null);

    private static async Task<IResult> WeighAsync(
        [Description(MilestoneEndpoints.Project)] string code, HttpRequest request, MilestoneWeights weights, ActorSource actors, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.UpdateMilestones);
        var wanted = await MilestoneBodies.ReadAsync(request, ["weights"], (body, members) => new SetWeights(code, Weights(body, members)), ct);
        try
        {
            return Results.Ok(new ListDto<MilestoneReceiptDto>([.. (await weights.SetAsync(actor, wanted, ct)).Select(MilestoneReceiptDto.Of)], null));
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
    }

    private static List<MilestoneWeight> Weights(JsonBody body, Dictionary<string, System.Text.Json.JsonElement> members)
    {
        if (!members.TryGetValue("weights", out var list))
        {
            body.Fault("weights", "validation.missing");
            return [];
        }
        return
        [
            .. body.Entries(list, "weights").Select((entry, i) =>
            {
                var path = FormattableString.Invariant($"weights[{i}]");
                var row = body.Members(entry, path, "milestone", "revision", "weight") ?? [];
                var milestone = row.TryGetValue("milestone", out var text) ? body.Text(text, path + ".milestone") : null;
                if (milestone is null)
                    body.Fault(path + ".milestone", "validation.missing");
                var weight = MilestoneBodies.NumberOf(body, row, "weight", path + ".");
                if (weight is null)
                    body.Fault(path + ".weight", "validation.missing");
                return new MilestoneWeight(milestone ?? "", row.TryGetValue("revision", out var whole) ? body.Whole(whole, path + ".revision") : null, weight ?? 0);
            }),
        ];
    }
}

/// <summary>A kind of the standard set, seen from a project.</summary>
/// <param name="Kind">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Weight">Weight by the set.</param>
/// <param name="Present">Whether the project has it.</param>
/// <param name="Suggested">Date that may be planned for it, as people write it; null where it is there or nothing tells.</param>
internal sealed record StandardKindDto(string Kind, string Name, string NameEn, int Weight, bool Present, string? Suggested);

/// <summary>What milestones weigh.</summary>
/// <param name="Weights">One or several.</param>
internal sealed record WeightsDto(IReadOnlyList<WeightDto> Weights);

/// <summary>What a milestone weighs.</summary>
/// <param name="Milestone">Code of the milestone.</param>
/// <param name="Weight">Part of the physical progress relative to the others, 0 to 1000.</param>
/// <param name="Revision">Version it was read in; null = whatever it is.</param>
internal sealed record WeightDto(string Milestone, int Weight, long? Revision = null);
