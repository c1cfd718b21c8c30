using Portfolio.Common;
using Portfolio.Database.Seeds.Tables;
using Portfolio.LandClearance.Illustrative;
using Portfolio.Milestones.Illustrative;
using Portfolio.Projects;

namespace Portfolio.Database.Seeds.Writing;

/// <summary>
/// The illustrative milestones and land of some projects, with the keys of what they name. What lies after the day of the load has
/// not happened yet, and is left out.
/// </summary>
/// <param name="demo">The files.</param>
/// <param name="projects">The projects that are written, by their codes.</param>
/// <param name="today">Day of the load.</param>
internal sealed class DemoSchedule(DemoBook demo, IReadOnlyDictionary<string, ProjectKey> projects, DateOnly today)
{
    public IllustrativeSchedule Schedule(IReadOnlySet<long> ids) => new(
        [
            .. demo.Milestones.Values.Where(m => Has(m.Project, ids)).Select(m => new IllustrativeMilestone(
                projects[m.Project].Id, projects[m.Project].PlanId, m.Code, m.Kind, m.Name, m.Weight, m.Planned?.On, m.Planned?.Precision, m.Planned?.Text)),
        ],
        [
            .. demo.Milestones.Values.Where(m => Has(m.Project, ids))
                .SelectMany(m => m.After, (m, after) => new IllustrativeLink(projects[m.Project].Id, m.Code, after, m.LagDays)),
        ],
        [
            .. demo.Updates.Values.Where(u => Has(u.Project, ids) && u.On <= today).Select(u => new IllustrativeUpdate(
                projects[u.Project].Id, u.Milestone, u.On!.Value, u.By, u.Field, u.Value?.On, u.Value?.Precision, u.Value?.Text, u.Reason, u.Note, u.Percent)),
        ]);

    public IllustrativeLand Land(CodeIds communes, CodeIds bodies)
    {
        var (communeOf, bodyOf) = (ById(communes), ById(bodies));
        var obstacles = demo.Obstacles.Values.Where(o => projects.ContainsKey(o.Project) && o.Since <= today).ToDictionary(o => o.Code, StringComparer.Ordinal);
        var answers = demo.Answers.Values.Where(a => obstacles.ContainsKey(a.Obstacle) && a.On <= today).ToList();
        var answered = answers.ToLookup(a => a.Obstacle, a => a.On, StringComparer.Ordinal);
        return new IllustrativeLand(
            [
                .. demo.Packages.Values.Where(p => projects.ContainsKey(p.Project)).Select(p => new IllustrativePackage(
                    projects[p.Project].Id, projects[p.Project].PlanId, communeOf[p.Commune], p.Code, p.Section ?? "", p.LandUse, p.Planned!.On!.Value,
                    p.Planned.Precision!, p.Planned.Text!, p.HandedOver <= today ? null : p.Expected, p.HandedOver <= today ? p.HandedOver : null)),
            ],
            [
                .. demo.Counts.Values.Where(c => projects.ContainsKey(c.Project) && c.On <= today)
                    .Select(c => new IllustrativeCount(projects[c.Project].Id, c.Package, c.On!.Value, c.By, c.Figures)),
            ],
            [
                .. demo.Steps.Values.Where(s => projects.ContainsKey(s.Project) && s.DoneOn <= today)
                    .Select(s => new IllustrativeStep(projects[s.Project].Id, s.Package, s.Step, s.DoneOn!.Value, s.By)),
            ],
            [
                .. obstacles.Values.Select(o => (Obstacle: o, Closed: o.ClosedOn <= today)).Select(o => new IllustrativeObstacle(
                    projects[o.Obstacle.Project].Id, o.Obstacle.Package, o.Obstacle.Title, o.Obstacle.Location, bodyOf[o.Obstacle.MustAct],
                    o.Obstacle.Since!.Value, o.Obstacle.Due, o.Obstacle.By, answered[o.Obstacle.Code].Max(), o.Closed ? o.Obstacle.ClosedOn : null,
                    o.Closed ? o.Obstacle.ClosedBy : null, o.Closed ? o.Obstacle.ClosingNote : null)),
            ],
            [
                .. answers.Select(a => new IllustrativeAnswer(
                    projects[obstacles[a.Obstacle].Project].Id, obstacles[a.Obstacle].Title, a.On!.Value, a.By, a.Text)),
            ]);
    }

    public IReadOnlyList<IllustrativeBlock> Blocks(IReadOnlyList<MadePackage> packages)
    {
        var idOf = packages.ToDictionary(p => (p.ProjectId, p.Code), p => p.Id);
        return
        [
            .. demo.Packages.Values.Where(p => p.Blocks is not null && projects.ContainsKey(p.Project)).Select(p => new IllustrativeBlock(
                projects[p.Project].Id, p.Blocks!, idOf[(projects[p.Project].Id, p.Code)], p.LagDays)),
        ];
    }

    private static Dictionary<string, long> ById(CodeIds pairs) =>
        pairs.Codes.Zip(pairs.Ids).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);

    private bool Has(string project, IReadOnlySet<long> ids) => projects.TryGetValue(project, out var key) && ids.Contains(key.Id);
}
