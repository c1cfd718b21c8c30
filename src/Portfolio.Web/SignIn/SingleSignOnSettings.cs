using Portfolio.Accounts;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>The identity provider and what its answers mean.</summary>
/// <param name="Label">What the button says; null = a general word.</param>
/// <param name="ClientId">Name of the program at the provider.</param>
/// <param name="ClientSecret">Its secret.</param>
/// <param name="Authorization">Where people sign in.</param>
/// <param name="Token">Where the code is changed for a token.</param>
/// <param name="UserInfo">Where the token is changed for address and role.</param>
/// <param name="Scopes">What is asked for.</param>
/// <param name="EmailField">Field of the address.</param>
/// <param name="VerifiedField">Field that says whether the provider has verified the address; null = it vouches for every address.</param>
/// <param name="NameField">Field of the name.</param>
/// <param name="RoleField">Field of the role; null = roles are given here only.</param>
/// <param name="Roles">Role by the provider's word for it.</param>
/// <param name="Province">Province of accounts that are made on the way; null = all.</param>
/// <param name="MakesAccounts">Whether somebody who has no account gets one.</param>
/// <param name="ProvesTwice">Whether the provider itself asks for a second factor.</param>
internal sealed record SingleSignOnSettings(
    string? Label, string ClientId, string ClientSecret, Uri Authorization, Uri Token, Uri UserInfo, IReadOnlyList<string> Scopes,
    string EmailField, string? VerifiedField, string NameField, string? RoleField, IReadOnlyDictionary<string, Role> Roles, string? Province,
    bool MakesAccounts, bool ProvesTwice)
{
    private const string None = "none";

    /// <summary>The settings; null where single sign-on is off.</summary>
    /// <exception cref="StartupException">One is missing or cannot be read.</exception>
    public static SingleSignOnSettings? Read(IConfigurationSection section)
    {
        if (string.IsNullOrWhiteSpace(section["ClientId"]))
            return null;
        return new SingleSignOnSettings(
            section["Label"], section["ClientId"]!, Required(section, "ClientSecret"),
            Address(section, "AuthorizationEndpoint"), Address(section, "TokenEndpoint"), Address(section, "UserInfoEndpoint"),
            (section["Scopes"] ?? "openid email profile").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            section["EmailField"] ?? "email", Verified(section["VerifiedField"]), section["NameField"] ?? "name", section["RoleField"],
            section.GetSection("Roles").GetChildren().ToDictionary(word => word.Key, RoleOf, StringComparer.OrdinalIgnoreCase),
            string.IsNullOrWhiteSpace(section["Province"]) ? null : section["Province"], Switch(section, "MakesAccounts"),
            Switch(section, "ProvesTwice"));
    }

    // An address that anybody can write into his profile would open the account of whoever it belongs to.
    private static string? Verified(string? field) => field switch { null or "" => "email_verified", None => null, _ => field };

    private static string Required(IConfigurationSection section, string name) => section[name] is { } text && !string.IsNullOrWhiteSpace(text)
        ? text
        : throw new StartupException($"SingleSignOn:{name} is missing. Set it, or leave SingleSignOn:ClientId out.");

    // A code or a token that travels in the open is anybody's; only tests on this machine do without https.
    private static Uri Address(IConfigurationSection section, string name) =>
        Uri.TryCreate(Required(section, name), UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
            ? address
            : throw new StartupException($"SingleSignOn:{name} '{section[name]}' is no https address.");

    private static Role RoleOf(IConfigurationSection word) =>
        Enum.TryParse<Role>(word.Value, ignoreCase: true, out var role) && role is not (Role.None or Role.Visitor or Role.System or Role.Owner) && Enum.IsDefined(role)
            ? role
            : throw new StartupException(
                $"SingleSignOn:Roles:{word.Key} '{word.Value}' is not a role that can be given so. Use Finance, Construction, Leader, Auditor or Administrator; owners are bound to bodies here.");

    private static bool Switch(IConfigurationSection section, string name) => section[name] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var on) => on,
        var text => throw new StartupException($"SingleSignOn:{name} '{text}' is not a switch. Use true or false."),
    };
}

/// <summary>Whether single sign-on is on, and how.</summary>
internal sealed record SingleSignOnState(SingleSignOnSettings? Settings)
{
    /// <summary>Claim that says whether the provider has verified the address.</summary>
    public const string VerifiedClaim = "portfolio.email-verified";
}
