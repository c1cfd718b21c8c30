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

namespace Portfolio.Web.Pages.Admin.Bodies;

/// <summary>One body: what it is called, what it stands under, and who answers for it.</summary>
internal sealed class BodyModel(
    BodyAdministration bodies, AccountAdministration accounts, PlaceReports places, AuditService audit, TrailNames trail, ActorSource actors,
    ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    [BindProperty]
    public BodyForm Form { get; set; } = new();

    /// <summary>Version on which the form is based.</summary>
    [BindProperty]
    public string? Version { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [TempData]
    public string? Notice { get; set; }

    public BodyDetails Body { get; private set; } = null!;

    public FormFaults Faults { get; } = new(errors);

    /// <summary>The form; null for who may only look.</summary>
    public BodyFieldsView? Fields { get; private set; }

    public string ProvinceName { get; private set; } = "";

    /// <summary>Accounts that are bound to it.</summary>
    public Stretch<AccountRow> Accounts { get; private set; } = new([], null);

    public Stretch<AuditEntry>? History { get; private set; }

    public NameBook Names { get; private set; } = NameBook.Empty;

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        Body = await bodies.GetAsync(actors.Current, code, ct);
        Form = BodyForm.Of(Body);
        Version = Body.Version;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        var actor = actors.Current;
        actor.Demand(Permission.ManageBodies);
        Body = await bodies.GetAsync(actor, code, ct);
        actor.Demand(Permission.ManageBodies, Place.In(Body.ProvinceCode));
        // A form that lost its fields on the way must not take anything away.
        if (string.IsNullOrEmpty(Version))
            return BadRequest();
        CompleteForm();
        if (await Faults.TryAsync(() => bodies.ChangeAsync(actor, new ChangeBody(code, Version, Form.ToFields(), Form.Active, Reason), ct)))
        {
            Notice = texts["admin.body_saved"].Value;
            return Redirect("/admin/bodies/" + Uri.EscapeDataString(code));
        }
        // Saving again is then done knowing what is in force.
        if (Faults.Whole.Count > 0)
            Version = Body.Version;
        await LoadAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>What the form does not ask stays: code and province, and what documents say.</summary>
    private void CompleteForm()
    {
        var now = BodyForm.Of(Body);
        (Form.Code, Form.Province) = (now.Code, now.Province);
        if (!Body.Entered)
            (Form.Kind, Form.Name, Form.NameEn, Form.ShortName, Form.Commune) = (now.Kind, now.Name, now.NameEn, now.ShortName, now.Commune);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var actor = actors.Current;
        ProvinceName = Body.ProvinceCode is null
            ? texts["body.central"].Value
            : (await places.ProvincesAsync(actor, ct)).Where(p => p.Code == Body.ProvinceCode).Select(p => Display.Name(p.Name, p.NameEn)).First();
        Accounts = await accounts.ListAsync(actor, new AccountFilter(null, null, null, null) { Body = Body.Code }, ct);
        if (actor.May(Permission.ManageBodies, Place.In(Body.ProvinceCode)))
            Fields = new BodyFieldsView(Form, Faults, WithParent(await bodies.ChoicesAsync(actor, Body.ProvinceCode, ct)));
        (History, Names) = await RecordHistory.OfAsync(audit, trail, actor, "body", Body.Code, ct);
    }

    /// <summary>A central body stands under central ones only; the body above can be kept, although it may not be offered any longer.</summary>
    private BodyChoices WithParent(BodyChoices choices)
    {
        var offered = choices.Bodies.Where(b => Body.ProvinceCode is not null || b.ProvinceCode is null);
        return choices with
        {
            Bodies = Body is { ParentCode: { } code, ParentName: { } name } && choices.Bodies.All(b => b.Code != code)
                ? [new BodyChoice(code, name, "other", null), .. offered]
                : [.. offered],
        };
    }
}
