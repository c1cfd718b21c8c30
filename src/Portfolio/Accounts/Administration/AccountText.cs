using System.Net.Mail;
using Portfolio.Common;

namespace Portfolio.Accounts.Administration;

/// <summary>Small questions about what is typed into the forms of accounts, and how an account stands in the history.</summary>
internal static class AccountText
{
    public static string? KeyOrNull(string? text) => SafeText.OrNull(text) is { } some ? AccountNames.Key(some) : null;

    /// <summary>Whether it is a plain address that mail can be sent to.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= AccountNames.Longest && SafeText.IsOneLine(text) && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>The account as the history shows it, field by field.</summary>
    public static object Fields(AccountDetails account) => new
    {
        display_name = account.DisplayName,
        email = account.Email,
        role = account.Role.ToString(),
        province = account.ProvinceCode,
        bodies = account.Bodies.Count == 0 ? null : string.Join(", ", account.Bodies.Select(b => b.Code)),
        heads = account.Bodies.Any(b => b.Head) ? string.Join(", ", account.Bodies.Where(b => b.Head).Select(b => b.Code)) : null,
    };
}
