using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Portfolio.Accounts.Credentials;

namespace Portfolio.Web.SignIn;

/// <summary>
/// The secrets of one-time links. They hang on the security stamp of the account: once a password is chosen, or another link is
/// made, the earlier ones no longer serve.
/// </summary>
internal sealed class LinkTokens(
    IDataProtectionProvider protection, IOptions<LinkTokenOptions> options, ILogger<DataProtectorTokenProvider<Account>> logger)
    : DataProtectorTokenProvider<Account>(protection, options, logger)
{
    public new const string Name = "Link";
}

internal sealed class LinkTokenOptions : DataProtectionTokenProviderOptions
{
    public LinkTokenOptions()
    {
        Name = LinkTokens.Name;
        // An invitation has to last over a weekend.
        TokenLifespan = TimeSpan.FromDays(3);
    }
}
