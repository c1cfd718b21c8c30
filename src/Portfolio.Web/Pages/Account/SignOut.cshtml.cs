using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>Ends the session; only a form of our own does it.</summary>
internal sealed class SignOutModel(PortfolioSignIn signIn) : PageModel
{
    public IActionResult OnGet() => LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return LocalRedirect(SignInPages.SignIn);
    }
}
