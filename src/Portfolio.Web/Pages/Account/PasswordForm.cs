namespace Portfolio.Web.Pages.Account;

/// <summary>The form in which a password is chosen.</summary>
/// <param name="Faults">What was wrong with the last attempt.</param>
/// <param name="AsksCurrent">Whether the present password is asked for.</param>
public sealed record PasswordForm(IReadOnlyList<string> Faults, bool AsksCurrent);
