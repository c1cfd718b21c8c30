using System.Security.Cryptography;
using System.Text.Json;

namespace Portfolio.Accounts.Administration;

/// <summary>An account in a list.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Email">Address for mail.</param>
/// <param name="Role">Role.</param>
/// <param name="ProvinceCode">Code of the one province; null = all.</param>
/// <param name="Demo">Whether it belongs to the demonstration.</param>
/// <param name="Active">Whether it may be used.</param>
/// <param name="SignedInAt">When it signed in last, UTC.</param>
/// <param name="HasCredentials">Whether it has a password or a passkey.</param>
/// <param name="TwoFactorOn">Whether a second factor is asked for.</param>
/// <param name="Locked">Whether no attempt to sign in is accepted at the moment.</param>
/// <param name="WaitsFor"><c>invitation</c> or <c>reset</c>: the link its holder waits for; null = none.</param>
/// <param name="WaitsSince">Since when, UTC.</param>
/// <param name="IsHead">Whether it is the account of the head of the body by which the list is filtered.</param>
public sealed record AccountRow(
    string UserName, string DisplayName, string? Email, Role Role, string? ProvinceCode, bool Demo, bool Active, DateTime? SignedInAt,
    bool HasCredentials, bool TwoFactorOn, bool Locked, string? WaitsFor, DateTime? WaitsSince, bool IsHead);

/// <summary>One account with what it is bound to; no secret of it.</summary>
public sealed record AccountDetails
{
    /// <summary>Surrogate key.</summary>
    public long Id { get; init; }

    /// <summary>Name to sign in with.</summary>
    public string UserName { get; init; } = "";

    /// <summary>Name shown to others.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Address for mail; null = none.</summary>
    public string? Email { get; init; }

    /// <summary>Role.</summary>
    public Role Role { get; init; }

    /// <summary>Code of the one province; null = all.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>Whether it belongs to the demonstration.</summary>
    public bool Demo { get; init; }

    /// <summary>Whether it may be used.</summary>
    public bool Active { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; init; }

    /// <summary>When it signed in last, UTC; null = never.</summary>
    public DateTime? SignedInAt { get; init; }

    /// <summary>Whether a password was chosen.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether a second factor is asked for.</summary>
    public bool TwoFactorOn { get; init; }

    /// <summary>Until when no attempt is accepted, UTC; null = it is not locked.</summary>
    public DateTime? LockedUntil { get; init; }

    /// <summary>Whether another password must be chosen first.</summary>
    public bool MustChangePassword { get; init; }

    /// <summary>Number of passkeys.</summary>
    public int Passkeys { get; init; }

    /// <summary>Number of open sessions.</summary>
    public int Sessions { get; init; }

    /// <summary>Number of tokens in force.</summary>
    public int Tokens { get; init; }

    /// <summary>Since when its holder waits for a link, UTC; null = nobody waits.</summary>
    public DateTime? WaitsSince { get; init; }

    /// <summary>The bodies an owner is bound to.</summary>
    public IReadOnlyList<BoundBody> Bodies { get; init; } = [];

    /// <summary>Version of what can be changed, for conditional changes: a sign-in meanwhile does not count.</summary>
    public string Version => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(AccountText.Fields(this))).AsSpan(0, 8));
}
