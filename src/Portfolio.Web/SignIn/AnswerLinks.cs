using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Portfolio.Accounts;
using Portfolio.Accounts.Links;
using Portfolio.Common;

namespace Portfolio.Web.SignIn;

/// <summary>
/// Links in mails by which one warning is answered without signing in. A link names the warning, the account and its last day, and
/// bears a mark of role and address: who was given another role, or has another address by now, is not reached by the old mail.
/// It does not hang on the security stamp: whoever chooses another password does not put his mailbox into doubt, and would lose the links
/// of every open mail; a stranger who knew the old password has no mail of his.
/// What the account may and reaches is asked of the database each time.
/// </summary>
internal sealed class AnswerLinks(IDataProtectionProvider protection, LinkHolders holders, BusinessCalendar calendar, DemoRules demo)
{
    public const string Page = "/answer";

    /// <summary>
    /// Days for which a link serves, from the day the mail speaks of: a warning is told anew every 14 days at the latest, so that the link
    /// of the last mail is good whenever somebody opens it, and an old mail that strays is not.
    /// </summary>
    public const int Days = 30;

    private const int Longest = 500;

    private readonly IDataProtector protector = protection.CreateProtector("portfolio.answer-link.v1");

    /// <summary>A link, as path and query.</summary>
    /// <param name="warning">The one warning it serves.</param>
    /// <param name="account">For whom it acts.</param>
    /// <param name="role">His role.</param>
    /// <param name="address">His address.</param>
    /// <param name="day">Day the mail speaks of: the same whenever it is sent again.</param>
    public string Make(long warning, long account, Role role, string address, DateOnly day)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $"{warning} {account} {day.AddDays(Days):yyyy-MM-dd} {Mark(role, address)}");
        // In the query, which access logs can leave out, and not in the path.
        return $"{Page}?t={Base64Url.EncodeToString(protector.Protect(Encoding.UTF8.GetBytes(content)))}";
    }

    /// <summary>What a link says, and for whom it acts if it still serves.</summary>
    /// <param name="program">The program at work on the request.</param>
    /// <param name="token">Token of the link.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<AnswerLink> ReadAsync(Actor program, string? token, CancellationToken ct)
    {
        if (Open(token) is not [var warning, var account, var until, var mark])
            return AnswerLink.None;
        var link = new AnswerLink(long.Parse(warning, CultureInfo.InvariantCulture), null);
        if (DateOnly.ParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture) < calendar.Today)
            return link;
        var holder = await holders.FindAsync(program, long.Parse(account, CultureInfo.InvariantCulture), ct);
        return holder is { Address: { } address } && Mark(holder.Role, address) == mark && (demo.Serve || !holder.Demo) ? link with { Holder = holder } : link;
    }

    /// <summary>The parts of a token that the program made for this; null for any other.</summary>
    private string[]? Open(string? token)
    {
        if (token is not { Length: > 0 and <= Longest } || !Base64Url.IsValid(token))
            return null;
        try
        {
            return Encoding.UTF8.GetString(protector.Unprotect(Base64Url.DecodeFromChars(token))).Split(' ');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Mark(Role role, string address) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{role} {AccountNames.Key(address)}")))[..16];
}

/// <summary>A link by which a warning is answered.</summary>
/// <param name="Warning">The warning; null = the program made no such link.</param>
/// <param name="Holder">For whom it acts; null = it serves no more.</param>
internal sealed record AnswerLink(long? Warning, LinkHolder? Holder)
{
    /// <summary>No link of the program.</summary>
    public static AnswerLink None { get; } = new(null, null);
}
