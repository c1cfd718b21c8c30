using Portfolio.Reporting.Places;

namespace Portfolio.Web.Api;

/// <summary>A body.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">committee, department, pmu, commune, party, central, enterprise, group, other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English, where there is one.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="Province">Province; null for central bodies.</param>
/// <param name="Leads">Number of projects it owns or leads.</param>
/// <param name="Coordinates">Number of projects it coordinates.</param>
/// <param name="Active">Whether it still takes on work.</param>
/// <param name="Source">Where it is named; null = an administrator entered it.</param>
internal sealed record BodyDto(
    string Code, string Kind, string Name, string? NameEn, string? ShortName, ProvinceDto? Province, int Leads, int Coordinates,
    bool Active, SourceDto? Source)
{
    public static BodyDto Of(BodyRow row) => new(
        row.Code, row.Kind, row.Name, row.NameEn, row.ShortName,
        ProvinceDto.Of(row.ProvinceCode, row.ProvinceName, row.ProvinceNameEn), row.Leads, row.Coordinates,
        row.Active, SourceDto.Of(row.SourceFile, row.SourceSection, row.SourceItem));
}

/// <summary>A body to be entered.</summary>
/// <param name="Kind">committee, department, pmu, commune, party, central, enterprise, group, other.</param>
/// <param name="Name">Official name in Vietnamese.</param>
/// <param name="Province">Code of its province; left out = a central body.</param>
/// <param name="Code">Code, led by that of the province; left out = it is made from the name.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="ShortName">Short name.</param>
/// <param name="Commune">Code of the commune whose committee it is.</param>
/// <param name="Parent">Code of the body it stands under.</param>
internal sealed record NewBodyDto(
    string Kind, string Name, string? Province = null, string? Code = null, string? NameEn = null, string? ShortName = null, string? Commune = null,
    string? Parent = null);

/// <summary>A commune-level unit.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">xa (commune) or phuong (ward).</param>
/// <param name="Name">Name.</param>
/// <param name="Province">Province.</param>
/// <param name="Projects">Number of projects that lie in it.</param>
/// <param name="Source">Where it is named.</param>
internal sealed record CommuneDto(string Code, string Kind, string Name, ProvinceDto Province, int Projects, SourceDto Source)
{
    public static CommuneDto Of(CommuneRow row) => new(
        row.Code, row.Kind, row.Name, new ProvinceDto(row.ProvinceCode, row.ProvinceName, row.ProvinceNameEn), row.Projects,
        new SourceDto(row.SourceFile, row.SourceSection, row.SourceItem));
}
