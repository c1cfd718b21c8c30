using Portfolio.Web.Hosting;
using Portfolio.Web.Security;

namespace Portfolio.Web.SignIn;

/// <summary>
/// Accounts of the demonstration have a published password. They serve as long as this machine alone can reach the program, or
/// where <c>Access:DemoAccounts</c> says that others may use them, too.
/// </summary>
internal sealed class DemoRules
{
    /// <summary>The published password.</summary>
    public const string Password = "Trinh-Dien-2026";

    private const string Setting = "Access:DemoAccounts";

    public DemoRules(IConfiguration configuration) => Serve = configuration[Setting] switch
    {
        null or "" => !CookieRules.OthersReachIt(configuration),
        var text when bool.TryParse(text, out var on) => on,
        var text => throw new StartupException($"{Setting} '{text}' is not a switch. Use true or false."),
    };

    /// <summary>Whether one may sign in with them.</summary>
    public bool Serve { get; }
}
