using Portfolio.Web.Hosting;

namespace Portfolio.Web.Security;

/// <summary>
/// The one rule for all cookies of the program, sign-in included: over https only and for this host only, except while this
/// machine alone can reach the program (plain http on localhost) or <c>Access:PlainHttp</c> allows it for a trial in a local network.
/// </summary>
internal sealed class CookieRules
{
    private const string Own = "portfolio.";
    private const string PlainHttpSetting = "Access:PlainHttp";

    /// <exception cref="StartupException"><c>Access:PlainHttp</c> is no switch.</exception>
    public CookieRules(IConfiguration configuration) =>
        HttpsOnly = !AllowsPlainHttp(configuration[PlainHttpSetting]) && OthersReachIt(configuration);

    /// <summary>Whether every cookie is <c>Secure</c>, so that pages and API must be called over https.</summary>
    public bool HttpsOnly { get; }

    /// <summary>The name a cookie bears; a browser takes <c>__Host-</c> from this very host over https only.</summary>
    /// <param name="name">What it is for: <c>antiforgery</c>, <c>language</c>.</param>
    public string Name(string name) => (HttpsOnly ? "__Host-" : "") + Own + name;

    /// <summary>
    /// A cookie by the rule, for the options of whoever writes it: hidden from scripts, for the whole host, and needed for what
    /// the visitor asked for. No other site's form carries it; a link in a mail does, or the visitor would come in as a stranger
    /// and the forms of his other tabs would be refused. <code>options.Cookie = rules.Cookie("session");</code>
    /// </summary>
    /// <param name="name">What it is for.</param>
    public CookieBuilder Cookie(string name) => new RuledCookie(HttpsOnly)
    {
        Name = Name(name),
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };

    // A proxy on this machine brings others to a program that listens on loopback.
    public static bool OthersReachIt(IConfiguration configuration) =>
        !AddressCheck.OnlyLoopback(configuration) || KnownProxies.Entries(configuration).Length > 0;

    private static bool AllowsPlainHttp(string? setting) => string.IsNullOrWhiteSpace(setting) ? false
        : bool.TryParse(setting, out var allows) ? allows
        : throw new StartupException($"{PlainHttpSetting} '{setting}' is not a switch. Use true or false.");

    // CookieSecurePolicy.Always would make antiforgery throw on a request by plain http, and with it the very page that says
    // what is wrong with that request.
    private sealed class RuledCookie : CookieBuilder
    {
        private readonly bool httpsOnly;

        public RuledCookie(bool httpsOnly)
        {
            this.httpsOnly = httpsOnly;
            SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure |= httpsOnly;
            return options;
        }
    }
}
