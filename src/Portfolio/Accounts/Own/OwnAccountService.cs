using Dapper;
using Portfolio.Common;

namespace Portfolio.Accounts.Own;

/// <summary>What somebody who has signed in sees of the own account.</summary>
public sealed class OwnAccountService(PortfolioDatabase database)
{
    private const string ProfileSql = """
        -- Accounts.OwnProfile
        select a.user_name, a.display_name, a.email, a.role, a.province_code, a.demo, a.password_hash is not null as has_password,
            a.two_factor_on, (select count(*) from accounts.recovery_code c where c.account_id = a.id)::int as recovery_codes
        from accounts.account a
        where a.id = @AccountId
        """;

    /// <summary>The own account.</summary>
    /// <param name="actor">Who asks; needs <see cref="Permission.KeepOwnAccount"/>.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<OwnProfile> GetAsync(Actor actor, CancellationToken ct)
    {
        actor.Demand(Permission.KeepOwnAccount);
        await using var connection = await database.OpenAsync(ct);
        var profile = await connection.QuerySingleAsync<OwnProfile>(new CommandDefinition(ProfileSql, new { actor.AccountId }, cancellationToken: ct));
        if (profile.Role != Role.Owner)
            return profile;
        return profile with { Bodies = await AccountBodies.BoundAsync(connection, null, actor.AccountId!.Value, ct) };
    }
}

/// <summary>The account of who asks.</summary>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Email">Address for mail; null = none.</param>
/// <param name="Role">Role.</param>
/// <param name="ProvinceCode">The one province it may be used in; null = all.</param>
/// <param name="Demo">Whether it belongs to the demonstration, whose credentials are fixed.</param>
/// <param name="HasPassword">Whether one can sign in by a password.</param>
/// <param name="TwoFactorOn">Whether a code of the authenticator is asked for.</param>
/// <param name="RecoveryCodes">Number of recovery codes left.</param>
public sealed record OwnProfile(
    string UserName, string DisplayName, string? Email, Role Role, string? ProvinceCode, bool Demo, bool HasPassword, bool TwoFactorOn, int RecoveryCodes)
{
    /// <summary>Bodies an owner is bound to; it reaches what stands under them, too.</summary>
    public IReadOnlyList<BoundBody> Bodies { get; init; } = [];
}
