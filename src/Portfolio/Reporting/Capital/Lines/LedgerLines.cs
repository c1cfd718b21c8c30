using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Lines;

/// <summary>Which number is asked what it is made of; every part that is null lets all pass.</summary>
/// <param name="Plan">Code of the plan.</param>
/// <param name="Programme">Code of a programme.</param>
/// <param name="SourceClass">state or other.</param>
/// <param name="Source">Code of a source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Project">Code of a project.</param>
/// <param name="On">
/// The number as of a day (F8): only what decisions up to it gave, without what was carried over and what was paid; null = the number today.
/// </param>
/// <param name="Body">Code of a body: of the projects that it, or a body under it, owns or leads.</param>
public sealed record LineFilter(
    string Plan, string? Programme = null, string? SourceClass = null, string? Source = null, int? Year = null, string? Project = null,
    DateOnly? On = null, string? Body = null);

/// <summary>What a number is made of: the lines of decisions, and the payments.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Programme">Name of the programme asked for.</param>
/// <param name="SourceName">Name of the source asked for, in Vietnamese.</param>
/// <param name="SourceNameEn">Its name in English.</param>
/// <param name="ProjectName">Name of the project asked for.</param>
/// <param name="BodyName">Name of the body asked for, in Vietnamese.</param>
/// <param name="BodyNameEn">Its name in English.</param>
/// <param name="Figures">The sums, as they are kept.</param>
/// <param name="Lines">Lines of decisions, the latest posted first.</param>
/// <param name="Payments">Payments, the latest confirmed first; null for who may not see their documents, and as of a day.</param>
public sealed record LedgerLines(
    CapitalPlan Plan, string? Programme, string? SourceName, string? SourceNameEn, string? ProjectName, string? BodyName, string? BodyNameEn,
    CapitalFigures Figures, Stretch<LedgerLine> Lines, Stretch<PaymentLine>? Payments);

/// <summary>A line of a decision.</summary>
/// <param name="Id">Key.</param>
/// <param name="Project">Code of the project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="SourceName">Name of the source in Vietnamese.</param>
/// <param name="SourceNameEn">Its name in English.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Entry">allocated, carried_out, carried_in, lapsed.</param>
/// <param name="Amount">Whole đồng; negative takes back.</param>
/// <param name="DecisionId">The decision.</param>
/// <param name="Number">Its number.</param>
/// <param name="DecidedOn">Its date.</param>
/// <param name="Reason">Why, in the words of an officer; null also for who may not see the history.</param>
public sealed record LedgerLine(
    long Id, string Project, string ProjectName, string SourceName, string SourceNameEn, int Year, string Entry, Vnd Amount, long DecisionId, string Number,
    DateOnly DecidedOn, string? Reason);

/// <summary>A confirmed payment.</summary>
/// <param name="Id">Key of the line.</param>
/// <param name="Project">Code of the project.</param>
/// <param name="ProjectName">Its name.</param>
/// <param name="SourceName">Name of the source in Vietnamese.</param>
/// <param name="SourceNameEn">Its name in English.</param>
/// <param name="Year">Budget year whose capital is paid out.</param>
/// <param name="PaidOn">Day of the payment.</param>
/// <param name="Amount">Whole đồng; negative reverses.</param>
/// <param name="DocumentNumber">Number of the payment document.</param>
/// <param name="PaymentId">Key of the payment.</param>
public sealed record PaymentLine(
    long Id, string Project, string ProjectName, string SourceName, string SourceNameEn, int Year, DateOnly PaidOn, Vnd Amount, string DocumentNumber,
    long PaymentId);
