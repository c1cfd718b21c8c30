namespace Portfolio.Web.Pages.Account;

/// <summary>The pages of the own account.</summary>
internal enum AccountTab
{
    Profile,
    Protection,
    Sessions,
    Tokens,
    Mail,
}
