using Portfolio.Common;
using Portfolio.LandClearance.Packages;
using Portfolio.LandClearance.Steps;

namespace Portfolio.Reporting.Land;

/// <summary>A package with all that is known of it.</summary>
/// <param name="Id">Key, part of addresses.</param>
/// <param name="Code">Code within its project.</param>
/// <param name="ProjectCode">Project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="CommuneCode">Commune.</param>
/// <param name="CommuneKind"><c>xa</c> or <c>phuong</c>.</param>
/// <param name="CommuneName">Its name.</param>
/// <param name="Section">Section of the work; blank = the whole.</param>
/// <param name="LandUse"><c>agricultural</c> or <c>other</c>.</param>
/// <param name="Figures">Its counters.</param>
/// <param name="Planned">Planned hand-over; null = not planned.</param>
/// <param name="ExpectedOn">Day for which the hand-over is expected; null = as planned.</param>
/// <param name="HandedOverOn">Day on which all of it was handed over; null = not yet.</param>
/// <param name="NotifiedOn">Day of the notice of recovery.</param>
/// <param name="NoticeUntil">Last day on which it is valid.</param>
/// <param name="Steps">Where it stands with every step of its province.</param>
/// <param name="OpenObstacles">Obstacles of it that are not closed.</param>
/// <param name="Bodies">Bodies that administer its commune.</param>
/// <param name="Illustrative">Whether it is made up for demonstration.</param>
/// <param name="UpdatedAt">When somebody last said anything of it.</param>
/// <param name="Version">Version, for conditional changes.</param>
public sealed record LandPackage(
    long Id, string Code, string ProjectCode, string ProjectName, string CommuneCode, string CommuneKind, string CommuneName, string Section, string LandUse,
    LandFigures Figures, DueDate? Planned, DateOnly? ExpectedOn, DateOnly? HandedOverOn, DateOnly? NotifiedOn, DateOnly? NoticeUntil,
    IReadOnlyList<StepState> Steps, int OpenObstacles, IReadOnlyList<long> Bodies, bool Illustrative, DateTimeOffset UpdatedAt, long Version)
{
    /// <summary>Days by which the hand-over is late: past its planned day and not done, or done after it; 0 = in time.</summary>
    public int LateDays(DateOnly today) =>
        Planned?.On is { } planned ? Math.Max(0, (HandedOverOn ?? today).DayNumber - planned.DayNumber) : 0;

    /// <summary>The step it works on: the first that is not done; null = every step is done.</summary>
    public StepState? Current => HandedOverOn is null ? Steps.FirstOrDefault(s => s.DoneOn is null) : null;

    /// <summary>Steps past their limit and not done.</summary>
    public IEnumerable<StepState> Overdue => HandedOverOn is null ? Steps.Where(s => s.IsOverdue) : [];
}
