using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Accounts.Tokens;
using Portfolio.Common;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Account;

/// <summary>Personal tokens for the API. A token is shown once, on the page that made it.</summary>
internal sealed class TokensModel(
    TokenService tokens, ActorSource actors, BusinessCalendar calendar, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    private const int UsualDays = 90;

    /// <summary>What the token is for, as typed.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What it opens, as ticked.</summary>
    [BindProperty]
    public List<string> Scopes { get; set; } = [];

    /// <summary>How many days it lasts, as typed.</summary>
    [BindProperty]
    public string? Days { get; set; } = UsualDays.ToString(CultureInfo.InvariantCulture);

    /// <summary>The token that was just made; null = none.</summary>
    public string? Made { get; private set; }

    public IReadOnlyList<OwnToken> Tokens { get; private set; } = [];

    /// <summary>What the role may use a token for.</summary>
    public IReadOnlyList<OfferedArea> Offered { get; private set; } = [];

    /// <summary>Faults by field.</summary>
    public Dictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the token still serves.</summary>
    public bool IsOpen(OwnToken token) => token.RevokedAt is null && token.ExpiresAt > calendar.Now;

    public string? Fault(string field) => Faults.GetValueOrDefault(field);

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            Made = await tokens.MakeAsync(actors.Current, new MakeToken(Name ?? "", Scopes, DaysTyped()), ct);
            ModelState.Clear();
            (Name, Scopes) = (null, []);
        }
        catch (ValidationFailedException refused)
        {
            foreach (var fault in refused.Failures)
                Faults.TryAdd(fault.Field.Split('[')[0], errors.Of(fault));
            Response.StatusCode = refused.Status;
        }
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(long id, CancellationToken ct)
    {
        await tokens.RevokeAsync(actors.Current, id, ct);
        TempData["Notice"] = texts["account.token_revoked_done"].Value;
        return LocalRedirect("/account/tokens");
    }

    private int DaysTyped() => int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : 0;

    private async Task LoadAsync(CancellationToken ct)
    {
        actors.Current.Demand(Permission.KeepOwnAccount);
        Offered = [.. TokenOffer.For(actors.Current)];
        Tokens = await tokens.ListAsync(actors.Current, ct);
    }
}
