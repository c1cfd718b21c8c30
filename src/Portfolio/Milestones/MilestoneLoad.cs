using Portfolio.Common;
using Portfolio.Projects;

namespace Portfolio.Milestones;

/// <summary>What a load says of milestones, and of which projects.</summary>
internal sealed class MilestoneLoad(IReadOnlyList<MilestoneSeed> rows, IReadOnlyList<ProjectKey> projects, long[] planIds)
{
    /// <summary>The projects of the plans of the load.</summary>
    public long[] ProjectIds { get; } = [.. projects.Where(p => planIds.Contains(p.PlanId)).Select(p => p.Id).Order()];

    /// <summary>Parameters of the statements of <see cref="MilestoneImport"/>.</summary>
    public object Parameters { get; } = new
    {
        Rows = Import.Rows(rows),
        Scope = planIds,
        ProjectCodes = projects.Select(p => p.Code).ToArray(),
        ProjectIds = projects.Select(p => p.Id).ToArray(),
        ProjectPlanIds = projects.Select(p => p.PlanId).ToArray(),
    };
}
