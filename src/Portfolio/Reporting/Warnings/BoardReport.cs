using Portfolio.Common;
using Portfolio.Slippage;

namespace Portfolio.Reporting.Warnings;

/// <summary>A page of warnings, and what all of them come to.</summary>
/// <param name="Warnings">The page, what hangs on most first.</param>
/// <param name="Counts">Warnings of the filter by severity and rule, whichever of these is chosen.</param>
/// <param name="Capital">Projects and capital at risk, each project once, by the worst of its warnings.</param>
/// <param name="Today">Business date.</param>
public sealed record BoardReport(Page<WarningRow> Warnings, IReadOnlyList<RuleCount> Counts, BoardCapital Capital, DateOnly Today)
{
    /// <summary>Warnings of a severity.</summary>
    public int Of(string severity) => Counts.Where(c => c.Severity == severity).Sum(c => c.Warnings);
}

/// <summary>How many warnings a rule has.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Severity">amber or red.</param>
/// <param name="Warnings">Active warnings.</param>
/// <param name="Unanswered">Of these, not acknowledged.</param>
public sealed record RuleCount(string Rule, string Severity, int Warnings, int Unanswered);

/// <summary>What hangs on warnings, and whether one can rely on that.</summary>
/// <param name="RedProjects">Projects with a red warning.</param>
/// <param name="AmberProjects">Projects whose worst warning is amber.</param>
/// <param name="RedAtRisk">Capital of the budget year not paid out of projects with a red warning.</param>
/// <param name="AmberAtRisk">The same of projects whose worst warning is amber.</param>
/// <param name="ScannedOn">Business day of the last scan; null = none has run.</param>
/// <param name="LedgerBroken">Whether money does not add up: then no sum can be relied on.</param>
public sealed record BoardCapital(
    int RedProjects, int AmberProjects, Vnd RedAtRisk, Vnd AmberAtRisk, DateOnly? ScannedOn, bool LedgerBroken)
{
    /// <summary>The budget year of the capital: that of the last scan, which reckoned it.</summary>
    public int YearOn(DateOnly today) => JudgedYear.Of(ScannedOn ?? today);
}
