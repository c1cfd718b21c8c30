using System.Diagnostics;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Portfolio.Common;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Errors;

/// <summary>Turns whatever goes wrong in a request to the API into a problem document: the only place that does.</summary>
internal sealed class ProblemMapping(ErrorText texts, ILogger<ProblemMapping> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // Handlers are asked for every request; pages have their own error page.
        if (!httpContext.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return false;
        await Result(httpContext, await AnswerToAsync(httpContext, exception)).ExecuteAsync(httpContext);
        return true;
    }

    /// <summary>The answer to a request that was refused on its way in, or ended with a bare status (no such route).</summary>
    public static async Task WriteStatusAsync(StatusCodeContext context)
    {
        var http = context.HttpContext;
        var mapping = http.RequestServices.GetRequiredService<ProblemMapping>();
        if (http.Refused() is not { } failure)
        {
            await Result(mapping.OfStatus(http, http.Response.StatusCode)).ExecuteAsync(http);
            return;
        }
        await mapping.Result(http, await AnswerToAsync(http, failure)).ExecuteAsync(http);
    }

    /// <summary>
    /// Who has not signed in is asked to, instead of being told that he may not; what an account may not is noted in the history.
    /// </summary>
    private static async Task<Exception> AnswerToAsync(HttpContext http, Exception failure)
    {
        if (failure is PermissionDeniedException && Visit.Of(http).Identity is null)
            failure = new SignInNeededException("accounts.sign_in_needed");
        if (failure is SignInNeededException)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        if (failure is PortfolioException expected)
            await http.RequestServices.GetRequiredService<RefusalLog>().NoteAsync(http, expected);
        return failure;
    }

    /// <summary>The answer to a failure.</summary>
    /// <param name="context">The request.</param>
    /// <param name="failure">What was thrown.</param>
    /// <param name="present">What is in force instead, for a change based on something older.</param>
    public IResult Result(HttpContext context, Exception failure, object? present = null) => Result(failure switch
    {
        ValidationFailedException invalid => OfFields(context, invalid),
        UnavailableException outage => OfOutage(context, outage),
        PortfolioException expected => Problem(context, expected.Status, expected.Code, texts.Of(expected)) with
        {
            Arguments = expected.Arguments.Count > 0 ? expected.Arguments : null,
            Present = present,
            Refusals = expected is RulesException several
                ? [.. several.Refusals.Select(refusal => new RuleProblem(refusal.Code, texts.Of(refusal), refusal.Arguments))] : null,
        },
        BadHttpRequestException refused => OfStatus(context, refused.StatusCode),
        _ when Outage.Of(failure) is { } lost => OfOutage(context, lost),
        _ => OfBug(context, failure),
    });

    private static IResult Result(ApiProblem problem) =>
        Results.Json(problem, (JsonSerializerOptions?)null, MediaTypeNames.Application.ProblemJson, problem.Status);

    /// <summary>One kind of fault speaks for itself; several are told field by field.</summary>
    private ApiProblem OfFields(HttpContext context, ValidationFailedException invalid)
    {
        var first = invalid.Failures[0];
        var alike = invalid.Failures.All(failure => failure.Code == first.Code);
        return Problem(context, invalid.Status, alike ? first.Code : invalid.Code, alike ? texts.Of(first) : texts.Of(invalid)) with
        {
            Errors = invalid.Failures.GroupBy(failure => failure.Field, StringComparer.Ordinal).ToDictionary(
                field => field.Key,
                IReadOnlyList<FieldProblem> (field) => [.. field.Select(failure => new FieldProblem(failure.Code, texts.Of(failure)))],
                StringComparer.Ordinal),
        };
    }

    private ApiProblem OfStatus(HttpContext context, int status)
    {
        var code = status switch
        {
            StatusCodes.Status404NotFound => "request.route_unknown",
            StatusCodes.Status405MethodNotAllowed => "request.method_not_allowed",
            StatusCodes.Status413PayloadTooLarge => "request.too_large",
            StatusCodes.Status415UnsupportedMediaType => "request.not_json",
            StatusCodes.Status429TooManyRequests => "request.too_many",
            >= 500 => "unknown",
            _ => "request.malformed",
        };
        return Problem(context, status, code, texts.Of(code));
    }

    private ApiProblem OfOutage(HttpContext context, UnavailableException outage)
    {
        var problem = Problem(context, outage.Status, outage.Code, texts.Of(outage));
        logger.LogError(outage, "The database did not answer; correlation id {TraceId}", problem.TraceId);
        return problem;
    }

    /// <summary>A bug: the log gets everything, the caller one sentence and the id to find it by.</summary>
    private ApiProblem OfBug(HttpContext context, Exception bug)
    {
        var problem = Problem(context, StatusCodes.Status500InternalServerError, "unknown", texts.Of("unknown"));
        logger.LogError(
            bug, "{Method} {Path} failed; correlation id {TraceId}", context.Request.Method, context.Request.Path, problem.TraceId);
        return problem;
    }

    private static ApiProblem Problem(HttpContext context, int status, string code, string detail)
    {
        var trace = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return new ApiProblem(ReasonPhrases.GetReasonPhrase(status), status, code, detail, trace);
    }
}
