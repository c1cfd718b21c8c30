using Dapper;
using Portfolio.Audit;
using Portfolio.Common;

namespace Portfolio.Accounts.Credentials;

/// <summary>Keeps the passkeys of accounts, for the sign-in. Only the program itself may call it.</summary>
public sealed class PasskeyRecords(PortfolioDatabase database)
{
    private const string Columns = """
        credential_id, account_id, name, public_key, sign_count, transports, user_verified, backup_eligible, backed_up,
            attestation_object, client_data, created_at
        """;

    private const string ListSql = $"""
        -- Accounts.Passkeys
        select {Columns}
        from accounts.passkey
        where account_id = @AccountId
        order by created_at
        """;

    private const string FindSql = $"""
        -- Accounts.FindPasskey
        select {Columns}
        from accounts.passkey
        where credential_id = @Id
        """;

    private const string KeepSql = """
        -- Accounts.KeepPasskey
        insert into accounts.passkey (credential_id, account_id, name, public_key, sign_count, transports, user_verified,
            backup_eligible, backed_up, attestation_object, client_data, created_at)
        values (@CredentialId, @AccountId, @Name, @PublicKey, @SignCount, @Transports, @UserVerified,
            @BackupEligible, @BackedUp, @AttestationObject, @ClientData, @CreatedAt)
        on conflict (credential_id) do update
        set name = excluded.name, sign_count = excluded.sign_count, user_verified = excluded.user_verified, backed_up = excluded.backed_up
        where passkey.account_id = excluded.account_id
        returning (xmax = 0)
        """;

    private const string RemoveSql = """
        -- Accounts.RemovePasskey
        delete from accounts.passkey where account_id = @AccountId and credential_id = @Id
        """;

    /// <summary>The passkeys of an account, oldest first.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="accountId">Account.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<Passkey>> ListAsync(Actor actor, long accountId, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        return [.. await connection.QueryAsync<Passkey>(new CommandDefinition(ListSql, new { AccountId = accountId }, cancellationToken: ct))];
    }

    /// <summary>The passkey of this credential; null when there is none.</summary>
    public async Task<Passkey?> FindAsync(Actor actor, byte[] credentialId, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Passkey?>(
            new CommandDefinition(FindSql, new { Id = credentialId }, cancellationToken: ct));
    }

    /// <summary>Keeps a new passkey, or what changed of a known one.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="account">Its holder.</param>
    /// <param name="passkey">The passkey.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task KeepAsync(Actor actor, Account account, Passkey passkey, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // No row comes back where the credential belongs to somebody else: then nothing is kept.
        var added = await connection.ExecuteScalarAsync<bool?>(new CommandDefinition(KeepSql, passkey, transaction, cancellationToken: ct));
        if (added is null)
            throw new RuleException("accounts.passkey_taken");
        if (added.Value)
            await AuditLog.WriteAsync(
                connection, transaction, AccountNames.ActorOf(account, actor), "accounts.passkey_added", "account",
                [new AuditChange(account.UserName, account.ProvinceCode, null, new { passkey = passkey.Name })], null, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Takes a passkey away.</summary>
    public async Task RemoveAsync(Actor actor, Account account, byte[] credentialId, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var removed = await connection.ExecuteAsync(new CommandDefinition(
            RemoveSql, new { AccountId = account.Id, Id = credentialId }, transaction, cancellationToken: ct));
        if (removed > 0)
            await AuditLog.WriteAsync(
                connection, transaction, AccountNames.ActorOf(account, actor), "accounts.passkey_removed", "account",
                [new AuditChange(account.UserName, account.ProvinceCode)], null, ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>A passkey (WebAuthn).</summary>
public sealed class Passkey
{
    /// <summary>Id the authenticator gave.</summary>
    public byte[] CredentialId { get; set; } = [];

    /// <summary>Account.</summary>
    public long AccountId { get; set; }

    /// <summary>Name its holder gave it.</summary>
    public string Name { get; set; } = "";

    /// <summary>Public key, COSE.</summary>
    public byte[] PublicKey { get; set; } = [];

    /// <summary>Counter of the authenticator.</summary>
    public long SignCount { get; set; }

    /// <summary>How the authenticator is reached; null = not told.</summary>
    public string[]? Transports { get; set; }

    /// <summary>Whether the authenticator verified its holder when it was made.</summary>
    public bool UserVerified { get; set; }

    /// <summary>Whether it may be copied to another device.</summary>
    public bool BackupEligible { get; set; }

    /// <summary>Whether it is.</summary>
    public bool BackedUp { get; set; }

    /// <summary>What the authenticator said when it was made.</summary>
    public byte[] AttestationObject { get; set; } = [];

    /// <summary>What the browser said when it was made.</summary>
    public byte[] ClientData { get; set; } = [];

    /// <summary>When it was made, UTC.</summary>
    public DateTime CreatedAt { get; set; }
}
