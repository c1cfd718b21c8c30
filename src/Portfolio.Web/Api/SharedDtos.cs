using Portfolio.Common;
using Portfolio.Reporting;

namespace Portfolio.Web.Api;

/// <summary>A list, or a stretch of one.</summary>
/// <param name="Items">The entries.</param>
/// <param name="Next">Value of <c>after</c> for the next stretch; null at the end.</param>
internal sealed record ListDto<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>An amount by source class, whole đồng.</summary>
/// <param name="Total">Both classes together.</param>
/// <param name="State">From the state budget.</param>
/// <param name="Other">From other sources.</param>
internal sealed record AmountDto(Vnd Total, Vnd State, Vnd Other)
{
    public static AmountDto Of(NeedSplit split) => new(split.Total, split.State, split.Other);

    public static AmountDto? OfStated(NeedSplit? split) => split is null ? null : Of(split);
}

/// <summary>Another record, by its code.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
internal sealed record ReferenceDto(string Code, string Name)
{
    public static ReferenceDto? Of(string? code, string? name) => code is null || name is null ? null : new(code, name);
}

/// <summary>A province.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
internal sealed record ProvinceDto(string Code, string Name, string? NameEn)
{
    public static ProvinceDto? Of(string? code, string? name, string? nameEn) =>
        code is null || name is null ? null : new(code, name, nameEn);
}

/// <summary>Where a record stands in the public documents.</summary>
/// <param name="File">File of the document.</param>
/// <param name="Section">Section.</param>
/// <param name="Item">Item within the section.</param>
internal sealed record SourceDto(string File, string Section, string Item)
{
    public static SourceDto? Of(string? file, string? section, string? item) =>
        file is null || section is null || item is null ? null : new(file, section, item);
}
