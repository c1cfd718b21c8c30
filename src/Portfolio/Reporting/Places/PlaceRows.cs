using Portfolio.Reporting.Plans;

namespace Portfolio.Reporting.Places;

/// <summary>A province.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">Name in English.</param>
public sealed record ProvinceRow(string Code, string Name, string NameEn);

/// <summary>A body or commune as a choice of a filter.</summary>
/// <param name="List"><c>body</c> or <c>commune</c>.</param>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Kind">Kind of body or commune.</param>
public sealed record PlaceChoice(string List, string Code, string Name, string Kind);

/// <summary>A body in a list.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">Kind of body.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="ProvinceCode">Province; null for central bodies.</param>
/// <param name="ProvinceName">Its name.</param>
/// <param name="ProvinceNameEn">Its name in English.</param>
/// <param name="Leads">Number of projects it owns or leads.</param>
/// <param name="Coordinates">Number of projects it coordinates.</param>
/// <param name="Active">Whether it still takes on work.</param>
/// <param name="SourceFile">Document file; null = an administrator entered the body.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record BodyRow(
    string Code, string Kind, string Name, string? NameEn, string? ShortName, string? ProvinceCode, string? ProvinceName,
    string? ProvinceNameEn, int Leads, int Coordinates, bool Active, string? SourceFile, string? SourceSection, string? SourceItem);

/// <summary>A body with what the plans ask of it.</summary>
/// <param name="Body">The body.</param>
/// <param name="Duties">Its duties.</param>
/// <param name="Obligations">Reports it gives or receives.</param>
public sealed record BodyReport(BodyRow Body, IReadOnlyList<DutyRow> Duties, IReadOnlyList<ObligationRow> Obligations);

/// <summary>A commune or ward.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">xa or phuong.</param>
/// <param name="Name">Name.</param>
/// <param name="ProvinceCode">Province.</param>
/// <param name="ProvinceName">Its name.</param>
/// <param name="ProvinceNameEn">Its name in English.</param>
/// <param name="Projects">Number of projects that lie in it.</param>
/// <param name="SourceFile">Document file.</param>
/// <param name="SourceSection">Section.</param>
/// <param name="SourceItem">Item.</param>
public sealed record CommuneRow(
    string Code, string Kind, string Name, string ProvinceCode, string ProvinceName, string ProvinceNameEn, int Projects,
    string SourceFile, string SourceSection, string SourceItem);
