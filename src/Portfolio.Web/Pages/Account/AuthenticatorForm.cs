using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>The form in which an authenticator app is set up.</summary>
/// <param name="Offer">What the app is given.</param>
/// <param name="Fault">What was wrong with the last attempt; null = nothing.</param>
/// <param name="Handler">Handler of the page that takes it; null = the page's own.</param>
internal sealed record AuthenticatorForm(AuthenticatorOffer Offer, string? Fault, string? Handler = null);
