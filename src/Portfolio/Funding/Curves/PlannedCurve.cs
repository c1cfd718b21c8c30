namespace Portfolio.Funding.Curves;

/// <summary>The planned disbursement of a project in a year.</summary>
/// <param name="ProjectCode">Code of the project.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Shares">Share of the year's capital to be paid out by the end of each month, basis points.</param>
/// <param name="Stated">Whether somebody stated it; else it is the default.</param>
/// <param name="Reason">Why it differs from the default.</param>
/// <param name="Version">Version, for conditional changes; 0 = the default.</param>
public sealed record PlannedCurve(
    string ProjectCode, int Year, IReadOnlyList<int> Shares, bool Stated, string? Reason, long Version)
{
    /// <summary>Whether a month of its year is over.</summary>
    /// <param name="month">Month, from 0.</param>
    /// <param name="today">Business date.</param>
    public bool HasEnded(int month, DateOnly today) => new DateOnly(Year, month + 1, 1).AddMonths(1) <= today;
}
