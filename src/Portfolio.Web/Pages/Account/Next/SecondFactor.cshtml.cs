using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account.Next;

/// <summary>Who may move money or accounts sets a second factor up before anything else.</summary>
internal sealed class SecondFactorSetupModel(Authenticator authenticator, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    public AuthenticatorOffer? Offer { get; private set; }

    /// <summary>The recovery codes, shown this once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public string? Fault { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAsked)
            return LocalRedirect("/");
        Offer = await authenticator.OfferAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAsked)
            return LocalRedirect("/");
        Codes = await authenticator.ConfirmAsync(Code);
        if (Codes is not null)
            return Page();
        Offer = await authenticator.OfferAsync();
        Fault = texts["authenticator.refused"].Value;
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool IsAsked => Visit.Of(HttpContext).Step == PendingStep.SetSecondFactor;
}
