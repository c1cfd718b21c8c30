using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.SignIn;

/// <summary>
/// Signs in by name and password. Whoever asks learns neither from the answer nor from its time whether there is such an account,
/// whether it is locked, deactivated or without a password: every refusal costs one computation of a hash, and comes after the same time.
/// </summary>
internal sealed class PasswordCheck(
    UserManager<Account> users, PortfolioSignIn signIn, IPasswordHasher<Account> hasher, SignInRecords records, DemoRules demo,
    IHttpContextAccessor requests)
{
    private static readonly Account Nobody = new();
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Account>().HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <returns>Succeeded, RequiresTwoFactor, or Failed for every other reason.</returns>
    public async Task<SignInResult> SignInAsync(string name, string password)
    {
        var started = Stopwatch.GetTimestamp();
        var account = await users.FindByNameAsync(name);
        var result = account is { Active: true, PasswordHash: not null } && (!account.Demo || demo.Serve) && !await users.IsLockedOutAsync(account)
            ? await ProveAsync(account, password)
            : Refuse(password);
        if (result.Succeeded || result.RequiresTwoFactor)
            return result;
        await NoteAsync(account);
        await EvenTime.ReachAsync(started, requests.HttpContext?.RequestAborted ?? CancellationToken.None);
        return SignInResult.Failed;
    }

    /// <summary>Notes a refused attempt; of an unknown name nothing but the address it came from, for it may be a password.</summary>
    public Task NoteAsync(Account? account)
    {
        var program = Correlation.Program(requests.HttpContext);
        var who = account is null ? program : AccountNames.ActorOf(account, program);
        return records.RefusedAsync(program, who, "accounts.sign_in_refused", account?.UserName, null, CancellationToken.None);
    }

    private async Task<SignInResult> ProveAsync(Account account, string password)
    {
        try
        {
            return await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        }
        catch (StaleException)
        {
            // The password was changed while this one was being checked.
            return SignInResult.Failed;
        }
    }

    private SignInResult Refuse(string password)
    {
        hasher.VerifyHashedPassword(Nobody, NobodysHash.Value, password);
        return SignInResult.Failed;
    }
}
