using System.Globalization;
using Portfolio.Common;
using Portfolio.Projects;

namespace Portfolio.Funding.Assistant;

/// <summary>
/// Place of a project in the legal order (law parameters <c>capital.priority.…</c>): what an officer has set, else what stage, kind,
/// sources and dates say. Urgent projects, advances to repay, older debts and interest support show in no such fact: an officer sets them.
/// </summary>
internal static class PriorityRule
{
    private const string Family = "capital.priority.";

    public static Priority Of(PlanningFacts facts, ProjectFacts project)
    {
        if (facts.Terms.GetValueOrDefault(project.Id)?.Priority is { } set && facts.Law.ContainsKey(set))
            return new Priority(Rank(facts, set), set, SetByOfficer: true);
        var derived = Family + Derived(facts, project);
        return new Priority(Rank(facts, derived), derived, SetByOfficer: false);
    }

    private static string Derived(PlanningFacts facts, ProjectFacts project)
    {
        var group = facts.Terms.GetValueOrDefault(project.Id)?.SizeGroup ?? project.SizeGroup;
        if (group == "national" || Needs(facts, project, "chuong-trinh-mtqg"))
            return "national_target_and_national_important";
        if (project.Stage is "completion" or "settlement")
            return "completed_short_of_capital";
        if (Needs(facts, project, "von-oda"))
            return "oda_and_counterpart";
        if (Needs(facts, project, "nha-dau-tu-ppp"))
            return "ppp_state_share";
        if (project.Stage is "land_clearance" or "procurement" or "construction")
            return PlanningFacts.Finish(project, facts.Milestones.GetValueOrDefault(project.Id)) <= facts.Plan.PeriodTo
                ? "ongoing_finishing_in_period" : "ongoing_on_schedule";
        return project.Kind == "construction" ? "new_starts" : "planning_and_preparation";
    }

    private static bool Needs(PlanningFacts facts, ProjectFacts project, string source) =>
        facts.Needs[project.Id].Any(n => n.SourceCode == source && n.Amount > Vnd.Zero);

    // An order that the law does not name any more is served last.
    private static int Rank(PlanningFacts facts, string parameter) =>
        facts.Law.TryGetValue(parameter, out var rank) ? int.Parse(rank, CultureInfo.InvariantCulture) : int.MaxValue;
}
