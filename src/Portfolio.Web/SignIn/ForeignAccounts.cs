using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>Signs in whom the identity provider has sent, by the address it vouches for.</summary>
internal sealed class ForeignAccounts(
    UserManager<Account> users, PortfolioSignIn signIn, SignInRecords records, SingleSignOnState state, PasswordCheck passwords,
    IHttpContextAccessor requests)
{
    private const int ShortestUserName = 3;
    private const int LongestUserName = 60;

    /// <returns>Succeeded, RequiresTwoFactor, or Failed: there is no active account for the address.</returns>
    public async Task<SignInResult> SignInAsync(ClaimsPrincipal foreign)
    {
        var settings = state.Settings!;
        var address = foreign.FindFirstValue(ClaimTypes.Email);
        if (string.IsNullOrWhiteSpace(address) || !bool.TryParse(foreign.FindFirstValue(SingleSignOnState.VerifiedClaim), out var verified) || !verified)
            return await RefuseAsync(null);
        var role = RoleOf(foreign, settings);
        var account = await FindAsync(address) ?? await MakeAsync(foreign, address, role, settings);
        if (account is not { Active: true, Demo: false })
            return await RefuseAsync(account);
        if (role is { } stated && stated != account.Role && account.Role != Role.Owner)
            await records.TakeRoleAsync(Correlation.Program(requests.HttpContext), account, stated, CancellationToken.None);
        return await signIn.SignInForeignAsync(account, settings.ProvesTwice);
    }

    private async Task<SignInResult> RefuseAsync(Account? account)
    {
        await passwords.NoteAsync(account);
        return SignInResult.Failed;
    }

    // By its address only: a name that happens to look like an address opens nobody's account.
    private async Task<Account?> FindAsync(string address) =>
        await users.FindByNameAsync(address) is { EmailKey: { } key } account && key == AccountNames.Key(address) ? account : null;

    private async Task<Account?> MakeAsync(ClaimsPrincipal foreign, string address, Role? role, SingleSignOnSettings settings)
    {
        if (!settings.MakesAccounts || role is null)
            return null;
        var name = foreign.FindFirstValue(ClaimTypes.Name);
        var wanted = new NewAccount(
            UserName(address), string.IsNullOrWhiteSpace(name) ? address : name, address, role.Value, settings.Province, null);
        try
        {
            return await records.MakeAsync(Correlation.Program(requests.HttpContext), wanted, CancellationToken.None) ? await FindAsync(address) : null;
        }
        catch (ValidationFailedException)
        {
            // What the provider says of the person cannot be an account here: nobody is let in.
            return null;
        }
    }

    /// <summary>The first of the provider's words that means a role here.</summary>
    private static Role? RoleOf(ClaimsPrincipal foreign, SingleSignOnSettings settings) =>
        (foreign.FindFirstValue(SingleSignOn.RoleClaim) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => settings.Roles.TryGetValue(word, out var role) ? role : (Role?)null)
            .FirstOrDefault(role => role is not null);

    /// <summary>A name such as an invitation may have: it begins and ends with a letter or digit and is not too short.</summary>
    private static string UserName(string address)
    {
        var letters = new string([.. address.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '-')]);
        var name = letters[..Math.Min(letters.Length, LongestUserName)].Trim('.', '-', '_');
        return name.Length >= ShortestUserName ? name : $"user-{name}".TrimEnd('-');
    }
}
