using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>The form in which an authenticator app is set up.</summary>
/// <param name="Offer">What the app is given.</param>
/// <param name="Fault">What was wrong with the last attempt; null = nothing.</param>
internal sealed record AuthenticatorForm(AuthenticatorOffer Offer, string? Fault);
