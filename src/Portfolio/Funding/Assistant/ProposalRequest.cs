using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>What a proposal is made from.</summary>
/// <param name="FirstYear">First year of planning; earlier years are past and stay as they are.</param>
/// <param name="LastYear">Last year of planning.</param>
/// <param name="Minimum">
/// Least that a project has in a year in which it is given something, all sources and what it has already together; zero = no minimum.
/// </param>
/// <param name="Projects">The projects, in any order.</param>
/// <param name="Rooms">
/// What the ceiling of a source and year still leaves, contingency taken out. A source and year that is not named has no ceiling.
/// </param>
internal sealed record ProposalRequest(
    int FirstYear, int LastYear, Vnd Minimum, IReadOnlyList<PlanningProject> Projects, IReadOnlyDictionary<RoomKey, Vnd> Rooms);

/// <summary>A source in a year.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Year.</param>
internal readonly record struct RoomKey(string Source, int Year);
