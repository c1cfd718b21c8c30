using Portfolio.Common;
using Portfolio.Web.Errors;

namespace Portfolio.Web.Api.Capital;

/// <summary>A change that may be based on something older than what is in force.</summary>
internal static class ConditionalWrite
{
    /// <summary>Does it. With a refusal for staleness comes what is in force, so that the caller can merge without asking again.</summary>
    /// <param name="request">The request.</param>
    /// <param name="problems">Answers refusals.</param>
    /// <param name="write">Does the change.</param>
    /// <param name="present">Reads what is in force.</param>
    /// <exception cref="ValidationFailedException">A field is at fault, by the name the caller wrote.</exception>
    public static async Task<IResult> RunAsync(HttpRequest request, ProblemMapping problems, Func<Task<IResult>> write, Func<Task<object>> present)
    {
        try
        {
            return await write();
        }
        catch (ValidationFailedException invalid)
        {
            throw invalid.InJsonNames();
        }
        catch (StaleException stale)
        {
            return problems.Result(request.HttpContext, stale, await present());
        }
    }
}
