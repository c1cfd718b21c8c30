using FsCheck;
using FsCheck.Fluent;
using Portfolio.Common;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Random budget years in which some projects spend and others do not.</summary>
internal static class RandomYears
{
    /// <summary>A budget year 2027 of some projects, on any of its days.</summary>
    public static Gen<ReplanRequest> Any() =>
        from count in Gen.Choose(1, 8)
        from projects in Gen.CollectToArray(Enumerable.Range(0, count), number => Project($"P{number}"))
        from day in Gen.Choose(0, 364)
        from behind in Gen.Choose(0, 40)
        from late in Gen.Choose(0, 30)
        from safety in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(0, 10_000)))
        select new ReplanRequest(
            new DateOnly(2027, 1, 1).AddDays(day), 2030, projects,
            new ReplanThresholds(new Threshold(behind, "behind"), new Threshold(late, "late"), new Threshold(safety, "safety")));

    /// <summary>The same year with everything in another order.</summary>
    public static Gen<ReplanRequest> Shuffled(ReplanRequest request) =>
        from projects in Gen.Shuffle(request.Projects.ToArray())
        from shift in Gen.Choose(0, 2)
        select request with
        {
            Projects =
            [
                .. projects.Select(project => project with
                {
                    Project = project.Project with { Sources = [.. project.Project.Sources.Skip(shift), .. project.Project.Sources.Take(shift)] },
                    Spending = [.. project.Spending.Reverse()],
                }),
            ],
        };

    /// <summary>A project that spends little of much that is planned, much of little, or anything of anything.</summary>
    private static Gen<YearProject> Project(string code) =>
        from project in RandomPlans.Project(code, first: 2026, largest: 90, RandomPlans.Sources, filled: 10)
        from pace in Gen.Elements((Planned: 6_000, Spent: 0), (Planned: 0, Spent: 60), (Planned: 3_000, Spent: 30))
        from spending in Gen.CollectToArray(project.Sources, source => Spending(source, pace.Spent))
        from planned in RandomPlans.OrNone(Gen.Choose(pace.Planned, pace.Planned + 4_000))
        from land in Gen.Frequency((9, Gen.Elements(LandState.Unknown, LandState.NotDue, LandState.Cleared)), (1, Gen.Constant(LandState.Late)))
        from landDays in Gen.Choose(0, 40)
        from rest in Gen.Frequency((9, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("suspended", "cancelled")))
        from late in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
        from days in Gen.Choose(0, 40)
        select new YearProject(project, spending)
        {
            PlannedShare = planned,
            AtRest = rest,
            Land = land,
            LandDaysLate = land == LandState.Late ? landDays : 0,
            LateMilestones = late,
            DaysLate = late == 0 ? 0 : days,
        };

    /// <summary>Spends from so many per cent of what is available to 40 points more, some of it not yet confirmed.</summary>
    private static Gen<YearSpending> Spending(SourceCapital source, int percent) =>
        from carriedIn in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 12)))
        let available = (int)source.AllocatedIn(2027).Dong + carriedIn
        from spent in Gen.Choose(available * percent / 100, available * (percent + 40) / 100)
        from pending in Gen.Choose(0, spent / 3)
        from since in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(0, available)))
        select new YearSpending(source.Source, new Vnd(carriedIn), new Vnd(spent - pending), new Vnd(pending)) { Since = new Vnd(since) };
}
