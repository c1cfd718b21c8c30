using System.ComponentModel;
using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Colours;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Api.Milestones;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Warnings;

/// <summary>Colours of projects: what their warnings give, and what people state.</summary>
internal static class ColourEndpoints
{
    private const string Route = "/projects/{code}/colour";
    private const string Code = "Code of the project.";
    private const int LargestBody = 16 * 1024;

    public static void MapColours(this IEndpointRouteBuilder api)
    {
        api.MapRead(Route, "getProjectColour", "The colour of a project, with everything that was stated of it", GetAsync)
            .WithTags(WarningEndpoints.Tag).Refuses(StatusCodes.Status404NotFound);
        api.MapPost(Route, StateAsync).WithName("stateProjectColour").WithSummary("States the colour of a project, or takes back what was stated")
            .WithDescription("A graver colour than the warnings give is free; a milder one needs a `reason` and holds for at most 30 days. Without `colour` the warnings speak for themselves again.")
            .WithTags(WarningEndpoints.Tag).Accepts<ColourInputDto>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Produces<ColourDto>().RefusesWrites();
    }

    private static async Task<ColourDto> GetAsync([Description(Code)] string code, ColourReports reports, ActorSource actors, CancellationToken ct) =>
        ColourDto.Of(await reports.GetAsync(actors.Current, code, ct));

    private static async Task<ColourDto> StateAsync(
        [Description(Code)] string code, HttpRequest request, ColourService colours, ColourReports reports, ActorSource actors, CancellationToken ct)
    {
        // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
        actors.Current.Demand(Permission.UpdateMilestones);
        var statement = await MilestoneBodies.ReadAsync(request, ["colour", "until", "reason"], (body, members) =>
            new StateColour(code, body.TextOf(members, "colour"), body.DayOf(members, "until", "until"), body.TextOf(members, "reason")), ct);
        try
        {
            await colours.StateAsync(actors.Current, statement, ct);
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
        return await GetAsync(code, reports, actors, ct);
    }
}

/// <summary>The colour of a project.</summary>
/// <param name="Colour">Colour shown: green, amber or red.</param>
/// <param name="Warned">Colour by its warnings.</param>
/// <param name="Red">Red warnings.</param>
/// <param name="Amber">Amber warnings.</param>
/// <param name="Stated">Colour that people state; null = the warnings speak for themselves.</param>
/// <param name="StatedUntil">Last day of a milder colour; null = it is no milder.</param>
/// <param name="Statements">What was stated, latest first.</param>
internal sealed record ColourDto(
    string Colour, string Warned, int Red, int Amber, string? Stated, DateOnly? StatedUntil, IReadOnlyList<ColourStatementDto> Statements)
{
    public static ColourDto Of(ColourReport report) => new(
        report.Standing.Colour, report.Standing.Warned, report.Standing.Red, report.Standing.Amber, report.Standing.Stated, report.Standing.StatedUntil,
        [.. report.Statements.Select(s => new ColourStatementDto(s.Was, s.Now, s.Until, s.Reason, s.StatedBy, Moments.Utc(s.StatedAt)))]);
}

/// <summary>A colour that somebody stated.</summary>
/// <param name="Was">What was stated before; null = nothing.</param>
/// <param name="Now">What is stated; null = nothing any more.</param>
/// <param name="Until">Last day of a milder colour.</param>
/// <param name="Reason">Why; null = not said.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
internal sealed record ColourStatementDto(string? Was, string? Now, DateOnly? Until, string? Reason, string By, DateTimeOffset At);

/// <summary>A colour to be stated.</summary>
/// <param name="Colour">green, amber or red; left out = the warnings speak for themselves again.</param>
/// <param name="Until">Last day of a milder colour, at most 30 days ahead; left out = the latest there may be.</param>
/// <param name="Reason">Why; a milder colour needs one.</param>
internal sealed record ColourInputDto(string? Colour = null, DateOnly? Until = null, string? Reason = null);
