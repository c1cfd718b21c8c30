using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>
/// What ASP.NET Core Identity keeps, kept by the service layer. Accounts are made and bound by <c>AccountAdministration</c>, never
/// here. The count of failures and the lock go to the database at once, so that attempts at the same moment are all counted.
/// </summary>
internal sealed partial class AccountStore(
    AccountRecords accounts, PasskeyRecords passkeys, IDataProtectionProvider protection, IHttpContextAccessor requests)
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>, IUserTwoFactorStore<Account>,
        IUserAuthenticatorKeyStore<Account>, IUserTwoFactorRecoveryCodeStore<Account>, IUserPasskeyStore<Account>
{
    private readonly IDataProtector keys = protection.CreateProtector("portfolio.authenticator");

    private Actor Program => Correlation.Program(requests.HttpContext);

    public void Dispose()
    {
        // Holds nothing.
    }

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(AccountKey.Of(user.Id));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserKey);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw MadeElsewhere();

    // Identity sets it before every update; it never differs from what is kept.
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw MadeElsewhere();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw MadeElsewhere();

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        try
        {
            await accounts.UpdateAsync(Program, user, cancellationToken);
            return IdentityResult.Success;
        }
        catch (StaleException)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        AccountKey.Read(userId) is { } id ? accounts.FindAsync(Program, id, cancellationToken) : Task.FromResult<Account?>(null);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        accounts.FindByNameAsync(Program, normalizedUserName, cancellationToken);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(
        user.LockedUntil is { } until ? new DateTimeOffset(DateTime.SpecifyKind(until, DateTimeKind.Utc)) : (DateTimeOffset?)null);

    public async Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        await accounts.LockOutAsync(Program, user, lockoutEnd, cancellationToken);
        user.LockedUntil = lockoutEnd?.UtcDateTime;
    }

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        user.FailedCount = await accounts.CountFailureAsync(Program, user.Id, cancellationToken);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.FailedCount = 0;
        return accounts.ForgetFailuresAsync(Program, user.Id, cancellationToken);
    }

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.FailedCount);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactorOn = enabled;
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactorOn);

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorKey = keys.Protect(key);
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is { } kept ? keys.Unprotect(kept) : null);

    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        accounts.KeepRecoveryCodesAsync(Program, user, [.. recoveryCodes.Select(Hash)], cancellationToken);

    public Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken) =>
        accounts.RedeemRecoveryCodeAsync(Program, user.Id, Hash(code), cancellationToken);

    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) =>
        accounts.CountRecoveryCodesAsync(Program, user.Id, cancellationToken);

    // Neither case nor the hyphen between the groups matters to who copies it from paper.
    private static byte[] Hash(string code) =>
        SHA256.HashData(Encoding.UTF8.GetBytes([.. code.Where(char.IsAsciiLetterOrDigit).Select(char.ToUpperInvariant)]));

    private static NotSupportedException MadeElsewhere() => new("Accounts are made and named by their administration.");
}
