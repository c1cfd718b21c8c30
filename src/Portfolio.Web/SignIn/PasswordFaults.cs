using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Resources;

namespace Portfolio.Web.SignIn;

/// <summary>Says in the user's language what is wrong with a password.</summary>
internal sealed class PasswordFaults(IStringLocalizer<Texts> texts) : IdentityErrorDescriber
{
    public override IdentityError PasswordTooShort(int length) => Fault("PasswordTooShort", texts["password.too_short", length]);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) =>
        Fault("PasswordRequiresUniqueChars", texts["password.too_plain", uniqueChars]);

    public override IdentityError PasswordRequiresDigit() => Fault("PasswordRequiresDigit", texts["password.digit"]);

    public override IdentityError PasswordRequiresLower() => Fault("PasswordRequiresLower", texts["password.lower"]);

    public override IdentityError PasswordRequiresUpper() => Fault("PasswordRequiresUpper", texts["password.upper"]);

    public override IdentityError PasswordMismatch() => Fault("PasswordMismatch", texts["password.mismatch"]);

    public override IdentityError InvalidToken() => Fault("InvalidToken", texts["reset.spent"]);

    public override IdentityError ConcurrencyFailure() => Fault("ConcurrencyFailure", texts["error.accounts.stale"]);

    private static IdentityError Fault(string code, LocalizedString text) => new() { Code = code, Description = text.Value };
}

/// <summary>A password is not the name of its holder, nor the name with a few signs around it, nor overlong.</summary>
internal sealed class PasswordIsNoName(IStringLocalizer<Texts> texts) : IPasswordValidator<Account>
{
    // The hash takes as long as its input is; nobody types more.
    private const int Longest = 200;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var text = password ?? "";
        if (text.Length > Longest)
            return Refuse("PasswordTooLong", texts["password.too_long", Longest]);
        return text.Contains(user.UserName, StringComparison.OrdinalIgnoreCase)
            ? Refuse("PasswordIsName", texts["password.is_name"])
            : Task.FromResult(IdentityResult.Success);
    }

    private static Task<IdentityResult> Refuse(string code, LocalizedString text) =>
        Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = text.Value }));
}
