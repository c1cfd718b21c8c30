using System.Linq.Expressions;
using FluentValidation;
using Portfolio.Accounts.Credentials;
using Portfolio.Common;

namespace Portfolio.Accounts.Administration;

/// <summary>What an account may do, and on what.</summary>
/// <param name="Role">Role.</param>
/// <param name="Province">Code of the one province; null = every province.</param>
/// <param name="Bodies">Codes of the bodies an owner answers for; ignored for other roles.</param>
public sealed record Binding(Role Role, string? Province, IReadOnlyList<string> Bodies)
{
    /// <summary>Those of <see cref="Bodies"/> whose head it is the account of.</summary>
    public IReadOnlyList<string> Heads { get; init; } = [];
}

/// <summary>An account to be made.</summary>
/// <param name="UserName">Name to sign in with; never changes.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Email">Address for mail; null = none.</param>
/// <param name="Binding">Role and reach.</param>
public sealed record InviteAccount(string UserName, string DisplayName, string? Email, Binding Binding);

/// <summary>An account as it shall be.</summary>
/// <param name="UserName">Which.</param>
/// <param name="Version">Version the change is based on; null = whatever is in force.</param>
/// <param name="DisplayName">Name shown to others.</param>
/// <param name="Email">Address for mail; null = none.</param>
/// <param name="Binding">Role and reach.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ChangeAccount(string UserName, string? Version, string DisplayName, string? Email, Binding Binding, string? Reason);

/// <summary>Which accounts to list.</summary>
/// <param name="Text">Part of a name or address, with or without accents; null = all.</param>
/// <param name="Role">Name of a role; null = all.</param>
/// <param name="Province">Code of a province, or <see cref="AllProvinces"/>; null = whatever province.</param>
/// <param name="After">Name after which the list goes on; null = from the start.</param>
public sealed record AccountFilter(string? Text, string? Role, string? Province, string? After)
{
    /// <summary>Value of <see cref="Province"/> for accounts that are bound to no province.</summary>
    public const string AllProvinces = "none";

    /// <summary>Code of a body the accounts are bound to; null = any or none.</summary>
    public string? Body { get; init; }
}

/// <summary>A step that is taken for a reason.</summary>
/// <param name="Reason">Why, for the history.</param>
internal sealed record Reasoned(string? Reason);

internal sealed class ReasonedValidator : AbstractValidator<Reasoned>
{
    public const int Longest = 500;

    public ReasonedValidator() => RuleFor(r => r.Reason).MaximumLength(Longest).WithErrorCode("validation.too_long");
}

internal sealed class InviteAccountValidator : AbstractValidator<InviteAccount>
{
    public InviteAccountValidator()
    {
        this.AddUserName(r => r.UserName);
        this.AddPerson(r => r.DisplayName, r => r.Email);
        this.AddBinding(r => r.Binding);
    }
}

/// <summary>Who is made by the program itself bears a name like who is invited; role and reach are the program's own.</summary>
internal sealed class NewAccountValidator : AbstractValidator<NewAccount>
{
    public NewAccountValidator()
    {
        this.AddUserName(r => r.UserName);
        this.AddPerson(r => r.DisplayName, r => r.Email);
    }
}

internal sealed class ChangeAccountValidator : AbstractValidator<ChangeAccount>
{
    public ChangeAccountValidator()
    {
        this.AddPerson(r => r.DisplayName, r => r.Email);
        this.AddBinding(r => r.Binding);
        RuleFor(r => r.Reason).MaximumLength(ReasonedValidator.Longest).WithErrorCode("validation.too_long");
    }
}

/// <summary>What the requests demand alike.</summary>
internal static class AccountRules
{
    private const int LongestName = 120;

    public static void AddUserName<T>(this AbstractValidator<T> validator, Expression<Func<T, string>> userName)
    {
        // Part of addresses and of the history, so nothing that looks like something else.
        validator.RuleFor(userName).Matches(@"\A[a-z0-9][a-z0-9._-]{1,62}[a-z0-9]\z").WithErrorCode("accounts.user_name");
        // The one is the address of the form for a new account, the other stands in the history for an account that nobody knows.
        validator.RuleFor(userName).Must(name => name is not ("new" or "unknown")).WithErrorCode("accounts.user_name");
    }

    public static void AddPerson<T>(
        this AbstractValidator<T> validator, Expression<Func<T, string>> displayName, Expression<Func<T, string?>> email)
    {
        validator.RuleFor(displayName).Must(name => !string.IsNullOrWhiteSpace(name)).WithErrorCode("validation.missing");
        validator.RuleFor(displayName).MaximumLength(LongestName).WithErrorCode("validation.too_long");
        validator.RuleFor(displayName).Must(SafeText.IsOneLine).WithErrorCode("validation.control_characters");
        validator.RuleFor(email).Must(address => SafeText.OrNull(address) is null || AccountText.IsAddress(address!.Trim()))
            .WithErrorCode("accounts.email");
    }

    public static void AddBinding<T>(this AbstractValidator<T> validator, Expression<Func<T, Binding>> binding)
    {
        validator.RuleFor(binding).Must(b => Enum.IsDefined(b.Role) && b.Role is not (Role.None or Role.Visitor or Role.System))
            .WithErrorCode("accounts.role").OverridePropertyName("role");
        validator.RuleFor(binding).Must(b => b.Role != Role.Owner || b.Bodies.Count > 0)
            .WithErrorCode("accounts.owner_unbound").OverridePropertyName("bodies");
        validator.RuleFor(binding).Must(b => b.Role != Role.Owner || !b.Heads.Except(b.Bodies, StringComparer.Ordinal).Any())
            .WithErrorCode("accounts.head_unbound").OverridePropertyName("heads");
    }
}
