using Portfolio.Database.Seeds.Reading;
using Portfolio.Database.Seeds.Tables;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Checks;

/// <summary>What must hold for projects and what hangs on them.</summary>
internal static class ProjectChecks
{
    public static void Run(SeedBook book, PlanBook plans, SeedFaults faults)
    {
        KeyChecks.Unique(plans.Projects, "code", p => p.Project.Code, faults);
        KeyChecks.Unique(plans.ProjectBodies, "body", b => Key(b.Project, b.Role, b.Body), faults);
        KeyChecks.Unique(plans.Milestones, "code", m => Key(m.Project, m.Code), faults);
        KeyChecks.Unique(plans.Outputs, "code", o => Key(o.Project, o.Code), faults);

        KeyChecks.Known(
            plans.ProjectBodies, "body", b => b.Body, KnownCodes.Of("bodies.csv", book.Reference.Bodies, b => b.Code), faults);
        KeyChecks.Known(
            plans.Milestones, "kind", m => m.KindCode,
            KnownCodes.Of("reference/milestone_kinds.csv", book.Reference.MilestoneKinds, k => k.Code), faults);
        CheckProgrammes(plans, faults);
        CheckCommunes(book.Reference, plans, faults);
        foreach (var line in plans.Projects.Lines.Where(l => l.Value.Project.PeriodTo < l.Value.Project.PeriodFrom))
            faults.Add(line.File, line.Line, "period_to", "the work ends before it begins", "correct one of the years");

        var planOf = PlanOf(plans);
        CheckSamePlan(plans.ProjectBodies, "project", b => b.Project, planOf, plans.Projects.Complete, faults);
        CheckSamePlan(plans.Milestones, "project", m => m.Project, planOf, plans.Projects.Complete, faults);
        CheckSamePlan(plans.Outputs, "project", o => o.Project, planOf, plans.Projects.Complete, faults);
        CheckSamePlan(plans.Projects, "parent", p => p.Project.Parent, planOf, plans.Projects.Complete, faults);
        CheckParents(plans.Projects, faults);

        foreach (var line in plans.Outputs.Lines)
            ValueChecks.Comparison(line.File, line.Line, line.Value.Comparator, line.Value.Value, line.Value.ValueTo, faults);
        foreach (var line in plans.Milestones.Lines)
            ValueChecks.DueDate(line, faults);
    }

    /// <summary>Plan of every project; of a code that stands twice, which is reported, the first.</summary>
    public static Dictionary<string, string> PlanOf(PlanBook plans)
    {
        var planOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var project in plans.Projects.Values)
            planOf.TryAdd(project.Project.Code, project.Project.Plan);
        return planOf;
    }

    private static void CheckProgrammes(PlanBook plans, SeedFaults faults)
    {
        if (!plans.Programmes.Complete)
            return;
        var known = plans.Programmes.Values.Select(p => (p.Plan, p.Code)).ToHashSet();
        foreach (var line in plans.Projects.Lines)
        {
            var project = line.Value.Project;
            if (project.Programme.Length > 0 && !known.Contains((project.Plan, project.Programme)))
                faults.Add(
                    line.File, line.Line, "programme", $"{SeedFaults.Quote(project.Programme)} is not in programmes.csv of the plan",
                    "correct the code, or add the row it means");
        }
    }

    private static void CheckCommunes(ReferenceBook reference, PlanBook plans, SeedFaults faults)
    {
        if (!reference.Communes.Complete)
            return;
        var known = reference.Communes.Values.Select(c => c.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var line in plans.Projects.Lines)
        {
            foreach (var code in line.Value.Communes.Where(c => !known.Contains(c)))
                faults.Add(
                    line.File, line.Line, "communes", $"{SeedFaults.Quote(code)} is not in communes.csv",
                    "correct the code, or leave the place to the column places");
        }
    }

    private static void CheckSamePlan<T>(
        SeedRows<T> rows, string column, Func<T, string?> project, Dictionary<string, string> planOf, bool complete, SeedFaults faults)
    {
        if (!complete)
            return;
        foreach (var line in rows.Lines)
        {
            if (project(line.Value) is not { Length: > 0 } code)
                continue;
            if (!planOf.TryGetValue(code, out var plan))
                faults.Add(
                    line.File, line.Line, column, $"{SeedFaults.Quote(code)} is not in projects.csv of the plan",
                    "correct the code, or add the row it means");
            else if (plan != line.File.Split('/')[1])
                faults.Add(
                    line.File, line.Line, column, $"{SeedFaults.Quote(code)} is a project of plan {SeedFaults.Quote(plan)}",
                    "move the row to that plan, or correct the code");
        }
    }

    private static void CheckParents(SeedRows<ProjectEntry> projects, SeedFaults faults)
    {
        var parentOf = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var project in projects.Values)
            parentOf.TryAdd(project.Project.Code, project.Project.Parent);
        foreach (var line in projects.Lines)
        {
            if (IsItsOwnPart(line.Value.Project, parentOf))
                faults.Add(
                    line.File, line.Line, "parent", $"{SeedFaults.Quote(line.Value.Project.Code)} is a part of itself",
                    "break the circle of parents");
        }
    }

    private static bool IsItsOwnPart(ProjectSeed project, Dictionary<string, string?> parentOf)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // A circle further up is reported for its own members, so coming round anywhere ends the walk.
        for (var at = project.Parent; at is not null && seen.Add(at); at = parentOf.GetValueOrDefault(at))
        {
            if (at == project.Code)
                return true;
        }
        return false;
    }

    private static string Key(params string[] parts) => parts.Contains("") ? "" : string.Join('/', parts);
}
