using Portfolio.Common;
using Portfolio.Funding;
using Portfolio.Funding.Needs;
using Portfolio.Reporting;

namespace Portfolio.Web.Api;

/// <summary>The needs of one project, with the room its programme still has.</summary>
/// <param name="Project">Project.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Programme">Its programme.</param>
/// <param name="Version">Version of the needs; 0 while none was ever entered. The ETag begins with it.</param>
/// <param name="Need">Sum of the needs.</param>
/// <param name="Needs">Every source, with the need from it.</param>
/// <param name="Envelopes">The programme's envelope per source class.</param>
/// <param name="Illustrative">Whether an amount in force is made up for demonstration.</param>
internal sealed record NeedsDto(
    ReferenceDto Project, ReferenceDto Plan, ReferenceDto Programme, long Version, AmountDto Need, IReadOnlyList<SourceNeedDto> Needs,
    IReadOnlyList<EnvelopeDto> Envelopes, bool Illustrative)
{
    public static NeedsDto Of(ProjectNeeds needs) => new(
        new ReferenceDto(needs.ProjectCode, needs.ProjectName), new ReferenceDto(needs.PlanCode, needs.PlanName),
        new ReferenceDto(needs.ProgrammeCode, needs.ProgrammeName), needs.Version,
        AmountDto.Of(new NeedSplit(needs.Sum(SourceClass.State), needs.Sum(SourceClass.Other))),
        [.. needs.Sources.Select(SourceNeedDto.Of)], [.. needs.Envelopes.Select(EnvelopeDto.Of)], needs.Illustrative);
}

/// <summary>Need of a project from one source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="SourceClass">state (state budget) or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Amount">Need in force, whole đồng.</param>
/// <param name="FigureBasis">official, entered, illustrative; null without a need.</param>
internal sealed record SourceNeedDto(string Source, string SourceClass, string Name, string NameEn, Vnd Amount, string? FigureBasis)
{
    public static SourceNeedDto Of(SourceNeed need) =>
        new(need.Source, need.SourceClass, need.Name, need.NameEn, need.Amount, need.FigureBasis);
}

/// <summary>Envelope of a programme in one source class; itemised + unitemised = amount.</summary>
/// <param name="SourceClass">state (state budget) or other.</param>
/// <param name="Amount">Need the plan states, whole đồng; null where it states none and so sets no bound.</param>
/// <param name="Itemised">Taken up by projects, this one included.</param>
/// <param name="Unitemised">Not taken up by any project (chưa phân khai).</param>
internal sealed record EnvelopeDto(string SourceClass, Vnd? Amount, Vnd Itemised, Vnd? Unitemised)
{
    public static EnvelopeDto Of(EnvelopeRoom room) => new(room.SourceClass, room.Amount, room.Itemised, room.Unitemised);
}

/// <summary>The needs of a project as they shall be; a source that is not named has no need.</summary>
/// <param name="Needs">Amount per source.</param>
/// <param name="Reason">Why, for the history; at most 500 characters.</param>
internal sealed record NeedsInputDto(IReadOnlyList<NeedInputDto> Needs, string? Reason = null);

/// <summary>An amount from a source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Amount">Whole đồng, not negative.</param>
internal sealed record NeedInputDto(string Source, Vnd Amount);
