using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>The form in which a password is chosen.</summary>
/// <param name="Faults">What was wrong with the last attempt.</param>
/// <param name="AsksCurrent">Whether the present password is asked for.</param>
internal sealed record PasswordForm(IReadOnlyList<FormFault> Faults, bool AsksCurrent)
{
    /// <summary>What is wrong with the form as a whole.</summary>
    public IEnumerable<string> General => At("");

    /// <summary>What is wrong with one field.</summary>
    public IReadOnlyList<string> At(string field) => [.. Faults.Where(fault => fault.Field == field).Select(fault => fault.Text)];
}
