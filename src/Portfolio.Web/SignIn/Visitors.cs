using Portfolio.Accounts.Sessions;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>Where a request comes from.</summary>
internal static class Visitors
{
    private const int LongestUserAgent = 300;

    public static Client Of(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        return new Client(
            Correlation.Address(context),
            agent.Length == 0 ? null : Cut(agent).Replace("\0", "", StringComparison.Ordinal));
    }

    // Not within a pair of surrogates: half a character is no text to PostgreSQL.
    private static string Cut(string text) => text.Length <= LongestUserAgent ? text
        : text[..(char.IsHighSurrogate(text[LongestUserAgent - 1]) ? LongestUserAgent - 1 : LongestUserAgent)];
}
