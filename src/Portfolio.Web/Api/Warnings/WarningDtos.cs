using Portfolio.Common;
using Portfolio.Reporting.Warnings;
using Portfolio.Web.Formatting;

namespace Portfolio.Web.Api.Warnings;

/// <summary>A warning.</summary>
/// <param name="Id">Key.</param>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Severity">notice (a reminder), amber or red.</param>
/// <param name="Sentence">What is wrong, in one sentence, in the language of the request.</param>
/// <param name="SubjectType">What it is about: milestone, project, package, obstacle, report, ledger.</param>
/// <param name="SubjectId">Key of that.</param>
/// <param name="Milestone">Code of the milestone it is about.</param>
/// <param name="Project">Project; null = a report or the ledger.</param>
/// <param name="MustAct">Body that must act.</param>
/// <param name="Assigned">Whether that body was told to act.</param>
/// <param name="Since">Since when its condition holds; null = nobody can say.</param>
/// <param name="Until">Day it looks to: a due date, an expected finish, the end of a notice.</param>
/// <param name="Measure">What was measured, in the unit of the rule.</param>
/// <param name="Bound">What it is measured against.</param>
/// <param name="Amount">What the condition itself is about, whole đồng.</param>
/// <param name="AtRisk">Capital at risk of the project: of the budget year and not paid out, whole đồng.</param>
/// <param name="OpenedOn">Day on which it passed its first limit.</param>
/// <param name="RedOn">Day on which it became red.</param>
/// <param name="AcknowledgedOn">Day of the latest acknowledgement.</param>
/// <param name="ExpectedOn">Day by which it is expected to be put right.</param>
/// <param name="ResolvedOn">Day on which its condition had ended; null = active.</param>
/// <param name="LastSaid">What was said of it last.</param>
/// <param name="Illustrative">Whether figures it looks at are made up for demonstration.</param>
internal sealed record WarningDto(
    long Id, string Rule, string Severity, string Sentence, string SubjectType, long SubjectId, string? Milestone, ReferenceDto? Project, ReferenceDto? MustAct,
    bool Assigned, DateOnly? Since, DateOnly? Until, decimal? Measure, decimal? Bound, Vnd? Amount, Vnd? AtRisk, DateOnly OpenedOn, DateOnly? RedOn,
    DateOnly? AcknowledgedOn, DateOnly? ExpectedOn, DateOnly? ResolvedOn, string? LastSaid, bool Illustrative)
{
    public static WarningDto Of(WarningRow row, DateOnly today, WarningSentence sentence) => new(
        row.Id, row.Rule, row.Severity, sentence.Of(row.Facts, row.ToldOn(today)), row.SubjectType, row.SubjectId, row.MilestoneCode,
        ReferenceDto.Of(row.ProjectCode, row.ProjectName), ReferenceDto.Of(row.BodyCode, row.BodyName), row.Assigned, row.Since, row.Until, row.Measure, row.Bound,
        row.Amount, row.ProjectCode is null ? null : row.AtRisk, row.OpenedOn, row.RedOn, row.AcknowledgedOn, row.ExpectedOn, row.ResolvedOn, row.LastSaid,
        row.Illustrative);
}

/// <summary>A warning with what was said to it.</summary>
/// <param name="Warning">The warning.</param>
/// <param name="Remarks">What was said, first said first.</param>
internal sealed record WarningThreadDto(WarningDto Warning, IReadOnlyList<WarningRemarkDto> Remarks)
{
    public static WarningThreadDto Of(WarningReport report, WarningSentence sentence) =>
        new(WarningDto.Of(report.Warning, report.Today, sentence), [.. report.Remarks.Select(WarningRemarkDto.Of)]);
}

/// <summary>What somebody said to a warning.</summary>
/// <param name="Kind">acknowledged, said or assigned.</param>
/// <param name="Text">What was said; null = nothing beside the day or the body.</param>
/// <param name="ExpectedOn">Day by which it is expected to be put right.</param>
/// <param name="Body">Name of the body that was told to act.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
internal sealed record WarningRemarkDto(string Kind, string? Text, DateOnly? ExpectedOn, string? Body, string By, DateTimeOffset At)
{
    public static WarningRemarkDto Of(WarningRemark remark) => new(remark.Kind, remark.Text, remark.ExpectedOn, remark.BodyName, remark.EnteredBy, Moments.Utc(remark.EnteredAt));
}

/// <summary>An acknowledgement.</summary>
/// <param name="ExpectedOn">Day by which it is expected to be put right.</param>
/// <param name="Note">What is done about it; may be left out.</param>
internal sealed record AcknowledgementDto(DateOnly ExpectedOn, string? Note = null);

/// <summary>A remark.</summary>
/// <param name="Text">What is said.</param>
internal sealed record WarningSaidDto(string Text);

/// <summary>Which body is to act.</summary>
/// <param name="Body">Code of the body.</param>
/// <param name="Note">What is asked of it; may be left out.</param>
internal sealed record AssignmentDto(string Body, string? Note = null);
