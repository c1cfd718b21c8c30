using Portfolio.Common;

namespace Portfolio.Slippage;

/// <summary>What a warning tells, before it is put into words. What the figures mean for each rule stands in the README of the area.</summary>
/// <param name="Rule">Code of the rule (<c>milestone.overdue</c>).</param>
/// <param name="Severity"><c>notice</c>, <c>amber</c>, <c>red</c>.</param>
/// <param name="Subject">What it is about, in Vietnamese: name of the milestone, place of the land, title of the obstacle, name of the report or project.</param>
/// <param name="SubjectEn">The same in English; null = there is no such name.</param>
/// <param name="Since">Day since which it holds; null = nobody can say.</param>
/// <param name="Until">Day it looks to; null = none.</param>
/// <param name="Measure">What was measured.</param>
/// <param name="Bound">What it is measured against.</param>
/// <param name="Amount">Đồng the condition itself is about.</param>
/// <param name="Body">Who must act; null = nobody is named.</param>
/// <param name="BodyEn">The same in English; null = there is no such name.</param>
/// <param name="AtRisk">Capital of the budget year of its project that is not yet paid out; null = it hangs on no project.</param>
/// <param name="Detail">Name of the step of land clearance that is late, in Vietnamese; null = none, or it is not known.</param>
/// <param name="DetailEn">The same in English.</param>
public sealed record WarningFacts(
    string Rule, string Severity, string Subject, string? SubjectEn, DateOnly? Since, DateOnly? Until, decimal? Measure, decimal? Bound, Vnd? Amount,
    string? Body, string? BodyEn, Vnd? AtRisk, string? Detail = null, string? DetailEn = null);
