using Portfolio.Reporting.Projects;

namespace Portfolio.Web.Api;

/// <summary>A body, a commune or a part of a project.</summary>
/// <param name="Relation">owner, lead, coordinating (bodies), commune, child (a project that is part of it).</param>
/// <param name="Code">Code of the linked record.</param>
/// <param name="Name">Its name.</param>
/// <param name="AsWritten">Words of the document; for a commune its kind (xa, phuong).</param>
/// <param name="Source">Where it stands; null where it follows from the project's own source.</param>
internal sealed record LinkDto(string Relation, string Code, string Name, string? AsWritten, SourceDto? Source)
{
    public static LinkDto Of(ProjectLink link) => new(
        link.Relation, link.Code, link.Name, link.AsWritten, SourceDto.Of(link.SourceFile, link.SourceSection, link.SourceItem));
}

/// <summary>A milestone of a project.</summary>
/// <param name="Code">Code within the project.</param>
/// <param name="Kind">Standard kind.</param>
/// <param name="KindName">Its name in Vietnamese.</param>
/// <param name="KindNameEn">Its name in English.</param>
/// <param name="Name">What is to be reached.</param>
/// <param name="Date">Last day of the planned period; null for continuous work.</param>
/// <param name="Precision">How exact the date is: day, month, quarter, half_year, year, period, continuous.</param>
/// <param name="Text">The date as it was written.</param>
/// <param name="MetOn">Day on which it was met.</param>
/// <param name="Overdue">Whether its period is over and it was not met.</param>
/// <param name="Source">Where it stands; null for a milestone that no document names.</param>
internal sealed record MilestoneDto(
    string Code, string Kind, string KindName, string KindNameEn, string Name, DateOnly? Date, string Precision, string Text,
    DateOnly? MetOn, bool Overdue, SourceDto? Source)
{
    public static MilestoneDto Of(ProjectMilestone milestone, DateOnly today) => new(
        milestone.Code, milestone.KindCode, milestone.KindName, milestone.KindNameEn, milestone.Name, milestone.PlannedOn,
        milestone.PlannedPrecision, milestone.PlannedText, milestone.MetOn, milestone.IsOverdue(today),
        SourceDto.Of(milestone.SourceFile, milestone.SourceSection, milestone.SourceItem));
}

/// <summary>A measurable output of a project.</summary>
/// <param name="Code">Code within the project.</param>
/// <param name="Name">What is produced.</param>
/// <param name="Comparator">How to read the value: eq, gte, gt, lte, lt, approx, range, text (no number).</param>
/// <param name="Value">Quantity; null for <c>text</c>.</param>
/// <param name="ValueTo">Upper end of a range.</param>
/// <param name="Unit">Unit.</param>
/// <param name="TargetYear">Year by which it is to be reached.</param>
/// <param name="AsWritten">Words of the document.</param>
/// <param name="Source">Where it stands.</param>
internal sealed record OutputDto(
    string Code, string Name, string Comparator, decimal? Value, decimal? ValueTo, string? Unit, int? TargetYear, string AsWritten,
    SourceDto Source)
{
    public static OutputDto Of(ProjectOutput output) => new(
        output.Code, output.Name, output.Comparator, output.Value, output.ValueTo, output.Unit, output.TargetYear, output.AsWritten,
        new SourceDto(output.SourceFile, output.SourceSection, output.SourceItem));
}
