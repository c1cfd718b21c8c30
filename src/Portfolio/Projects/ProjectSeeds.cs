namespace Portfolio.Projects;

// Plan: Code of the plan.
// Programme: Code of the programme within the plan.
// Parent: Code of the project it is a part of.
// Stage: Stage as the document says; null where it does not say.
internal sealed record ProjectSeed(
    string Code, string Plan, string Programme, string? Parent, string Kind, string Sector, string? SizeGroup, string? Stage,
    string Name, string? Description, string? Places, int? PeriodFrom, int? PeriodTo,
    string SourceFile, string SourceSection, string SourceItem, string? SourceQuote);

// Project: Code of the project.
// Commune: Code of the commune.
internal sealed record ProjectCommuneSeed(string Project, string Commune);

// Project: Code of the project.
// Body: Code of the body.
internal sealed record ProjectBodySeed(
    string Project, string Role, string Body, string AsWritten, string SourceFile, string SourceSection, string SourceItem);

// Project: Code of the project.
// Place: Place in the file; the order within the project follows from it.
internal sealed record OutputSeed(
    string Project, string Code, string Name, string Comparator, decimal? Value, decimal? ValueTo, string? Unit, int? TargetYear,
    string AsWritten, int Place, string SourceFile, string SourceSection, string SourceItem);

// Project: Code of the project.
internal sealed record StageSeed(string Project, string Stage);

/// <summary>A project in the database.</summary>
internal sealed record ProjectKey(long Id, string Code, long PlanId, long ProgrammeId);
