using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>A proposed adjustment of the capital of a budget year and the years after it.</summary>
/// <param name="Lines">The changes, by source, givers before takers; they sum to nought per source and year.</param>
/// <param name="Moves">Who gives what to whom; the lines are the sums of these.</param>
/// <param name="Leftovers">What could not be taken, could not be placed, or was wanted in vain.</param>
public sealed record Replan(IReadOnlyList<AdjustmentLine> Lines, IReadOnlyList<CapitalMove> Moves, IReadOnlyList<Leftover> Leftovers);

/// <summary>A change of the capital of a project from a source in a year.</summary>
/// <param name="ProjectCode">Project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Year.</param>
/// <param name="Amount">What is added, or taken where it is below nought; never nought.</param>
/// <param name="Reason">Why.</param>
public sealed record AdjustmentLine(string ProjectCode, string Source, int Year, Vnd Amount, Reason Reason);

/// <summary>Capital of the budget year that goes from one project to another.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Giver">Project that gives.</param>
/// <param name="Taker">Project that takes.</param>
/// <param name="LaterYear">
/// Year whose capital the taker hands over in exchange; null where it hands over nothing, because the capital meets a need that had none.
/// </param>
/// <param name="Amount">More than nought.</param>
public sealed record CapitalMove(string Source, string Giver, string Taker, int? LaterYear, Vnd Amount);

/// <summary>Capital that stays where it is though the rules would have it elsewhere.</summary>
/// <param name="ProjectCode">Project that keeps it, or that wanted it.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Amount">More than nought.</param>
/// <param name="Reason">Why.</param>
public sealed record Leftover(string ProjectCode, string Source, Vnd Amount, Reason Reason);
