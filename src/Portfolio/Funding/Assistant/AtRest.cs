using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>Projects that are suspended or cancelled: officers alone give them capital; what they do not spend others may use.</summary>
internal static class AtRest
{
    /// <summary>Whether a project in this stage is at rest.</summary>
    public static bool Is(string? stage) => stage is "suspended" or "cancelled";

    /// <summary>What the projects at rest lack, each source with the reason why nothing is proposed for it.</summary>
    public static IEnumerable<Shortfall> Shortfalls(IEnumerable<(PlanningProject Project, string? Stage)> projects) =>
        from resting in projects
        where Is(resting.Stage) && resting.Project.Missing > Vnd.Zero
        orderby resting.Project.Code
        select new Shortfall(resting.Project.Code, 0,
        [
            .. resting.Project.Sources.Where(source => source.Missing > Vnd.Zero).Select(source => new SourceShortfall(
                source.Source, source.Missing, [Reasons.Of("propose.blocked.at_rest", ("stage", resting.Stage))])),
        ]);
}
