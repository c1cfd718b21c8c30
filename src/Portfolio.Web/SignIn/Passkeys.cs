using Microsoft.AspNetCore.Identity;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;

namespace Portfolio.Web.SignIn;

/// <summary>
/// Passkeys (WebAuthn) by ASP.NET Core Identity. The device verifies its holder each time, so a passkey counts as both factors.
/// What the browser is asked stands in the cookie of the second step until it answers.
/// </summary>
internal sealed class Passkeys(UserManager<Account> users, PortfolioSignIn signIn, PasswordCheck attempts, IHttpContextAccessor requests)
{
    /// <summary>Longest name of a passkey, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>Most passkeys of one account.</summary>
    public const int Most = 20;

    private HttpContext Context => requests.HttpContext!;

    /// <summary>The passkeys of who has signed in.</summary>
    public async Task<IList<UserPasskeyInfo>> ListAsync() => await users.GetPasskeysAsync(await OwnAccount.FindAsync(users, Context));

    /// <summary>What the browser is to make, as JSON.</summary>
    public async Task<string> CreationOptionsAsync()
    {
        var account = await ChangeableAsync();
        return await signIn.MakePasskeyCreationOptionsAsync(
            new PasskeyUserEntity { Id = AccountKey.Of(account.Id), Name = account.UserName, DisplayName = account.DisplayName });
    }

    /// <summary>Keeps what the browser made.</summary>
    /// <returns>Whether it was good.</returns>
    public async Task<bool> AddAsync(string? credential, string name)
    {
        var account = await ChangeableAsync();
        if (await AttestAsync(credential) is not { Succeeded: true } made || made.UserEntity.Id != AccountKey.Of(account.Id)
            || (await users.GetPasskeysAsync(account)).Count >= Most)
            return false;
        made.Passkey.Name = name;
        return (await users.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded;
    }

    /// <summary>Goes on as who has proved himself by the passkey just added.</summary>
    public async Task GoOnAsync()
    {
        signIn.Method = "passkey";
        await signIn.SignInAsync(await OwnAccount.FindAsync(users, Context), isPersistent: false);
    }

    /// <summary>Gives a passkey another name; one that is not there is left alone.</summary>
    public async Task RenameAsync(byte[] id, string name)
    {
        var account = await ChangeableAsync();
        if (await users.GetPasskeyAsync(account, id) is not { } passkey)
            return;
        passkey.Name = name;
        await users.AddOrUpdatePasskeyAsync(account, passkey);
    }

    /// <summary>Takes a passkey away.</summary>
    public async Task RemoveAsync(byte[] id) => await users.RemovePasskeyAsync(await ChangeableAsync(), id);

    /// <summary>What the browser is to prove, as JSON.</summary>
    /// <param name="own">Whether only passkeys of who has signed in will do; else any that the device holds.</param>
    public async Task<string> RequestOptionsAsync(bool own) =>
        await signIn.MakePasskeyRequestOptionsAsync((own ? await OwnAccount.FindAsync(users, Context) : null)!);

    /// <summary>Signs in by what the browser proved.</summary>
    /// <param name="credential">What it answered.</param>
    /// <param name="own">Whether it must belong to who has signed in.</param>
    /// <returns>Whether it was good.</returns>
    public async Task<bool> SignInAsync(string? credential, bool own)
    {
        var proof = await AssertAsync(credential);
        var account = proof?.User;
        if (proof is not { Succeeded: true } || account is not { Active: true, Demo: false }
            || (own && Visit.Of(Context).Identity?.AccountId != account.Id)
            || !(await users.AddOrUpdatePasskeyAsync(account, proof.Passkey)).Succeeded)
        {
            await attempts.NoteAsync(account);
            return false;
        }
        signIn.Method = "passkey";
        await signIn.SignInAsync(account, isPersistent: false);
        return true;
    }

    private async Task<Account> ChangeableAsync() =>
        await OwnAccount.FindAsync(users, Context) is { Demo: false } account ? account : throw new RuleException("accounts.demo_fixed");

    private Task<PasskeyAttestationResult?> AttestAsync(string? credential) =>
        AnswerAsync(credential, async json => (PasskeyAttestationResult?)await signIn.PerformPasskeyAttestationAsync(json));

    private Task<PasskeyAssertionResult<Account>?> AssertAsync(string? credential) =>
        AnswerAsync(credential, async json => (PasskeyAssertionResult<Account>?)await signIn.PerformPasskeyAssertionAsync(json));

    private static async Task<T?> AnswerAsync<T>(string? credential, Func<string, Task<T?>> judge)
        where T : class
    {
        try
        {
            return string.IsNullOrEmpty(credential) ? null : await judge(credential);
        }
        catch (InvalidOperationException)
        {
            // Nothing was asked, or so long ago that the cookie is gone.
            return null;
        }
    }
}
