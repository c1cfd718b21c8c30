using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.LandClearance.Steps;
using Portfolio.Milestones.Confirmation;
using Portfolio.Reporting.Provinces;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Api.Milestones;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api;

/// <summary>What provinces rule on the watch over their projects.</summary>
internal static class ProvinceEndpoints
{
    private const string Tag = "Provinces";
    private const string Code = "Code of the province.";
    private const string Confirmation = "/provinces/{province}/confirmation";
    private const string Steps = "/provinces/{province}/land-steps";
    private const int LargestBody = 16 * 1024;

    public static void MapProvinces(this IEndpointRouteBuilder api)
    {
        api.MapRead(Confirmation, "getConfirmation", "Whether \"done\" on key milestones waits for confirmation in a province", ConfirmsAsync)
            .WithTags(Tag).ProducesVersioned<ConfirmationDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPut(Confirmation, SwitchAsync).WithName("switchConfirmation").WithSummary("Switches confirmation on or off; switched off, whatever waits counts as met")
            .WithTags(Tag).WithDescription("`If-Match` is required: the `ETag` of the ruling, or `*`. A refusal for staleness (412) holds the ruling as it stands under `present`.")
            .Accepts<ConfirmationInputDto>(MediaTypeNames.Application.Json).WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<ConfirmationDto>().RefusesConditionalWrites();
        api.MapRead(Steps, "listLandSteps", "The steps of land clearance in a province with their limits", StepsAsync)
            .WithTags(Tag).Produces<ListDto<ProvinceStepDto>>().Refuses(StatusCodes.Status404NotFound);
        api.MapRead(Steps + "/{step}", "getLandStep", "One step with its limit", StepAsync)
            .WithTags(Tag).ProducesVersioned<ProvinceStepDto>().Refuses(StatusCodes.Status404NotFound);
        api.MapPut(Steps + "/{step}", RuleAsync).WithName("ruleLandStep").WithSummary("Rules on the limit of a step, with a reason").WithTags(Tag)
            .WithDescription("`If-Match` is required: the `ETag` of the step, or `*`. A refusal for staleness (412) holds the step as it stands under `present`.")
            .Accepts<LimitDto>(MediaTypeNames.Application.Json).WithMetadata(new RequestSizeLimitAttribute(LargestBody))
            .Produces<ProvinceStepDto>().RefusesConditionalWrites();
    }

    private static async Task<IResult> ConfirmsAsync([Description(Code)] string province, ProvinceRuleReports reports, ActorSource actors, CancellationToken ct) =>
        Versioned(await reports.GetAsync(actors.Current, province, ct));

    private static async Task<IResult> SwitchAsync(
        [Description(Code)] string province,
        [FromHeader(Name = "If-Match"), Description("ETag of the ruling the new one is based on, or *.")] string? ifMatch,
        HttpRequest request, MilestoneConfirmation confirmation, ProvinceRuleReports reports, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ConfirmMilestones);
        actor.Demand(Permission.ConfirmMilestones, Place.In(province));
        var based = IfMatch.Of(request);
        var wanted = await MilestoneBodies.ReadAsync(
            request, ["confirms", "reason"], (body, members) => new SwitchConfirmation(province, ConfirmsOf(body, members), body.TextOf(members, "reason")), ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () =>
            {
                var revision = await based.VersionAsync(async () => (await reports.GetAsync(actor, province, ct)).Revision, "milestones.rule_stale");
                await confirmation.SwitchAsync(actor, wanted with { Revision = revision }, ct);
                return Versioned(await reports.GetAsync(actor, province, ct));
            },
            async () => ConfirmationDto.Of(await reports.GetAsync(actor, province, ct)));
    }

    private static async Task<ListDto<ProvinceStepDto>> StepsAsync([Description(Code)] string province, ProvinceRuleReports reports, ActorSource actors, CancellationToken ct) =>
        new([.. (await reports.StepsAsync(actors.Current, province, ct)).Steps.Select(ProvinceStepDto.Of)], null);

    private static async Task<IResult> StepAsync(
        [Description(Code)] string province, [Description("Code of the step.")] string step, ProvinceRuleReports reports, ActorSource actors, CancellationToken ct) =>
        Versioned(await FindAsync(actors.Current, province, step, reports, ct));

    private static async Task<IResult> RuleAsync(
        [Description(Code)] string province, [Description("Code of the step.")] string step,
        [FromHeader(Name = "If-Match"), Description("ETag of the step the ruling is based on, or *.")] string? ifMatch,
        HttpRequest request, LimitRulings limits, ProvinceRuleReports reports, ActorSource actors, ProblemMapping problems, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ManageLandSteps);
        actor.Demand(Permission.ManageLandSteps, Place.In(province));
        var based = IfMatch.Of(request);
        var wanted = await MilestoneBodies.ReadAsync(
            request, ["value", "unit", "reason"],
            (body, members) => new RuleLimit(province, step, null, MilestoneBodies.NumberOf(body, members, "value"), body.TextOf(members, "unit"), body.TextOf(members, "reason")), ct);
        return await ConditionalWrite.RunAsync(
            request, problems,
            async () =>
            {
                var revision = await based.VersionAsync(async () => (await FindAsync(actor, province, step, reports, ct)).Revision, "land.step_stale");
                await limits.RuleAsync(actor, wanted with { Revision = revision }, ct);
                return Versioned(await FindAsync(actor, province, step, reports, ct));
            },
            async () => ProvinceStepDto.Of(await FindAsync(actor, province, step, reports, ct)));
    }

    private static async Task<ProvinceStep> FindAsync(Actor actor, string province, string step, ProvinceRuleReports reports, CancellationToken ct) =>
        (await reports.StepsAsync(actor, province, ct)).Steps.FirstOrDefault(s => s.Code == step) ?? throw new NotFoundException("step", step);

    private static VersionedResult<ConfirmationDto> Versioned(ProvinceRules rules) => new(ConfirmationDto.Of(rules), rules.Revision);

    private static VersionedResult<ProvinceStepDto> Versioned(ProvinceStep step) => new(ProvinceStepDto.Of(step), step.Revision);

    private static bool ConfirmsOf(JsonBody body, Dictionary<string, System.Text.Json.JsonElement> members)
    {
        if (members.TryGetValue("confirms", out var on) && on.ValueKind is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False)
            return on.GetBoolean();
        body.Fault("confirms", "validation.missing");
        return false;
    }
}
