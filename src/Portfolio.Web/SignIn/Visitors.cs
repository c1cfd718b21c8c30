using Portfolio.Accounts.Sessions;

namespace Portfolio.Web.SignIn;

/// <summary>Where a request comes from.</summary>
internal static class Visitors
{
    private const int LongestUserAgent = 300;

    public static Client Of(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        return new Client(
            context.Connection.RemoteIpAddress?.ToString(),
            agent.Length == 0 ? null : agent[..Math.Min(agent.Length, LongestUserAgent)].Replace("\0", "", StringComparison.Ordinal));
    }
}
