using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account.Next;

/// <summary>The first thing to do with a password that somebody else gave: choose another one.</summary>
internal sealed class PasswordModel(OwnPassword password) : PageModel
{
    [BindProperty]
    public string? Current { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public IActionResult OnGet() => IsAsked ? Page() : LocalRedirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAsked)
            return LocalRedirect("/");
        Faults = await password.ChangeAsync(Current, NewPassword, Repeated);
        if (Faults.Count == 0)
            return LocalRedirect("/");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool IsAsked => Visit.Of(HttpContext).Step == PendingStep.ChangePassword;
}
