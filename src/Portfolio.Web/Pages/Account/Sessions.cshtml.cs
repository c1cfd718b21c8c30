using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Accounts.Sessions;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>The browsers in which the account is, or was lately, signed in.</summary>
internal sealed class SessionsModel(SessionService sessions, ActorSource actors, IStringLocalizer<Texts> texts) : PageModel
{
    public IReadOnlyList<OwnSession> Sessions { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.KeepOwnAccount);
        Sessions = await sessions.ListAsync(actors.Current, Visit.Of(HttpContext).Secret!, ct);
    }

    public Task<IActionResult> OnPostEndAsync(long id, CancellationToken ct) => EndAsync(id, "account.session_ended", ct);

    public Task<IActionResult> OnPostEndOthersAsync(CancellationToken ct) => EndAsync(null, "account.sessions_ended", ct);

    private async Task<IActionResult> EndAsync(long? id, string text, CancellationToken ct)
    {
        actors.Current.Demand(Permission.KeepOwnAccount);
        await sessions.EndOwnAsync(actors.Current, id, Visit.Of(HttpContext).Secret!, ct);
        TempData["Notice"] = texts[text].Value;
        return LocalRedirect("/account/sessions");
    }
}
