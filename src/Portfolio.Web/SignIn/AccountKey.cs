using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts;

namespace Portfolio.Web.SignIn;

/// <summary>Ids of accounts as Identity writes them.</summary>
internal static class AccountKey
{
    public static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static long? Read(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>Compares names as the service layer does.</summary>
internal sealed class AccountNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : AccountNames.Key(name);

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
