using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>A proposed allocation.</summary>
/// <param name="Lines">What is given, in the order of service, then by source and year.</param>
/// <param name="Shortfalls">Who got less than it needs, in the order of service.</param>
public sealed record Proposal(IReadOnlyList<ProposalLine> Lines, IReadOnlyList<Shortfall> Shortfalls);

/// <summary>Capital proposed for a project from a source in a year, on top of what it has.</summary>
/// <param name="ProjectCode">Project.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Year.</param>
/// <param name="Amount">More than nought.</param>
/// <param name="Reason">Why so much, here and now.</param>
public sealed record ProposalLine(string ProjectCode, string Source, int Year, Vnd Amount, Reason Reason);

/// <summary>A project that got less than it needs.</summary>
/// <param name="ProjectCode">Project.</param>
/// <param name="Place">Its place in the order of service, from 1.</param>
/// <param name="Sources">The sources of which it still lacks something.</param>
public sealed record Shortfall(string ProjectCode, int Place, IReadOnlyList<SourceShortfall> Sources);

/// <summary>What a project still lacks of a source after the proposal.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Amount">More than nought.</param>
/// <param name="Blockers">Everything that stands in the way, at least one.</param>
public sealed record SourceShortfall(string Source, Vnd Amount, IReadOnlyList<Reason> Blockers);
