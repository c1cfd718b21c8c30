using Portfolio.Accounts;
using Portfolio.Accounts.Administration;

namespace Portfolio.Web.Api;

/// <summary>An account in a list.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Email">Address for mail.</param>
/// <param name="Role">Finance, Owner, Construction, Leader, Auditor, Administrator.</param>
/// <param name="Province">Code of the one province it works in; null = all.</param>
/// <param name="Demo">Whether it belongs to the demonstration.</param>
/// <param name="Active">Whether it may be used.</param>
/// <param name="WaitsForLink">Whether its holder waits for a link to choose a password.</param>
/// <param name="SignedInAt">When it signed in last.</param>
internal sealed record AccountDto(
    string UserName, string DisplayName, string? Email, string Role, string? Province, bool Demo, bool Active, bool WaitsForLink,
    DateTimeOffset? SignedInAt)
{
    public static AccountDto Of(AccountRow row) => new(
        row.UserName, row.DisplayName, row.Email, row.Role.ToString(), row.ProvinceCode, row.Demo, row.Active, row.WaitsSince is not null,
        Moments.Utc(row.SignedInAt));
}

/// <summary>One account; never a secret of it.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Email">Address for mail.</param>
/// <param name="Role">Finance, Owner, Construction, Leader, Auditor, Administrator.</param>
/// <param name="Province">Code of the one province it works in; null = all.</param>
/// <param name="Bodies">The bodies an owner answers for.</param>
/// <param name="Heads">Codes of those of them whose head it is the account of.</param>
/// <param name="Demo">Whether it belongs to the demonstration.</param>
/// <param name="Active">Whether it may be used.</param>
/// <param name="WaitsForLink">Whether its holder waits for a link to choose a password.</param>
/// <param name="TwoFactor">Whether a second factor is asked for.</param>
/// <param name="Sessions">Number of open sessions.</param>
/// <param name="Tokens">Number of API tokens in force.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="SignedInAt">When it signed in last.</param>
internal sealed record AccountDetailDto(
    string UserName, string DisplayName, string? Email, string Role, string? Province, IReadOnlyList<ReferenceDto> Bodies, IReadOnlyList<string> Heads, bool Demo, bool Active,
    bool WaitsForLink, bool TwoFactor, int Sessions, int Tokens, DateTimeOffset CreatedAt, DateTimeOffset? SignedInAt)
{
    public static AccountDetailDto Of(AccountDetails account) => new(
        account.UserName, account.DisplayName, account.Email, account.Role.ToString(), account.ProvinceCode,
        [.. account.Bodies.Select(body => new ReferenceDto(body.Code, body.Name))], [.. account.Bodies.Where(body => body.Head).Select(body => body.Code)], account.Demo, account.Active, account.WaitsSince is not null,
        account.TwoFactorOn, account.Sessions, account.Tokens, Moments.Utc(account.CreatedAt), Moments.Utc(account.SignedInAt));
}

/// <summary>An account as it shall be.</summary>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Role">Finance, Owner, Construction, Leader, Auditor, Administrator.</param>
/// <param name="Email">Address for mail; left out = none.</param>
/// <param name="Province">Code of the one province it works in; left out = all.</param>
/// <param name="Bodies">Codes of the bodies an owner answers for.</param>
/// <param name="Reason">Why, for the history.</param>
internal sealed record AccountInputDto(
    string DisplayName, string Role, string? Email = null, string? Province = null, IReadOnlyList<string>? Bodies = null, string? Reason = null)
{
    /// <summary>Codes of those of the bodies whose head it is the account of; left out = none.</summary>
    public IReadOnlyList<string>? Heads { get; init; }

    /// <summary>Role and reach. A role that is none is refused by the service.</summary>
    public Binding ToBinding() => new(Enum.GetValues<Role>().FirstOrDefault(role => role.ToString() == Role), Province, Bodies ?? []) { Heads = Heads ?? [] };
}

/// <summary>An account to be made.</summary>
/// <param name="UserName">Name to sign in with; it never changes.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Role">Finance, Owner, Construction, Leader, Auditor, Administrator.</param>
/// <param name="Email">Address for mail; left out = none.</param>
/// <param name="Province">Code of the one province it works in; left out = all.</param>
/// <param name="Bodies">Codes of the bodies an owner answers for.</param>
internal sealed record NewAccountDto(
    string UserName, string DisplayName, string Role, string? Email = null, string? Province = null, IReadOnlyList<string>? Bodies = null)
{
    /// <summary>Codes of those of the bodies whose head it is the account of; left out = none.</summary>
    public IReadOnlyList<string>? Heads { get; init; }
}

/// <summary>Instants of the database, which are UTC, as the API writes them.</summary>
internal static class Moments
{
    public static DateTimeOffset Utc(DateTime at) => new(DateTime.SpecifyKind(at, DateTimeKind.Utc));

    public static DateTimeOffset? Utc(DateTime? at) => at is { } known ? Utc(known) : null;
}
