using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts.Credentials;
using Portfolio.Web.Hosting;
using Portfolio.Web.Security;
using AccountRecord = Portfolio.Accounts.Credentials.Account;

namespace Portfolio.Web.Pages.Account;

/// <summary>Notes that somebody waits for a link to choose a new password. The answer is the same whether there is such an account.</summary>
internal sealed class ForgotModel(UserManager<AccountRecord> users, SignInRecords records, AttemptLimiter attempts) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    public bool Asked { get; private set; }

    public async Task OnPostAsync()
    {
        Asked = true;
        var name = Name?.Trim() ?? "";
        if (attempts.TryAcquire("forgot " + name) && await users.FindByNameAsync(name) is { Active: true, Demo: false } account)
            await records.AskForResetAsync(Correlation.Program(HttpContext), account, HttpContext.RequestAborted);
    }
}
