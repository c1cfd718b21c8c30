namespace Portfolio.Accounts;

/// <summary>Somebody whose session or token was found good.</summary>
/// <param name="AccountId">Account.</param>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Role">Role.</param>
/// <param name="Reach">On what.</param>
/// <param name="Demo">Whether the account belongs to the demonstration.</param>
/// <param name="MustChangePassword">Whether another password must be chosen first.</param>
/// <param name="StronglyProved">Whether more than a password stands behind it.</param>
/// <param name="Scopes">What a token opens; null for a session, which opens all.</param>
public sealed record Identity(
    long AccountId, string UserName, string DisplayName, Role Role, Reach Reach, bool Demo, bool MustChangePassword, bool StronglyProved,
    IReadOnlyList<string>? Scopes)
{
    /// <summary>The account as somebody who acts.</summary>
    /// <param name="correlationId">Id of the request.</param>
    /// <param name="clientAddress">Where it came from.</param>
    public Actor Actor(string? correlationId, string? clientAddress) =>
        new(DisplayName, Role, correlationId) { AccountId = AccountId, Reach = Reach, ClientAddress = clientAddress };
}
