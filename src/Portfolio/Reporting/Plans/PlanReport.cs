using Portfolio.Common;
using Portfolio.Reporting.Summary;

namespace Portfolio.Reporting.Plans;

/// <summary>A plan in a list.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">Kind of plan.</param>
/// <param name="ProvinceCode">Province.</param>
/// <param name="ProvinceName">Name of the province.</param>
/// <param name="ProvinceNameEn">Its name in English.</param>
/// <param name="Name">Full title.</param>
/// <param name="ShortName">Short title.</param>
/// <param name="DocumentNumber">Number of the document; null where it is blank.</param>
/// <param name="DocumentDate">Date of the document; null where it is blank.</param>
/// <param name="DocumentDateText">Date as the document writes it.</param>
/// <param name="IssuerCode">Body that issued it.</param>
/// <param name="IssuerName">Name of that body.</param>
/// <param name="PeriodFrom">First year.</param>
/// <param name="PeriodTo">Last year.</param>
/// <param name="StatedNeedTotal">Need the document states, whole đồng; null where it states none.</param>
/// <param name="StatedNeedState">Of it from the state budget.</param>
/// <param name="StatedNeedOther">Of it from other sources.</param>
/// <param name="Projects">Number of projects.</param>
/// <param name="Illustrative">Whether amounts or stages made up for demonstration are in force.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record PlanCard(
    string Code, string Kind, string ProvinceCode, string ProvinceName, string ProvinceNameEn, string Name, string ShortName,
    string? DocumentNumber, DateOnly? DocumentDate, string? DocumentDateText, string? IssuerCode, string? IssuerName,
    int PeriodFrom, int PeriodTo, Vnd? StatedNeedTotal, Vnd? StatedNeedState, Vnd? StatedNeedOther,
    int Projects, bool Illustrative, string SourceFile, string SourceSection, string SourceItem)
{
    /// <summary>The same among others.</summary>
    public PlanTile Tile => new(
        Code, Kind, ProvinceName, ProvinceNameEn, ShortName, DocumentNumber, PeriodFrom, PeriodTo, StatedNeedTotal, Projects);
}

/// <summary>A plan with all that hangs on it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Summary">Its need by programme.</param>
/// <param name="Indicators">Its targets.</param>
/// <param name="Obligations">Its reporting calendar.</param>
/// <param name="Duties">Duties it lays on bodies.</param>
/// <param name="Discrepancies">Where its document contradicts itself or another.</param>
public sealed record PlanReport(
    PlanCard Plan, PortfolioSummary Summary, IReadOnlyList<IndicatorRow> Indicators, IReadOnlyList<ObligationRow> Obligations,
    IReadOnlyList<DutyRow> Duties, IReadOnlyList<DiscrepancyRow> Discrepancies);

/// <summary>A target of a plan.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Theme">Heading.</param>
/// <param name="Name">What is measured.</param>
/// <param name="Comparator">How to read the value: eq, gte, gt, lte, lt, approx, range, text.</param>
/// <param name="Value">Target; null for <c>text</c>.</param>
/// <param name="ValueTo">Upper end of a range.</param>
/// <param name="Unit">Unit.</param>
/// <param name="TargetYear">Year.</param>
/// <param name="AsWritten">Words of the document.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record IndicatorRow(
    string PlanCode, string Code, string Theme, string Name, string Comparator, decimal? Value, decimal? ValueTo, string? Unit,
    int? TargetYear, string AsWritten, string SourceFile, string SourceSection, string SourceItem);

/// <summary>A report that a plan asks for; it must be in before the given day.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Name">What is reported.</param>
/// <param name="ReporterCode">Body that reports.</param>
/// <param name="ReporterName">Its name.</param>
/// <param name="RecipientCode">Body that receives; null where the document names none.</param>
/// <param name="RecipientName">Its name.</param>
/// <param name="Frequency">half_year, year, quarter, once, on_request.</param>
/// <param name="BeforeMonth">Month of the day before which it must be in.</param>
/// <param name="BeforeDay">Day of the month before which it must be in.</param>
/// <param name="BeforeDate">Date before which a report asked for once must be in.</param>
/// <param name="AsWritten">Words of the document.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record ObligationRow(
    string PlanCode, string PlanName, string Code, string Name, string ReporterCode, string ReporterName, string? RecipientCode,
    string? RecipientName, string Frequency, int? BeforeMonth, int? BeforeDay, DateOnly? BeforeDate, string AsWritten,
    string SourceFile, string SourceSection, string SourceItem)
{
    /// <summary>The next day before which the report must be in, seen from <paramref name="today"/>; null when none is set or left.</summary>
    public DateOnly? Next(DateOnly today)
    {
        if (BeforeDate is { } once)
            return once > today ? once : null;
        if (BeforeMonth is not { } month || BeforeDay is not { } day)
            return null;
        var year = today.Year;
        while (true)
        {
            // 29/2 falls on 28/2 in a common year: the report is never due later than written.
            var due = new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month)));
            if (due > today)
                return due;
            year++;
        }
    }
}

/// <summary>A duty that a plan lays on a body.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="BodyCode">Body.</param>
/// <param name="BodyName">Its name.</param>
/// <param name="Text">Words of the document.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record DutyRow(
    string PlanCode, string PlanName, string BodyCode, string BodyName, string Text, string SourceFile, string SourceSection, string SourceItem);

/// <summary>A place where a document contradicts itself or another.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Statement">What does not agree.</param>
/// <param name="PlaceA">First place.</param>
/// <param name="SaysA">What it says.</param>
/// <param name="PlaceB">Second place.</param>
/// <param name="SaysB">What it says.</param>
/// <param name="Note">How the program treats it.</param>
public sealed record DiscrepancyRow(
    string PlanCode, string PlanName, string Code, string Subject, string Statement, string PlaceA, string SaysA, string? PlaceB,
    string? SaysB, string? Note);
