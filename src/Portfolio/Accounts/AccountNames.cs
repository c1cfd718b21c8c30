using System.Text;
using Portfolio.Accounts.Credentials;

namespace Portfolio.Accounts;

/// <summary>Names of accounts: how they are compared, and how an account appears as somebody who acts.</summary>
public static class AccountNames
{
    /// <summary>Longest name to sign in with, and longest address, in characters.</summary>
    public const int Longest = 254;

    /// <summary>
    /// The form in which names and addresses are compared: NFKC and capital letters, so that what looks alike is alike.
    /// </summary>
    public static string Key(string? name) => name is not null && IsText(name) ? name.Trim().Normalize(NormalizationForm.FormKC).ToUpperInvariant() : "";

    /// <summary>The account as somebody who acts on itself, in a request that the program is at work on.</summary>
    public static Actor ActorOf(Account account, Actor program) =>
        program with { Name = account.DisplayName, Role = account.Role, AccountId = account.Id, Reach = new Reach(account.ProvinceCode, null) };

    // Half a surrogate pair cannot be normalised, and no text of PostgreSQL holds a NUL: nobody is called so.
    private static bool IsText(string name) => !name.Contains('\0', StringComparison.Ordinal) && !name.EnumerateRunes().Contains(Rune.ReplacementChar);
}
