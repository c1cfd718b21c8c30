using Portfolio.Reporting.Plans;

namespace Portfolio.Web.Api;

/// <summary>A target of a plan.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Theme">Heading.</param>
/// <param name="Name">What is measured.</param>
/// <param name="Comparator">How to read the value: eq, gte, gt, lte, lt, approx, range, text (no number).</param>
/// <param name="Value">Target; null for <c>text</c>.</param>
/// <param name="ValueTo">Upper end of a range.</param>
/// <param name="Unit">Unit.</param>
/// <param name="TargetYear">Year by which it is to be met.</param>
/// <param name="AsWritten">Words of the document.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record IndicatorDto(
    string Plan, string Code, string Theme, string Name, string Comparator, decimal? Value, decimal? ValueTo, string? Unit,
    int? TargetYear, string AsWritten, SourceDto Source)
{
    public static IndicatorDto Of(IndicatorRow row) => new(
        row.PlanCode, row.Code, row.Theme, row.Name, row.Comparator, row.Value, row.ValueTo, row.Unit, row.TargetYear, row.AsWritten,
        new SourceDto(row.SourceFile, row.SourceSection, row.SourceItem));
}

/// <summary>A report that a plan asks for; it must be in before the given day.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Name">What is reported.</param>
/// <param name="Reporter">Body that reports.</param>
/// <param name="Recipient">Body that receives; null where the document names none.</param>
/// <param name="Frequency">half_year, year, quarter, once, on_request.</param>
/// <param name="BeforeMonth">Month of the day before which it must be in, every year.</param>
/// <param name="BeforeDay">Day of that month.</param>
/// <param name="BeforeDate">Date before which a report asked for once must be in.</param>
/// <param name="NextBefore">The next day before which it must be in; null when none is set or left.</param>
/// <param name="AsWritten">Words of the document.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record ObligationDto(
    string Plan, string Code, string Name, ReferenceDto Reporter, ReferenceDto? Recipient, string Frequency, int? BeforeMonth,
    int? BeforeDay, DateOnly? BeforeDate, DateOnly? NextBefore, string AsWritten, SourceDto Source)
{
    public static ObligationDto Of(ObligationRow row, DateOnly today) => new(
        row.PlanCode, row.Code, row.Name, new ReferenceDto(row.ReporterCode, row.ReporterName),
        ReferenceDto.Of(row.RecipientCode, row.RecipientName), row.Frequency, row.BeforeMonth, row.BeforeDay, row.BeforeDate,
        row.Next(today), row.AsWritten, new SourceDto(row.SourceFile, row.SourceSection, row.SourceItem));
}

/// <summary>A duty that a plan lays on a body.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Body">Body.</param>
/// <param name="Text">Words of the document.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record DutyDto(string Plan, ReferenceDto Body, string Text, SourceDto Source)
{
    public static DutyDto Of(DutyRow row) => new(
        row.PlanCode, new ReferenceDto(row.BodyCode, row.BodyName), row.Text,
        new SourceDto(row.SourceFile, row.SourceSection, row.SourceItem));
}

/// <summary>A place where a document contradicts itself or another.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Statement">What does not agree.</param>
/// <param name="PlaceA">First place.</param>
/// <param name="SaysA">What it says.</param>
/// <param name="PlaceB">Second place; null where one place is at odds with itself.</param>
/// <param name="SaysB">What it says.</param>
/// <param name="Note">How the program treats it.</param>
internal sealed record DiscrepancyDto(
    string Plan, string Code, string Subject, string Statement, string PlaceA, string SaysA, string? PlaceB, string? SaysB, string? Note)
{
    public static DiscrepancyDto Of(DiscrepancyRow row) => new(
        row.PlanCode, row.Code, row.Subject, row.Statement, row.PlaceA, row.SaysA, row.PlaceB, row.SaysB, row.Note);
}
