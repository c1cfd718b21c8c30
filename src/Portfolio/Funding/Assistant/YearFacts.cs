using Dapper;
using Npgsql;
using Portfolio.Funding.Curves;
using Portfolio.Projects;

namespace Portfolio.Funding.Assistant;

/// <summary>Where the projects of a plan stand in a budget year: spending, curve, land, milestones.</summary>
internal static class YearFacts
{
    private const string CurvesSql = """
        -- Funding.PlanningCurves
        select c.project_id, c.shares from funding.planned_curve c where c.year = @Year and c.project_id = any(@Ids)
        """;

    /// <summary>Per project what should be spent of the year's capital by the day, in basis points: by its own curve, or by the default.</summary>
    public static async Task<IReadOnlyDictionary<long, int>> PlannedSharesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlanningFacts facts, DateOnly day, CancellationToken ct)
    {
        var own = (await connection.QueryAsync<(long Id, int[] Shares)>(new CommandDefinition(
            CurvesSql, new { day.Year, Ids = facts.Projects.Select(p => p.Id).ToArray() }, transaction, cancellationToken: ct)))
            .ToDictionary(c => c.Id, c => c.Shares);
        return facts.Projects.ToDictionary(p => p.Id, p => DefaultCurve.ShareAt(
            own.TryGetValue(p.Id, out var shares) ? shares : Default(facts, p, day.Year), day.Year, day));
    }

    /// <summary>The project in the year as the planner sees it.</summary>
    public static YearProject Of(PlanningFacts facts, ProjectFacts project, IReadOnlyDictionary<long, int> shares, DateOnly day)
    {
        var milestones = facts.Milestones.GetValueOrDefault(project.Id);
        return new YearProject(
            facts.Project(project),
            [.. facts.Capital[project.Id].Where(c => c.Year == day.Year).Select(c => new YearSpending(c.SourceCode, c.CarriedIn, c.Paid, c.Waiting) { Since = c.Since })])
        {
            AtRest = AtRest.Is(project.Stage) ? project.Stage : null,
            PlannedShare = shares[project.Id],
            Land = Land(project, milestones),
            LandDaysLate = milestones?.LandDaysLate ?? 0,
            LateMilestones = milestones?.Late ?? 0,
            DaysLate = milestones?.DaysLate ?? 0,
        };
    }

    private static IReadOnlyList<int> Default(PlanningFacts facts, ProjectFacts project, int year)
    {
        var milestones = facts.Milestones.GetValueOrDefault(project.Id);
        return DefaultCurve.Shares(
            year,
            milestones?.StartsOn ?? (project.PeriodFrom is { } from ? new DateOnly(from, 1, 1) : null),
            milestones?.FinishesOn ?? (project.PeriodTo is { } to ? new DateOnly(to, 12, 31) : null));
    }

    // Before land clearance is entered in full, its milestone and the stage tell: whoever builds has land.
    private static LandState Land(ProjectFacts project, Milestones.MilestoneFacts? milestones) => milestones switch
    {
        { LandLate: > 0 } => LandState.Late,
        { Land: > 0, LandOpen: 0 } => LandState.Cleared,
        { Land: > 0 } => LandState.NotDue,
        _ => project.Stage is "construction" or "completion" or "settlement" ? LandState.Cleared : LandState.Unknown,
    };
}
