using Portfolio.Accounts.Administration;

namespace Portfolio.Web.Pages.Admin.Accounts;

/// <summary>How it stands with an account, in one word.</summary>
/// <param name="Code">Its word is the text <c>account_status.…</c>.</param>
/// <param name="Badge">Class of its badge.</param>
internal sealed record AccountStatus(string Code, string Badge)
{
    public static AccountStatus Of(AccountRow row) =>
        Of(row.Active, row.WaitsSince is not null, row.Demo || row.HasCredentials || row.SignedInAt is not null, row.Locked);

    public static AccountStatus Of(AccountDetails account) => Of(
        account.Active, account.WaitsSince is not null, account.Demo || account.HasPassword || account.Passkeys > 0 || account.SignedInAt is not null,
        account.LockedUntil > DateTime.UtcNow);

    private static AccountStatus Of(bool active, bool waits, bool known, bool locked) => (active, waits, known, locked) switch
    {
        (false, _, _, _) => new("inactive", "badge-off"),
        (_, true, false, _) => new("invitation", "badge-wait"),
        (_, true, true, _) => new("reset", "badge-wait"),
        (_, _, false, _) => new("no_password", "badge-wait"),
        (_, _, _, true) => new("locked", "badge-late"),
        _ => new("active", "badge-met"),
    };
}
