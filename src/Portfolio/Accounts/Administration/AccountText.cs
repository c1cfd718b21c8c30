using System.Net.Mail;

namespace Portfolio.Accounts.Administration;

/// <summary>Small questions about what is typed into the forms of accounts, and how an account stands in the history.</summary>
internal static class AccountText
{
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    public static string? KeyOrNull(string? text) => OrNull(text) is { } some ? AccountNames.Key(some) : null;

    /// <summary>Whether it is a plain address that mail can be sent to.</summary>
    public static bool IsAddress(string text) =>
        text.Length <= AccountNames.Longest && IsOneLine(text) && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>Neither line breaks nor characters that turn the direction of writing or hide.</summary>
    public static bool IsOneLine(string? text) => text is null || !text.Any(letter =>
        char.IsControl(letter) || letter is '\u061c' or '\ufeff' or (>= '\u200b' and <= '\u200f') or (>= '\u2028' and <= '\u202e') or (>= '\u2060' and <= '\u206f'));

    /// <summary>The account as the history shows it, field by field.</summary>
    public static object Fields(AccountDetails account) => new
    {
        display_name = account.DisplayName,
        email = account.Email,
        role = account.Role.ToString(),
        province = account.ProvinceCode,
        bodies = account.Bodies.Count == 0 ? null : string.Join(", ", account.Bodies.Select(b => b.Code)),
    };
}
