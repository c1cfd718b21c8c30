using System.ComponentModel;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Warnings;
using Portfolio.Slippage.Answers;
using Portfolio.Web.Api.Capital;
using Portfolio.Web.Api.Milestones;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Api.Warnings;

/// <summary>Warnings, and what is said to them.</summary>
internal static class WarningEndpoints
{
    /// <summary>Tag of everything about warnings.</summary>
    public const string Tag = "Warnings";

    private const string Route = "/warnings/{id}";
    private const string Id = "Key of the warning.";
    private const int LargestBody = 16 * 1024;

    public static void MapWarnings(this IEndpointRouteBuilder api)
    {
        api.MapRead("/warnings", "listWarnings", "Active warnings and reminders, by key, in stretches", ListAsync)
            .WithTags(Tag).Refuses(StatusCodes.Status422UnprocessableEntity);
        api.MapRead(Route, "getWarning", "One warning with what was said to it", GetAsync).WithTags(Tag).Refuses(StatusCodes.Status404NotFound);
        Answer<AcknowledgementDto>(api.MapPost(Route + "/acknowledge", AcknowledgeAsync), "acknowledgeWarning",
            "Says that it is known and by when it will be put right: the first time, repeats of its mails pause for at most seven days");
        Answer<WarningSaidDto>(api.MapPost(Route + "/remarks", SayAsync), "remarkWarning", "Says something to a warning");
        Answer<AssignmentDto>(api.MapPost(Route + "/assign", AssignAsync), "assignWarning", "Tells a body to act");
    }

    private static void Answer<T>(RouteHandlerBuilder endpoint, string name, string summary) where T : notnull =>
        endpoint.WithName(name).WithSummary(summary).WithTags(Tag).Accepts<T>(MediaTypeNames.Application.Json)
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody)).HonoursOnce().Produces<WarningThreadDto>().RefusesWrites();

    private static async Task<ListDto<WarningDto>> ListAsync(
        [AsParameters] WarningsQuery query, WarningLists lists, WarningSentence sentence, ActorSource actors, CancellationToken ct)
    {
        var (stretch, today) = await lists.AfterAsync(actors.Current, query.Filter(), query.Place(), query.Entries(), ct);
        return new ListDto<WarningDto>([.. stretch.Items.Select(w => WarningDto.Of(w, today, sentence))], stretch.Next);
    }

    private static async Task<WarningThreadDto> GetAsync(
        [Description(Id)] long id, WarningReports reports, WarningSentence sentence, ActorSource actors, CancellationToken ct) =>
        WarningThreadDto.Of(await reports.GetAsync(actors.Current, id, ct), sentence);

    private static Task<WarningThreadDto> AcknowledgeAsync([Description(Id)] long id, [AsParameters] Services services, CancellationToken ct) =>
        services.RunAsync(id, Permission.AnswerWarnings, ["expectedOn", "note"], (body, members) =>
            new AcknowledgeWarning(id, body.DayOf(members, "expectedOn", "expectedOn"), body.TextOf(members, "note")), services.Answers.AcknowledgeAsync, ct);

    private static Task<WarningThreadDto> SayAsync([Description(Id)] long id, [AsParameters] Services services, CancellationToken ct) =>
        services.RunAsync(id, Permission.AnswerWarnings, ["text"], (body, members) =>
            new SayToWarning(id, body.TextOf(members, "text") ?? ""), services.Answers.SayAsync, ct);

    private static Task<WarningThreadDto> AssignAsync([Description(Id)] long id, [AsParameters] Services services, CancellationToken ct) =>
        services.RunAsync(id, Permission.AssignWarnings, ["body", "note"], (body, members) =>
            new AssignWarning(id, body.TextOf(members, "body") ?? "", body.TextOf(members, "note")), services.Answers.AssignAsync, ct);

    /// <summary>What every answer needs.</summary>
    private sealed record Services(HttpRequest Request, WarningAnswers Answers, WarningReports Reports, WarningSentence Sentence, ActorSource Actors)
    {
        public async Task<WarningThreadDto> RunAsync<T>(
            long id, Permission permission, string[] known, Func<JsonBody, Dictionary<string, JsonElement>, T> read, Func<Actor, T, CancellationToken, Task> answer,
            CancellationToken ct)
        {
            var actor = Actors.Current;
            // The service asks again; here it comes before the body, so that whoever may not change anything is told just that.
            actor.Demand(permission);
            var request = await MilestoneBodies.ReadAsync(Request, known, read, ct);
            try
            {
                await answer(actor, request, ct);
            }
            catch (ValidationFailedException invalid)
            {
                throw invalid.InJsonNames();
            }
            return await GetAsync(id, Reports, Sentence, Actors, ct);
        }
    }
}
