using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Directories.Administration;
using Portfolio.Reporting.Places;

namespace Portfolio.Web.Pages.Admin.Accounts;

/// <summary>An account as it is typed.</summary>
internal sealed class AccountForm
{
    public string? UserName { get; set; }

    public string? DisplayName { get; set; }

    public string? Email { get; set; }

    /// <summary>Name of a role.</summary>
    public string? Role { get; set; }

    /// <summary>Code of a province, or <see cref="AccountFilter.AllProvinces"/>; blank = not chosen yet.</summary>
    public string? Province { get; set; }

    /// <summary>Codes of the bodies of an owner.</summary>
    public List<string> Bodies { get; set; } = [];

    /// <summary>Codes of the bodies whose head it is ticked as; of a body that is not chosen the tick means nothing.</summary>
    public List<string> Heads { get; set; } = [];

    /// <summary>The roles that people have.</summary>
    public static IReadOnlyList<Role> Roles { get; } =
        [Portfolio.Accounts.Role.Owner, Portfolio.Accounts.Role.Finance, Portfolio.Accounts.Role.Construction, Portfolio.Accounts.Role.Leader, Portfolio.Accounts.Role.Auditor, Portfolio.Accounts.Role.Administrator];

    /// <summary>The account as it is.</summary>
    public static AccountForm Of(AccountDetails account) => new()
    {
        UserName = account.UserName,
        DisplayName = account.DisplayName,
        Email = account.Email,
        Role = account.Role.ToString(),
        Province = account.ProvinceCode ?? AccountFilter.AllProvinces,
        Bodies = [.. account.Bodies.Select(body => body.Code)],
        Heads = [.. account.Bodies.Where(body => body.Head).Select(body => body.Code)],
    };

    /// <summary>Role and reach as typed. A role that is none is refused by the service.</summary>
    public Binding ToBinding() => new(
        Roles.FirstOrDefault(role => role.ToString() == Role), ProvinceCode, Bodies)
    { Heads = [.. Heads.Intersect(Bodies, StringComparer.Ordinal)] };

    /// <summary>Code of the chosen province; null = all.</summary>
    public string? ProvinceCode => string.IsNullOrWhiteSpace(Province) || Province == AccountFilter.AllProvinces ? null : Province;
}

/// <summary>What the fields of an account need to be shown.</summary>
/// <param name="Form">As typed.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Provinces">Provinces to choose from; empty for who is bound to one.</param>
/// <param name="Bodies">Bodies to choose from.</param>
/// <param name="Own">Whether it is the administrator's own account, whose role and reach somebody else decides.</param>
internal sealed record AccountFields(
    AccountForm Form, FormFaults Faults, IReadOnlyList<ProvinceRow> Provinces, IReadOnlyList<BodyChoice> Bodies, bool Own)
{
    /// <summary>The bodies that are chosen, first, and then the others by their kind.</summary>
    public IEnumerable<IGrouping<string, BodyChoice>> Groups => Bodies
        .GroupBy(body => Form.Bodies.Contains(body.Code) ? "" : body.Kind, StringComparer.Ordinal)
        .OrderByDescending(group => group.Key.Length == 0);
}
