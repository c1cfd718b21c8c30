using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts.Credentials;

namespace Portfolio.Web.SignIn;

internal sealed partial class AccountStore
{
    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        passkeys.KeepAsync(Program, user, Kept(user, passkey), cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await passkeys.ListAsync(Program, user.Id, cancellationToken)).Select(Info)];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(Program, credentialId, cancellationToken) is { } passkey
            ? await accounts.FindAsync(Program, passkey.AccountId, cancellationToken)
            : null;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await passkeys.FindAsync(Program, credentialId, cancellationToken) is { } passkey && passkey.AccountId == user.Id ? Info(passkey) : null;

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        passkeys.RemoveAsync(Program, user, credentialId, cancellationToken);

    private static Passkey Kept(Account user, UserPasskeyInfo passkey) => new()
    {
        CredentialId = passkey.CredentialId,
        AccountId = user.Id,
        Name = passkey.Name ?? "",
        PublicKey = passkey.PublicKey,
        SignCount = passkey.SignCount,
        Transports = passkey.Transports,
        UserVerified = passkey.IsUserVerified,
        BackupEligible = passkey.IsBackupEligible,
        BackedUp = passkey.IsBackedUp,
        AttestationObject = passkey.AttestationObject,
        ClientData = passkey.ClientDataJson,
        CreatedAt = passkey.CreatedAt.UtcDateTime,
    };

    private static UserPasskeyInfo Info(Passkey kept) => new(
        kept.CredentialId, kept.PublicKey, new DateTimeOffset(DateTime.SpecifyKind(kept.CreatedAt, DateTimeKind.Utc)), (uint)kept.SignCount,
        kept.Transports, kept.UserVerified, kept.BackupEligible, kept.BackedUp, kept.AttestationObject, kept.ClientData)
    {
        Name = kept.Name,
    };
}
