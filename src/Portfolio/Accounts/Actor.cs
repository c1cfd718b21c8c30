using Portfolio.Common;

namespace Portfolio.Accounts;

/// <summary>Who does something, in which role, and how far it reaches; every service method takes one.</summary>
/// <param name="Name">Name shown in the history.</param>
/// <param name="Role">Role that decides what is allowed.</param>
/// <param name="CorrelationId">Id of the request or run, written into the history.</param>
public sealed record Actor(string Name, Role Role, string? CorrelationId = null)
{
    /// <summary>The program itself.</summary>
    public static Actor System { get; } = new("system", Role.System);

    /// <summary>The account that acts; null = nobody has signed in, or the program itself.</summary>
    public long? AccountId { get; init; }

    /// <summary>The write of the caller that must happen once, however often it is sent; null = it bears no key.</summary>
    public OnceKey? Once { get; init; }

    /// <summary>How the actor was proved, where that is less than signing in; the history keeps it. Null = signed in, or the program itself.</summary>
    public string? Via { get; init; }

    /// <summary>Network address the request came from; null = the program itself.</summary>
    public string? ClientAddress { get; init; }

    /// <summary>What the role may be used on.</summary>
    public Reach Reach { get; init; } = Reach.Everywhere;

    /// <summary>Whether the actor has the permission, on something at least.</summary>
    public bool May(Permission permission) => PermissionMatrix.Allows(Role, permission);

    /// <summary>Whether the actor has the permission on this.</summary>
    public bool May(Permission permission, Place place) => May(permission) && Reach.Covers(place);

    /// <summary>Stops an actor who lacks the permission.</summary>
    /// <exception cref="PermissionDeniedException">The role does not allow it.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission))
            throw new PermissionDeniedException(permission.ToString());
    }

    /// <summary>Stops an actor who lacks the permission on this.</summary>
    /// <exception cref="PermissionDeniedException">The role does not allow it.</exception>
    /// <exception cref="OutOfReachException">The role allows it, but not there.</exception>
    public void Demand(Permission permission, Place place)
    {
        Demand(permission);
        if (!Reach.Covers(place))
            throw new OutOfReachException(permission.ToString());
    }
}
