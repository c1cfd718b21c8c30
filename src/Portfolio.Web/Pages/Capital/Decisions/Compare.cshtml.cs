using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portfolio.Common;
using Portfolio.Funding.Decisions;
using Portfolio.Reporting.Capital.Compared;
using Portfolio.Web.Hosting;

namespace Portfolio.Web.Pages.Capital.Decisions;

/// <summary>A decision beside another one, or a paper beside what is in force: who gains, who loses, by how much.</summary>
internal sealed class CompareModel(Comparisons comparisons, ActorSource actors) : PageModel
{
    /// <summary>What stands in the address for the plan as it is.</summary>
    public const string InForce = "in-force";

    /// <summary>Key of the other decision, or <see cref="InForce"/>.</summary>
    [FromQuery(Name = "with")]
    public string? With { get; set; }

    [FromQuery(Name = "page")]
    public int? Number { get; set; }

    public Comparison Comparison { get; private set; } = null!;

    public Decision First => Comparison.First.Decision;

    /// <summary>Whether it is laid beside what is in force.</summary>
    public bool AgainstPlan => Comparison.Second is null;

    /// <summary>Whether it can be: a decision in force is a part of that already.</summary>
    public bool MayBeAgainstPlan => First.Status != DecisionStatus.Approved;

    public string Address(int page) =>
        string.Create(CultureInfo.InvariantCulture, $"/capital/decisions/{First.Id}/compare?with={Comparison.Second?.Decision.Id.ToString(CultureInfo.InvariantCulture) ?? InForce}&page={page}");

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken ct)
    {
        long? with = null;
        if (!string.IsNullOrWhiteSpace(With) && With != InForce)
            with = long.TryParse(With, NumberStyles.None, CultureInfo.InvariantCulture, out var other) ? other : throw new NotFoundException("decision", With);
        Comparison = await comparisons.GetAsync(actors.Current, new ComparisonRequest(id, with, Number ?? 1), ct);
        // What a decision in force changed stands on its own page; beside it stands the latest other one.
        if (AgainstPlan && !MayBeAgainstPlan)
            return Comparison.Choices.Count > 0
                ? Redirect(FormattableString.Invariant($"/capital/decisions/{id}/compare?with={Comparison.Choices[0].Id}"))
                : Redirect(FormattableString.Invariant($"/capital/decisions/{id}"));
        return Page();
    }
}
