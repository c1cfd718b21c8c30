using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Accounts;
using Portfolio.Accounts.Administration;
using Portfolio.Audit;
using Portfolio.Common;
using Portfolio.Directories.Administration;
using Portfolio.Reporting.Places;
using Portfolio.Reporting.Trail;
using Portfolio.Web.Errors;
using Portfolio.Web.Formatting;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;
using Portfolio.Web.SignIn;

namespace Portfolio.Web.Pages.Admin.Accounts;

/// <summary>One account: who it is, what it may work on, and how it signs in.</summary>
internal sealed class AccountModel(
    AccountAdministration accounts, AccountAccess access, BodyAdministration bodies, PlaceReports places, AuditService audit, TrailNames trail, AccountLinks links,
    ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    /// <summary>Name to sign in with, from the address.</summary>
    public string UserName => RouteData.Values["userName"] as string ?? "";

    [BindProperty]
    public AccountForm Form { get; set; } = new();

    /// <summary>Version on which the form is based.</summary>
    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Whether only the bodies of another province are asked for.</summary>
    [BindProperty]
    public bool Refill { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public AccountDetails Account { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>The form; null for who may only look.</summary>
    public AccountFields? Fields { get; private set; }

    /// <summary>The link that has just been made: it is shown this once and kept nowhere.</summary>
    public string? Link { get; private set; }

    public int LinkDays { get; } = new LinkTokenOptions().TokenLifespan.Days;

    public string ProvinceName { get; private set; } = "";

    public Stretch<AuditEntry>? History { get; private set; }

    public NameBook Names { get; private set; } = NameBook.Empty;

    public bool MayManage => actors.Current.May(Permission.ManageAccounts, Place.In(Account.ProvinceCode));

    /// <summary>Whether it is the account of who looks at it.</summary>
    public bool Own => Account.Id == actors.Current.AccountId;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Account = await accounts.GetAsync(actors.Current, UserName, ct);
        Form = AccountForm.Of(Account);
        Version = Account.Version;
        Link = TempData[nameof(Link)] as string;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ManageAccounts);
        Account = await accounts.GetAsync(actor, UserName, ct);
        actor.Demand(Permission.ManageAccounts, Place.In(Account.ProvinceCode));
        // A form that lost its fields on the way must not take anything away.
        if (string.IsNullOrEmpty(Version))
            return BadRequest();
        CompleteForm(actor);
        if (!Refill && await SaveAsync(actor, ct))
            return Saved("admin.saved");
        // Saving again is then done knowing what is in force.
        if (Faults.Whole.Count > 0)
            Version = Account.Version;
        return await RefusedAsync(ct);
    }

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ManageAccounts);
        if (await Faults.TryAsync(() => access.AllowLinkAsync(actor, UserName, ct)))
        {
            Account = await accounts.GetAsync(actor, UserName, ct);
            // Loading the page again must not make another link, which would end the one just handed over.
            TempData[nameof(Link)] = await links.MakeAsync(Account.Id, Request);
            return RedirectToPage(new { UserName });
        }
        await OnGetAsync(ct);
        return await RefusedAsync(ct);
    }

    public async Task<IActionResult> OnPostSecondFactorAsync(string? stepReason, CancellationToken ct) =>
        await StepAsync("admin.second_factor_forgotten", actor => access.ForgetSecondFactorAsync(actor, UserName, stepReason, ct), ct);

    public async Task<IActionResult> OnPostActiveAsync(bool? active, string? stepReason, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageAccounts);
        // A form that lost its field on the way must not deactivate anybody.
        if (active is not { } wanted)
            return BadRequest();
        return await StepAsync(
            wanted ? "admin.activated" : "admin.deactivated", actor => access.SetActiveAsync(actor, UserName, wanted, stepReason, ct), ct);
    }

    private async Task<IActionResult> StepAsync(string done, Func<Actor, Task> step, CancellationToken ct)
    {
        actors.Current.Demand(Permission.ManageAccounts);
        var success = await Faults.TryAsync(() => step(actors.Current));
        await OnGetAsync(ct);
        return success ? Saved(done) : await RefusedAsync(ct);
    }

    /// <summary>What the form does not ask stays: the own role and reach, and the province for who is bound to one.</summary>
    private void CompleteForm(Actor actor)
    {
        if (Own)
        {
            var kept = AccountForm.Of(Account);
            (Form.Role, Form.Province, Form.Bodies, Form.Heads) = (kept.Role, kept.Province, kept.Bodies, kept.Heads);
        }
        Form.Province = actor.Reach.Province ?? Form.Province;
    }

    private async Task<bool> SaveAsync(Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(Form.Province))
            Faults.Add(nameof(Form.Province), "validation.missing");
        var request = new ChangeAccount(Account.UserName, Version, Form.DisplayName ?? "", Form.Email, Form.ToBinding(), Reason);
        return !Faults.Any && await Faults.TryAsync(() => accounts.ChangeAsync(actor, request, ct));
    }

    private RedirectResult Saved(string text)
    {
        Notice = texts[text].Value;
        return Redirect("/admin/accounts/" + Uri.EscapeDataString(Account.UserName));
    }

    private async Task<PageResult> RefusedAsync(CancellationToken ct)
    {
        if (Fields is null)
            await LoadAsync(ct);
        if (Faults.Any)
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        var provinces = await places.ProvincesAsync(actor, ct);
        ProvinceName = provinces.Where(p => p.Code == Account.ProvinceCode).Select(p => Display.Name(p.Name, p.NameEn)).FirstOrDefault()
            ?? texts["admin.all_provinces"].Value;
        if (MayManage && !Account.Demo)
            Fields = new AccountFields(
                Form, Faults, actor.Reach.Province is null ? provinces : [],
                WithBound((await bodies.ChoicesAsync(actor, Form.ProvinceCode, ct)).Bodies), Own);
        (History, Names) = await RecordHistory.OfAsync(audit, trail, actor, "account", Account.UserName, ct);
    }

    /// <summary>What is bound already can be kept, although it may not be offered any longer.</summary>
    private IReadOnlyList<BodyChoice> WithBound(IReadOnlyList<BodyChoice> choices) => Form.ProvinceCode != Account.ProvinceCode
        ? choices
        : [.. Account.Bodies.Where(b => choices.All(c => c.Code != b.Code)).Select(b => new BodyChoice(b.Code, b.Name, "other", null)), .. choices];
}
