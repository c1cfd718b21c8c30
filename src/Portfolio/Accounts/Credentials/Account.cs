namespace Portfolio.Accounts.Credentials;

/// <summary>An account with what it is proved by, as ASP.NET Core Identity works on it while somebody signs in.</summary>
public sealed class Account
{
    /// <summary>Surrogate key; 0 until it is stored.</summary>
    public long Id { get; set; }

    /// <summary>Name to sign in with.</summary>
    public string UserName { get; set; } = "";

    /// <summary>The same in the form in which it is compared.</summary>
    public string UserKey { get; set; } = "";

    /// <summary>Name shown to others.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Address for mail; null = none.</summary>
    public string? Email { get; set; }

    /// <summary>The same in the form in which it is compared.</summary>
    public string? EmailKey { get; set; }

    /// <summary>What it may do.</summary>
    public Role Role { get; set; }

    /// <summary>The one province it may do that in; null = in all.</summary>
    public string? ProvinceCode { get; set; }

    /// <summary>Whether it belongs to the demonstration.</summary>
    public bool Demo { get; set; }

    /// <summary>Whether it may be used.</summary>
    public bool Active { get; set; }

    /// <summary>Hash of the password; null until one is chosen.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Whether another password must be chosen first.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Changes whenever a credential does.</summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>Changes with every change.</summary>
    public string ConcurrencyStamp { get; set; } = "";

    /// <summary>Whether a code of the authenticator is asked for.</summary>
    public bool TwoFactorOn { get; set; }

    /// <summary>Key shared with the authenticator, protected; null = none.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>Failed attempts in a row.</summary>
    public int FailedCount { get; set; }

    /// <summary>Until when no attempt is accepted, UTC.</summary>
    public DateTime? LockedUntil { get; set; }
}
