using System.Diagnostics;
using Portfolio.Accounts;

namespace Portfolio.Web.Hosting;

/// <summary>
/// Who a request acts as. Until accounts exist everybody has the one role of <c>Access:Role</c>: finance on the embedded
/// database, which listens on this machine only; leader (read only) on a server.
/// </summary>
internal sealed class ActorSource(IConfiguration configuration, DatabaseHost database, IHttpContextAccessor requests)
{
    public Role Role { get; } = Read(configuration["Access:Role"], database.IsEmbedded ? Role.Finance : Role.Leader);

    public Actor Current => new("guest", Role, Activity.Current?.TraceId.ToString() ?? requests.HttpContext?.TraceIdentifier);

    private static Role Read(string? text, Role fallback)
    {
        if (string.IsNullOrWhiteSpace(text))
            return fallback;
        if (Enum.TryParse<Role>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) && role != Role.System && !int.TryParse(text, out _))
            return role;
        throw new StartupException(
            $"Access:Role '{text}' is not a role. Use one of: {string.Join(", ", Enum.GetValues<Role>().Where(r => r != Role.System))}.");
    }
}
