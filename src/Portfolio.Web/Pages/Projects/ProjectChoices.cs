using Portfolio.Accounts;
using Portfolio.Reporting.Places;
using Portfolio.Reporting.Plans;
using Portfolio.Reporting.Summary;

namespace Portfolio.Web.Pages.Projects;

/// <summary>What the filter of a list of projects offers.</summary>
/// <param name="Plans">Plans.</param>
/// <param name="Programmes">Programmes of the plan that is asked for.</param>
/// <param name="Places">Bodies and communes.</param>
internal sealed record ProjectChoices(IReadOnlyList<PlanCard> Plans, IReadOnlyList<ProgrammeSummary> Programmes, IReadOnlyList<PlaceChoice> Places);

/// <summary>The filter of a list of projects.</summary>
/// <param name="Query">What is asked for.</param>
/// <param name="Choices">What it offers.</param>
internal sealed record ProjectFilters(ProjectQuery Query, ProjectChoices Choices);

/// <summary>Looks up what the filter of a list of projects offers.</summary>
internal sealed class ProjectChoiceLists(PlanReports plans, SummaryService summaries, PlaceReports places)
{
    /// <summary>The choices for what is asked; a programme of another plan than the one that is asked for is taken out of the query.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="begin">Province with whose first plan to begin; null = with what is asked.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<ProjectChoices> ForAsync(Actor actor, ProjectQuery query, string? begin, CancellationToken ct)
    {
        var offered = await plans.ListAsync(actor, ct);
        if (begin is not null)
            query.Plan = offered.FirstOrDefault(p => p.ProvinceCode == begin)?.Code ?? query.Plan;
        var asked = offered.FirstOrDefault(p => p.Code == query.Plan);
        var programmes = asked is null ? [] : (await summaries.GetAsync(actor, asked.Code, ct)).Programmes;
        // Who changes the plan in the form still has a programme of the plan before in it.
        if (programmes.Count > 0 && programmes.All(p => p.Code != query.Programme))
            query.Programme = null;
        return new ProjectChoices(offered, programmes, await places.ChoicesAsync(actor, asked?.ProvinceCode, query.Body, query.Commune, ct));
    }
}
