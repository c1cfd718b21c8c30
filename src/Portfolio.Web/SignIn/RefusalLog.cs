using Portfolio.Accounts.Credentials;
using Portfolio.Common;
using Portfolio.Web.Api;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>Notes in the history what an account asked for and was not allowed. Strangers leave no trace there: they could fill it.</summary>
internal sealed class RefusalLog(SignInRecords records, ILogger<RefusalLog> logger)
{
    private const int LongestPath = 200;

    public async Task NoteAsync(HttpContext context, PortfolioException failure)
    {
        if (failure is not (PermissionDeniedException or OutOfReachException or RequestException { Code: "accounts.scope_missing" })
            || Visit.Of(context).Identity is not { } identity)
            return;
        var path = context.Request.Path.Value ?? "";
        try
        {
            await records.RefusedAsync(
                Correlation.Program(context), identity.Actor(Correlation.Id(context), Correlation.Address(context)), "accounts.request_refused", identity.UserName,
                new
                {
                    request = $"{context.Request.Method} {string.Concat(path.EnumerateRunes().Take(LongestPath))}".Replace("\0", "", StringComparison.Ordinal),
                    code = failure.Code,
                    permission = failure.Arguments.GetValueOrDefault("permission") as string,
                },
                CancellationToken.None);
        }
        catch (Exception fault) when (Outage.Of(fault) is not null)
        {
            // The refusal holds all the same.
            logger.LogError(fault, "A refusal could not be noted");
        }
    }
}
