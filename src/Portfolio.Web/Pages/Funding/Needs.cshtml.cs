using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Needs;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Funding;

/// <summary>Enters and corrects the needs of a project by source. What was typed stays on the form until it is accepted.</summary>
internal sealed class NeedsModel(NeedService needs, ActorSource actors, ErrorText errors) : PageModel
{
    public ProjectNeeds Needs { get; private set; } = null!;

    /// <summary>What was typed, by source code.</summary>
    [BindProperty]
    public Dictionary<string, string?> Amounts { get; set; } = [];

    /// <summary>Whole đồng in force when the form was filled, by source code: tells what the officer himself changed.</summary>
    [BindProperty]
    public Dictionary<string, string?> Loaded { get; set; } = [];

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Version of the needs the form was filled from.</summary>
    [BindProperty]
    public long Version { get; set; }

    /// <summary>Faults by source code; the key "" holds what concerns the whole form.</summary>
    public Dictionary<string, string> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>What somebody else changed while the form was open, by source code.</summary>
    public Dictionary<string, OthersChange> Others { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether somebody else changed the needs while the form was open.</summary>
    public bool Stale { get; private set; }

    public async Task OnGetAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.EditNeeds);
        await LoadAsync(code, ct);
        TakePresent();
        Amounts = Needs.Sources.Where(s => s.Amount != Vnd.Zero).ToDictionary(s => s.Source, string? (s) => VndText.Dong(s.Amount));
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken ct)
    {
        actors.Current.Demand(Permission.EditNeeds);
        await LoadAsync(code, ct);
        var request = new SetNeeds(code, Version, Read(), string.IsNullOrWhiteSpace(Reason) ? null : Reason.Trim());
        if (Faults.Count == 0 && await SaveAsync(request, ct) is { } saved)
        {
            TempData[saved.Version == Version ? "Unchanged" : "Saved"] = true;
            return Redirect("/projects/" + Uri.EscapeDataString(saved.ProjectCode));
        }
        if (Stale)
            await MergeAsync(request, ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>The needs as saved; null when they were refused, which then stands in <see cref="Faults"/>.</summary>
    private async Task<ProjectNeeds?> SaveAsync(SetNeeds request, CancellationToken ct)
    {
        try
        {
            return await needs.SetAsync(actors.Current, request, ct);
        }
        catch (ValidationFailedException failure)
        {
            foreach (var fault in failure.Failures)
                Faults.TryAdd(fault.Field == nameof(SetNeeds.Reason) ? "reason" : "", errors.Of(fault));
        }
        catch (StaleException failure)
        {
            Stale = true;
            Faults[""] = errors.Of(failure);
        }
        catch (PortfolioException failure) when (failure is RuleException or RulesException)
        {
            Faults[""] = errors.Of(failure);
        }
        return null;
    }

    /// <summary>
    /// Brings the form onto the needs in force: what the officer did not touch takes the present figure, what he typed stays,
    /// and every field that somebody else changed says so. Saving again is then done knowingly.
    /// </summary>
    private async Task MergeAsync(SetNeeds typed, CancellationToken ct)
    {
        var loaded = Loaded.ToDictionary(l => l.Key, l => Whole(l.Value), StringComparer.Ordinal);
        await LoadAsync(typed.ProjectCode, ct);
        foreach (var source in Needs.Sources)
        {
            var was = loaded.GetValueOrDefault(source.Source);
            if (source.Amount == was)
                continue;
            var mine = typed.Needs.First(n => n.Source == source.Source).Amount != was;
            Others[source.Source] = new OthersChange(was, source.Amount, mine);
            if (!mine)
                Amounts[source.Source] = source.Amount == Vnd.Zero ? null : VndText.Dong(source.Amount);
        }
        TakePresent();
    }

    private List<SourceAmount> Read()
    {
        // A form that lost fields on its way must not take needs for gone.
        if (Needs.Sources.Any(s => !Amounts.ContainsKey(s.Source)))
            Faults[""] = errors.Of("needs.missing");
        var read = new List<SourceAmount>();
        foreach (var (source, text) in Amounts)
        {
            if (VndText.TryParse(text, out var amount) is { } fault)
                Faults[source] = errors.Of(fault);
            else
                read.Add(new SourceAmount(source, amount));
        }
        return read;
    }

    private void TakePresent()
    {
        Version = Needs.Version;
        Loaded = Needs.Sources.ToDictionary(s => s.Source, string? (s) => s.Amount.Dong.ToString(CultureInfo.InvariantCulture));
    }

    private static Vnd Whole(string? dong) =>
        new(long.TryParse(dong, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : 0);

    private async Task LoadAsync(string code, CancellationToken ct)
    {
        Needs = await needs.GetAsync(actors.Current, code, ct);
        // The service asks again on saving; who may not save is not shown the form.
        actors.Current.Demand(Permission.EditNeeds, Needs.Place);
    }
}

/// <summary>What somebody else changed of one source while the form was open.</summary>
/// <param name="Was">Amount when the form was filled.</param>
/// <param name="Is">Amount in force now.</param>
/// <param name="Mine">Whether the officer changed the same source.</param>
internal sealed record OthersChange(Vnd Was, Vnd Is, bool Mine);
