using FsCheck;
using FsCheck.Fluent;
using Portfolio.Common;
using Portfolio.Funding.Assistant;

namespace Portfolio.Tests.Funding.Assistant;

/// <summary>Random plans with amounts so small that ceilings, needs, limits and minimum meet all the time.</summary>
internal static class RandomPlans
{
    public static readonly string[] Sources = ["oda", "province", "commune"];

    /// <summary>Plans of some projects over five years.</summary>
    public static Gen<ProposalRequest> Any() =>
        from count in Gen.Choose(1, 7)
        from projects in Gen.CollectToArray(Enumerable.Range(0, count), number => Project($"P{number}", first: 2024, largest: 24, Sources))
        from rooms in Rooms(2026, 2030, largest: 25)
        from minimum in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(1, 16)))
        select new ProposalRequest(2026, 2030, new Vnd(minimum), projects, rooms);

    /// <summary>One project over three years, small enough to try out every way of giving it capital.</summary>
    public static Gen<ProposalRequest> Tiny() =>
        from project in Project("P", first: 2025, largest: 5, Sources[..2])
        from rooms in Rooms(2026, 2028, largest: 4)
        from minimum in Gen.Choose(0, 5)
        select new ProposalRequest(
            2026, 2028, new Vnd(minimum), [project], rooms);

    /// <summary>The same plan with everything in another order.</summary>
    public static Gen<ProposalRequest> Shuffled(ProposalRequest request) =>
        from projects in Gen.Shuffle(request.Projects.ToArray())
        from rooms in Gen.Shuffle(request.Rooms.ToArray())
        from shift in Gen.Choose(0, 2)
        select request with
        {
            Projects = [.. projects.Select(project => project with { Sources = [.. project.Sources.Skip(shift), .. project.Sources.Take(shift)] })],
            Rooms = rooms.ToDictionary(),
        };

    /// <summary>A project, which may have capital already.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="first">First year that may have capital; the last is 2030.</param>
    /// <param name="largest">Largest need of a source.</param>
    /// <param name="of">Sources it may draw on.</param>
    /// <param name="filled">How many years have capital, against five that have none.</param>
    public static Gen<PlanningProject> Project(string code, int first, int largest, string[] of, int filled = 1) =>
        from rank in Gen.Choose(7, 9)
        from sources in Gen.SubListOf(of).Where(sources => sources.Count > 0)
        from capital in Gen.CollectToArray(sources, source => Capital(source, first, largest, filled))
        from limit in OrNone(Gen.Choose(1, 5), none: 5)
        from start in OrNone(Gen.Choose(2025, 2031), none: 6)
        from finish in OrNone(Gen.Choose(2025, 2031), none: 4)
        from investment in OrNone(Gen.Choose(0, 3 * largest), none: 4)
        from past in OrNone(Gen.Choose(2022, 2024), none: 16)
        select new PlanningProject(code, new Priority(rank, PlanCase.RankParameter, SetByOfficer: false), capital)
        {
            Limit = limit is { } years ? PlanCase.Limit(years) : null,
            FirstFundedYear = past ?? FirstFunded(capital),
            StartYear = start,
            FinishYear = finish,
            TotalInvestment = investment is { } amount ? new Vnd(amount) : null,
        };

    private static int? FirstFunded(SourceCapital[] capital) =>
        capital.SelectMany(source => source.AllocatedByYear).Where(year => year.Value > Vnd.Zero).Select(year => (int?)year.Key).Min();

    private static Gen<SourceCapital> Capital(string source, int first, int largest, int filled) =>
        from need in Gen.Choose(0, largest)
        from years in Gen.ArrayOf(Gen.Frequency((5, Gen.Constant(0)), (filled, Gen.Choose(1, Math.Max(1, largest / 3)))), 2031 - first)
        select PlanCase.Source(source, need, [.. years.Select((amount, i) => (first + i, (long)amount))]);

    private static Gen<IReadOnlyDictionary<RoomKey, Vnd>> Rooms(int first, int last, int largest) =>
        from rooms in Gen.CollectToArray(
            from source in Sources
            from year in Enumerable.Range(first, last - first + 1)
            select new RoomKey(source, year),
            cell => OrNone(Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(-1, largest)))).Select(room => (Cell: cell, Room: room)))
        select (IReadOnlyDictionary<RoomKey, Vnd>)rooms
            .Where(room => room.Room is not null)
            .ToDictionary(room => room.Cell, room => new Vnd(room.Room!.Value));

    /// <summary>A number, or none as often as stated against four numbers.</summary>
    public static Gen<int?> OrNone(Gen<int> numbers, int none = 1) =>
        Gen.Frequency((none, Gen.Constant((int?)null)), (4, numbers.Select(number => (int?)number)));
}
