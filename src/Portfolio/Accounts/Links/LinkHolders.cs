using Dapper;
using Portfolio.Common;

namespace Portfolio.Accounts.Links;

/// <summary>
/// Whom a link in a mail acts for. As at sign-in, the database says at every request what the account may and reaches now: a link holds none of that.
/// </summary>
public sealed class LinkHolders(PortfolioDatabase database)
{
    private const string FindSql = """
        -- Accounts.LinkHolder
        select id as account_id, user_name, display_name, role, province_code, demo, email as address
        from accounts.account
        where id = @Id and active
        """;

    /// <summary>The account; null when there is none, or it is deactivated.</summary>
    /// <param name="actor">The program; needs <see cref="Permission.KeepCredentials"/>.</param>
    /// <param name="accountId">Account.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<LinkHolder?> FindAsync(Actor actor, long accountId, CancellationToken ct)
    {
        actor.Demand(Permission.KeepCredentials);
        await using var connection = await database.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(FindSql, new { Id = accountId }, cancellationToken: ct));
        return row is null ? null : new LinkHolder(
            row.AccountId, row.UserName, row.DisplayName, row.Role,
            new Reach(row.ProvinceCode, await AccountBodies.OfAsync(connection, row.AccountId, row.Role, ct)), row.Demo, row.Address);
    }

    private sealed record Row(long AccountId, string UserName, string DisplayName, Role Role, string? ProvinceCode, bool Demo, string? Address);
}

/// <summary>Whom a link acts for.</summary>
/// <param name="AccountId">Account.</param>
/// <param name="UserName">Name to sign in with.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Role">Role.</param>
/// <param name="Reach">On what.</param>
/// <param name="Demo">Whether the account belongs to the demonstration.</param>
/// <param name="Address">Address that mails go to now; null = none.</param>
public sealed record LinkHolder(long AccountId, string UserName, string DisplayName, Role Role, Reach Reach, bool Demo, string? Address)
{
    /// <summary>What the history says of acts by a link.</summary>
    public const string Via = "mail_link";

    /// <summary>The account as somebody who acts by the link.</summary>
    /// <param name="program">The program at work on the request, with its id and address.</param>
    public Actor Actor(Actor program) => program with { Name = DisplayName, Role = Role, AccountId = AccountId, Reach = Reach, Via = Via };
}
