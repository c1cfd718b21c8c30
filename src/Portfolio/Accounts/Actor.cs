using Portfolio.Common;

namespace Portfolio.Accounts;

/// <summary>Who does something, in which role; every service method takes one.</summary>
/// <param name="Name">Name shown in the history.</param>
/// <param name="Role">Role that decides what is allowed.</param>
/// <param name="CorrelationId">Id of the request or run, written into the history.</param>
public sealed record Actor(string Name, Role Role, string? CorrelationId = null)
{
    /// <summary>The program itself.</summary>
    public static Actor System { get; } = new("system", Role.System);

    /// <summary>Whether the actor has the permission.</summary>
    public bool May(Permission permission) => PermissionMatrix.Allows(Role, permission);

    /// <summary>Stops an actor who lacks the permission.</summary>
    /// <exception cref="PermissionDeniedException">The role does not allow it.</exception>
    public void Demand(Permission permission)
    {
        if (!May(permission))
            throw new PermissionDeniedException(permission.ToString());
    }
}
