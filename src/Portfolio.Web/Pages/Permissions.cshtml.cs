using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages;

/// <summary>Who may do what, in words, for everybody who has signed in.</summary>
internal sealed class PermissionsModel(ActorSource actors) : PageModel
{
    /// <summary>The roles that people have, and that of visitors.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [.. Enum.GetValues<Role>().Where(role => role is not (Role.None or Role.System))];

    /// <summary>What some of them may do; the rest is the program's own.</summary>
    public static IReadOnlyList<Permission> Permissions { get; } =
        [.. Enum.GetValues<Permission>().Where(permission => Roles.Any(role => PermissionMatrix.Allows(role, permission)))];

    /// <summary>Role of who looks at the page.</summary>
    public Role Own { get; private set; }

    public void OnGet()
    {
        actors.Current.Demand(Permission.KeepOwnAccount);
        Own = actors.Current.Role;
    }
}
