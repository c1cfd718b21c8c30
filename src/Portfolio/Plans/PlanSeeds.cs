using Portfolio.Common;

namespace Portfolio.Plans;

// Issuer: Code of the body that issued the document.
internal sealed record PlanSeed(
    string Code, string Province, string Kind, string Name, string ShortName, string? DocumentNumber, DateOnly? DocumentDate,
    string? DocumentDateText, string? Issuer, int PeriodFrom, int PeriodTo, Vnd? StatedNeedTotal, Vnd? StatedNeedState,
    Vnd? StatedNeedOther, int Position, string SourceFile, string SourceSection, string SourceItem);

/// <summary>Money and dates that a plan states; both are changed only with a history entry.</summary>
internal sealed record PlanStatement(
    string Code, DateOnly? DocumentDate, Vnd? StatedNeedTotal, Vnd? StatedNeedState, Vnd? StatedNeedOther)
{
    public static PlanStatement Of(PlanSeed plan) => new(
        plan.Code, plan.DocumentDate, plan.StatedNeedTotal, plan.StatedNeedState, plan.StatedNeedOther);
}

// Plan: Code of the plan.
internal sealed record ProgrammeSeed(
    string Plan, string Code, string Name, string ShortName, int Position, Vnd? EnvelopeState, Vnd? EnvelopeOther,
    string SourceFile, string SourceSection, string SourceItem);

// Plan: Code of the plan.
// Position: Place in the file.
internal sealed record IndicatorSeed(
    string Plan, string Code, string Theme, string Name, string Comparator, decimal? Value, decimal? ValueTo, string? Unit,
    int? TargetYear, string AsWritten, int Position, string SourceFile, string SourceSection, string SourceItem);

// Plan: Code of the plan.
// Reporter: Code of the body that reports.
// Recipient: Code of the body that receives; null where the document names none.
// Position: Place in the file.
internal sealed record ObligationSeed(
    string Plan, string Code, string Name, string Reporter, string? Recipient, string Frequency, int? BeforeMonth, int? BeforeDay,
    DateOnly? BeforeDate, string AsWritten, int Position, string SourceFile, string SourceSection, string SourceItem);

/// <summary>The day before which a report must be in: a date, a day of every year, or none.</summary>
internal sealed record ObligationDate(string Plan, string Code, int? BeforeMonth, int? BeforeDay, DateOnly? BeforeDate);

// Plan: Code of the plan.
// Body: Code of the body that has the duty.
internal sealed record DutySeed(
    string Plan, string Body, int Position, string Text, string SourceFile, string SourceSection, string SourceItem);

// Plan: Code of the plan.
// Position: Place in the file.
internal sealed record DiscrepancySeed(
    string Plan, string Code, string Subject, string Statement, string PlaceA, string SaysA, string? PlaceB, string? SaysB,
    string? Note, int Position);

/// <summary>A plan in the database.</summary>
internal sealed record PlanKey(long Id, string Code, string Province);

/// <summary>A programme in the database.</summary>
internal sealed record ProgrammeKey(long Id, string Code, string Name, long PlanId, string PlanCode);
