namespace Portfolio.Slippage.Rulings;

/// <summary>Limits of a rule, as a province rules or tries.</summary>
/// <param name="Province">Province.</param>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Limits">The limits that are to change, by name; those that are not named stay as they are.</param>
/// <param name="Version">Version of the rule it was read in (<see cref="ProvinceRule.Version"/>); null = whatever it is.</param>
/// <param name="Reason">Decision and reason; not needed to try.</param>
public sealed record RuleLimits(string Province, string Rule, IReadOnlyDictionary<string, int> Limits, long? Version, string? Reason);

/// <summary>A rule as it holds in a province.</summary>
/// <param name="Code">Code of the rule.</param>
/// <param name="Limits">Its limits, in their order.</param>
/// <param name="Version">Latest ruling on it; 0 = none.</param>
public sealed record ProvinceRule(string Code, IReadOnlyList<ProvinceLimit> Limits, long Version);

/// <summary>A limit as it holds in a province.</summary>
/// <param name="Name">Which limit (<c>amber_days</c>).</param>
/// <param name="Value">The limit.</param>
/// <param name="Usual">What it is where nothing is ruled.</param>
/// <param name="Unit"><c>day</c>, <c>percent</c>, <c>point</c>, <c>time</c>, <c>month</c> or <c>month_day</c> (month times hundred plus day).</param>
/// <param name="Ruled">Whether the province has ruled on it.</param>
public sealed record ProvinceLimit(string Name, int Value, int Usual, string Unit, bool Ruled);

/// <summary>A ruling on a limit.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Name">Which limit.</param>
/// <param name="Value">The limit from then on.</param>
/// <param name="Reason">Why.</param>
/// <param name="RuledBy">Who ruled.</param>
/// <param name="RuledAt">When, UTC.</param>
public sealed record PastRuling(string Rule, string Name, int Value, string Reason, string RuledBy, DateTime RuledAt);

/// <summary>What limits would have raised.</summary>
/// <param name="From">First day that was looked at.</param>
/// <param name="To">Last day: today.</param>
/// <param name="EveryDays">Days between two that were looked at.</param>
/// <param name="OfToday">Whether the rule can be told of today alone: then all that stands today counts as raised.</param>
/// <param name="Tried">With the limits that are tried.</param>
/// <param name="InForce">With those in force.</param>
/// <param name="Episodes">What those that are tried would have raised, red first and then latest first.</param>
/// <param name="Found">How many there are; more than in the list where it is cut.</param>
public sealed record Trial(
    DateOnly From, DateOnly To, int EveryDays, bool OfToday, TrialCount Tried, TrialCount InForce, IReadOnlyList<TrialEpisode> Episodes, int Found);

/// <summary>How many episodes were raised, by the worst they became.</summary>
/// <param name="Amber">Amber.</param>
/// <param name="Red">Red.</param>
/// <param name="Notice">Reminders.</param>
public sealed record TrialCount(int Amber, int Red, int Notice);

/// <summary>An episode that limits would have raised.</summary>
/// <param name="SubjectType">What it is about: milestone, project, package, obstacle, report, ledger.</param>
/// <param name="SubjectId">Key of that.</param>
/// <param name="ProjectCode">Its project; null = of none.</param>
/// <param name="ProjectName">Name of the project.</param>
/// <param name="Severity">The worst it became.</param>
/// <param name="OpenedOn">First day on which it was found.</param>
/// <param name="RedOn">First day on which it was red; null = never.</param>
/// <param name="EndedOn">First day on which it was found no more; null = it stands today.</param>
public sealed record TrialEpisode(
    string SubjectType, long SubjectId, string? ProjectCode, string? ProjectName, string Severity, DateOnly OpenedOn, DateOnly? RedOn, DateOnly? EndedOn);
