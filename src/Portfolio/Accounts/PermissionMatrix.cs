using System.Collections.Frozen;

namespace Portfolio.Accounts;

/// <summary>Who may do what: the only place that says so.</summary>
public static class PermissionMatrix
{
    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Allowed = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.None] = FrozenSet<Permission>.Empty,
        [Role.Finance] = [Permission.ViewPortfolio, Permission.ViewHistory, Permission.EditNeeds],
        [Role.Owner] = [Permission.ViewPortfolio, Permission.ViewHistory],
        [Role.Construction] = [Permission.ViewPortfolio, Permission.ViewHistory],
        [Role.Leader] = [Permission.ViewPortfolio, Permission.ViewHistory],
        [Role.Auditor] = [Permission.ViewPortfolio, Permission.ViewHistory],
        [Role.Administrator] = [Permission.ViewPortfolio, Permission.ViewHistory],
        [Role.System] = [Permission.ViewPortfolio, Permission.ViewHistory, Permission.EditNeeds],
    }.ToFrozenDictionary();

    /// <summary>Whether the role has the permission.</summary>
    public static bool Allows(Role role, Permission permission) => Allowed[role].Contains(permission);
}
