using System.Diagnostics;
using Portfolio.Accounts;

namespace Portfolio.Web.Hosting;

/// <summary>
/// Who a request acts as. Until accounts exist everybody has the one role of <c>Access:Role</c>: finance on the embedded
/// database as long as this machine alone can reach the program, leader (read only) otherwise.
/// </summary>
internal sealed class ActorSource
{
    private readonly IHttpContextAccessor requests;

    public ActorSource(IConfiguration configuration, DatabaseHost database, IHttpContextAccessor requests)
    {
        this.requests = requests;
        (Role, Reason) = Decide(configuration["Access:Role"], database.IsEmbedded, AddressCheck.OnlyLoopback(configuration));
    }

    public Role Role { get; }

    /// <summary>Why it is that role, for the console.</summary>
    public string Reason { get; }

    public Actor Current => new("guest", Role, Activity.Current?.TraceId.ToString() ?? requests.HttpContext?.TraceIdentifier);

    internal static (Role Role, string Reason) Decide(string? setting, bool embedded, bool onlyLoopback) => (setting, embedded, onlyLoopback) switch
    {
        ({ } text, _, _) when !string.IsNullOrWhiteSpace(text) => (Read(text), "setting Access:Role"),
        (_, true, true) => (Role.Finance, "only this machine can reach it; setting Access:Role"),
        (_, true, false) => (Role.Leader, "read only, because other machines can reach it; setting Access:Role"),
        _ => (Role.Leader, "read only on a server; setting Access:Role"),
    };

    private static Role Read(string text)
    {
        if (Enum.TryParse<Role>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && role != Role.System && !int.TryParse(text, out _))
            return role;
        throw new StartupException(
            $"Access:Role '{text}' is not a role. Use one of: {string.Join(", ", Enum.GetValues<Role>().Where(r => r != Role.System))}.");
    }
}
