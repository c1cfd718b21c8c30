using Portfolio.Common;
using Portfolio.Slippage;

namespace Portfolio.Reporting.Warnings;

/// <summary>A page of warnings, and what all of them come to.</summary>
/// <param name="Warnings">The page, what hangs on most first.</param>
/// <param name="Counts">Warnings of the filter by severity and rule, whichever of these is chosen.</param>
/// <param name="Capital">Projects and capital at risk of the filter, each project once, whichever severity and rule is chosen.</param>
/// <param name="Today">Business date.</param>
public sealed record BoardReport(Page<WarningRow> Warnings, IReadOnlyList<RuleCount> Counts, BoardCapital Capital, DateOnly Today)
{
    /// <summary>Warnings of a severity.</summary>
    public int Of(string severity) => Counts.Where(c => c.Severity == severity).Sum(c => c.Warnings);

    /// <summary>Warnings of each rule, of a severity or of both where it is blank, the most first.</summary>
    public IReadOnlyList<(string Rule, int Warnings)> OfRules(string? severity) =>
    [
        .. Counts.Where(c => string.IsNullOrWhiteSpace(severity) || c.Severity == severity)
            .GroupBy(c => c.Rule, (rule, counts) => (Rule: rule, Warnings: counts.Sum(c => c.Warnings)))
            .OrderByDescending(r => r.Warnings).ThenBy(r => r.Rule, StringComparer.Ordinal),
    ];
}

/// <summary>How many warnings a rule has.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Severity">amber or red.</param>
/// <param name="Warnings">Active warnings.</param>
/// <param name="Unanswered">Of these, not acknowledged.</param>
public sealed record RuleCount(string Rule, string Severity, int Warnings, int Unanswered);

/// <summary>What hangs on warnings, and whether one can rely on that.</summary>
/// <param name="RedProjects">Projects with a red warning among those of the view.</param>
/// <param name="AmberProjects">Projects with amber warnings that have no red one at all.</param>
/// <param name="AnyAmberProjects">Projects with an amber warning among those of the view, whether or not they are red.</param>
/// <param name="RedAtRisk">Capital of the budget year not paid out of projects that are red by all their warnings.</param>
/// <param name="AmberAtRisk">The same of projects that are not.</param>
/// <param name="ScannedOn">Business day of the last scan; null = none has run.</param>
/// <param name="LedgerBroken">Whether money does not add up: then no sum can be relied on.</param>
public sealed record BoardCapital(
    int RedProjects, int AmberProjects, int AnyAmberProjects, Vnd RedAtRisk, Vnd AmberAtRisk, DateOnly? ScannedOn, bool LedgerBroken)
{
    /// <summary>The budget year of the capital: that of the last scan, which reckoned it.</summary>
    public int YearOn(DateOnly today) => JudgedYear.Of(ScannedOn ?? today);
}
