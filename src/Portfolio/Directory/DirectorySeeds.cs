// The namespace cannot be Portfolio.Directory: it would hide System.IO.Directory in every other namespace of the program.
namespace Portfolio.Directories;

internal sealed record ProvinceSeed(string Code, string Name, string NameEn);

internal sealed record CommuneSeed(
    string Province, string Code, string Kind, string Name, string SourceFile, string SourceSection, string SourceItem);

// Province: Null for central bodies.
// Commune: Code of the commune whose committee this is.
internal sealed record BodySeed(
    string? Province, string Code, string Kind, string Name, string? NameEn, string? ShortName, string? Commune,
    string SourceFile, string SourceSection, string SourceItem);

internal sealed record LawSeed(
    string Parameter, string Value, string Unit, DateOnly? ValidFrom, DateOnly? ValidTo, string SourceDocument, bool Verified,
    string? Note);
