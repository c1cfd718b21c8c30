using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts.Own;
using Portfolio.Accounts.Settings;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Account;

/// <summary>What protects the own account besides the password: authenticator, recovery codes, passkeys.</summary>
internal sealed class ProtectionModel(
    OwnAccountService accounts, ActorSource actors, Authenticator authenticator, Passkeys passkeys, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Code of an authenticator that is being set up.</summary>
    [BindProperty]
    public string? Code { get; set; }

    /// <summary>Fresh code or password, for what weakens the account.</summary>
    [BindProperty]
    public string? Proof { get; set; }

    /// <summary>Name of a passkey.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What the browser answered.</summary>
    [BindProperty]
    public string? Credential { get; set; }

    public OwnProfile Profile { get; private set; } = null!;

    public IList<UserPasskeyInfo> Keys { get; private set; } = [];

    /// <summary>What the app is to be given; null = it is not being set up.</summary>
    public AuthenticatorOffer? Offer { get; private set; }

    /// <summary>The recovery codes, shown this once.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    /// <summary>Whether the role demands a second factor.</summary>
    public bool Demanded => SecondFactorRule.Demands(Visit.Of(HttpContext).Identity!, HttpContext.Features.Get<AccessSwitches>()!);

    /// <summary>What is wrong, by what was tried.</summary>
    public IReadOnlyList<FormFault> Faults { get; private set; } = [];

    public string? Fault(string tried) => Faults.FirstOrDefault(fault => fault.Field == tried)?.Text;

    /// <summary>A passkey's id as it stands in the page.</summary>
    public static string Id(UserPasskeyInfo key) => Base64Url.EncodeToString(key.CredentialId);

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task OnGetSetUpAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Offer = await authenticator.OfferAsync();
    }

    public async Task<IActionResult> OnPostSetUpAsync(CancellationToken ct)
    {
        Codes = await authenticator.ConfirmAsync(Code);
        if (Codes is not null)
            return await ShowAsync(ct);
        Offer = await authenticator.OfferAsync();
        return await RefuseAsync("set_up", "authenticator.refused", ct);
    }

    public async Task<IActionResult> OnPostCodesAsync(CancellationToken ct)
    {
        Codes = await authenticator.NewCodesAsync(Proof);
        return Codes is null ? await RefuseAsync("codes", "account.proof_refused", ct) : await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostOffAsync(CancellationToken ct)
    {
        if (Demanded)
            return await RefuseAsync("off", "account.factor_demanded", ct);
        return await authenticator.SwitchOffAsync(Proof) ? Done("account.factor_off_done") : await RefuseAsync("off", "account.proof_refused", ct);
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync() => Content(await passkeys.CreationOptionsAsync(), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(CancellationToken ct)
    {
        if (NameFault() is { } fault)
            return await RefuseAsync("passkey", fault, ct);
        return await passkeys.AddAsync(Credential, Name!.Trim()) ? Done("account.passkey_added") : await RefuseAsync("passkey", "passkey.refused", ct);
    }

    public async Task<IActionResult> OnPostRenameAsync(string? id, CancellationToken ct)
    {
        if (NameFault() is { } fault)
            return await RefuseAsync("rename " + id, fault, ct);
        await passkeys.RenameAsync(Read(id), Name!.Trim());
        return Done("account.passkey_renamed");
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Demanded && !Profile.TwoFactorOn && Keys.Count == 1)
            return await RefuseAsync("remove", "account.last_factor", ct);
        await passkeys.RemoveAsync(Read(id));
        return Done("account.passkey_removed");
    }

    private static byte[] Read(string? id) => Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];

    private string? NameFault() => string.IsNullOrWhiteSpace(Name) ? "error.validation.missing"
        : Name.Trim().Length > Passkeys.LongestName ? "passkey.name_too_long"
        : null;

    private LocalRedirectResult Done(string text)
    {
        TempData["Notice"] = texts[text].Value;
        return LocalRedirect("/account/protection");
    }

    private async Task<IActionResult> RefuseAsync(string tried, string text, CancellationToken ct)
    {
        Faults = [new FormFault(tried, texts[text, Passkeys.LongestName].Value)];
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Profile = await accounts.GetAsync(actors.Current, ct);
        Keys = await passkeys.ListAsync();
    }
}
