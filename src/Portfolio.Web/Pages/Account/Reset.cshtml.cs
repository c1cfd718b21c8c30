using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;
using AccountRecord = Portfolio.Accounts.Credentials.Account;

namespace Portfolio.Web.Pages.Account;

/// <summary>Chooses a password by a one-time link. Opening the link changes nothing.</summary>
internal sealed class ResetModel(AccountLinks links, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Id of the account, from the link.</summary>
    [BindProperty(Name = "account", SupportsGet = true)]
    public string? AccountId { get; set; }

    /// <summary>Secret of the link.</summary>
    [BindProperty(Name = "token", SupportsGet = true)]
    public string? Token { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    [BindProperty]
    public string? Repeated { get; set; }

    /// <summary>Whose password it is; null when the link serves no more.</summary>
    public AccountRecord? Holder { get; private set; }

    public IReadOnlyList<string> Faults { get; private set; } = [];

    public async Task OnGetAsync() => await LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (Holder is null)
            return Page();
        Faults = await ChooseAsync(Holder, Token!);
        if (Faults.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        TempData[nameof(SignInModel.Notice)] = texts["reset.done"].Value;
        return LocalRedirect(SignInPages.SignIn);
    }

    private async Task<IReadOnlyList<string>> ChooseAsync(AccountRecord holder, string token)
    {
        if (NewPassword != Repeated)
            return [texts["password.differs"].Value];
        var result = await links.UseAsync(holder, token, NewPassword ?? "");
        return [.. result.Errors.Select(error => error.Description)];
    }

    private async Task LoadAsync()
    {
        Holder = await links.FindAsync(AccountId, Token);
        if (Holder is null)
            Response.StatusCode = StatusCodes.Status410Gone;
    }
}
