using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Portfolio.Common;
using Portfolio.Funding.Ledger;
using Portfolio.Web.Errors;
using Portfolio.Web.Hosting;
using Portfolio.Web.Resources;

namespace Portfolio.Web.Pages.Funding.Ledger;

/// <summary>The proofs that every sum of money is the sum of its lines (F10): when, with what result, and every difference.</summary>
internal sealed class IndexModel(
    LedgerHistory history, LedgerChecks checks, LedgerAlarm alarm, ActorSource actors, ErrorText errors, IStringLocalizer<Texts> texts) : PageModel
{
    private const int MostRuns = 30;

    /// <summary>Proof whose differences are asked for; null = of the latest.</summary>
    [FromQuery(Name = "check")]
    public string? Check { get; set; }

    public IReadOnlyList<LedgerRun> Runs { get; private set; } = [];

    public LedgerRun? Latest => Runs is [var latest, ..] ? latest : null;

    /// <summary>The proof whose differences are shown.</summary>
    public LedgerRun? Shown { get; private set; }

    public IReadOnlyList<LedgerFault> Differences { get; private set; } = [];

    /// <summary>Why a proof did not run, in words.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    /// <summary>A rule or a kept sum in words.</summary>
    public string Say(string invariant) =>
        texts["ledger_rule." + invariant] is { ResourceNotFound: false } said ? said.Value : texts["ledger_rule.sum"].Value;

    /// <summary>The project a difference is at; null = it is at none.</summary>
    public static string? ProjectOf(LedgerFault fault) =>
        Array.Find(fault.Subject.Split('/'), part => part.Length > 0 && char.IsAsciiLetterUpper(part[0]));

    public async Task OnGetAsync(CancellationToken ct)
    {
        Runs = await history.RecentAsync(actors.Current, MostRuns, ct);
        Shown = long.TryParse(Check, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Runs.FirstOrDefault(r => r.Id == id) ?? Latest : Latest;
        if (Shown is { Whole: false } broken)
            Differences = await history.FaultsAsync(actors.Current, broken.Id, ct);
    }

    /// <summary>Proves the ledger now.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            await checks.RunAsync(actors.Current, ct);
            await alarm.LookAsync(ct);
            return Redirect("/capital/ledger");
        }
        catch (RuleException running)
        {
            await OnGetAsync(ct);
            Faults = [errors.Of(running)];
            Response.StatusCode = running.Status;
            return Page();
        }
    }
}
