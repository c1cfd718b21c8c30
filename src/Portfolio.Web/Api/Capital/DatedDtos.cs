using Portfolio.Common;
using Portfolio.Reporting.Capital.Dated;

namespace Portfolio.Web.Api.Capital;

/// <summary>A plan of capital as of a day: what the decisions up to its end gave.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="On">The day.</param>
/// <param name="Illustrative">Whether figures made up for demonstration are among them.</param>
/// <param name="Total">Everything given, whole đồng.</param>
/// <param name="Programmes">The programmes, in the order of the documents.</param>
/// <param name="Decisions">The decisions in force on that day, newest first.</param>
internal sealed record DatedPlanDto(
    ReferenceDto Plan, DateOnly On, bool Illustrative, Vnd Total, IReadOnlyList<DatedProgrammeDto> Programmes, IReadOnlyList<DecisionInForceDto> Decisions)
{
    public static DatedPlanDto Of(DatedPlan plan) => new(
        new ReferenceDto(plan.Plan.Code, plan.Plan.ShortName), plan.On, plan.Plan.Illustrative, plan.Programmes.SelectMany(p => p.Both).Sum(y => y),
        [.. plan.Programmes.Select(p => DatedProgrammeDto.Of(plan.Years, p))], [.. plan.Decisions.Select(DecisionInForceDto.Of)]);
}

/// <summary>A programme as of a day.</summary>
/// <param name="Programme">Programme.</param>
/// <param name="Projects">Number of its projects that had been given capital.</param>
/// <param name="State">From the state budget, year by year.</param>
/// <param name="Other">From other sources, year by year.</param>
internal sealed record DatedProgrammeDto(
    ReferenceDto Programme, int Projects, IReadOnlyList<YearAmountDto> State, IReadOnlyList<YearAmountDto> Other)
{
    public static DatedProgrammeDto Of(IReadOnlyList<int> years, DatedProgramme of) =>
        new(new ReferenceDto(of.Code, of.Name), of.Projects, YearAmountDto.Of(years, of.State), YearAmountDto.Of(years, of.Other));
}

/// <summary>A project as of a day.</summary>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="Programme">Its programme.</param>
/// <param name="Sources">What it had been given, source by source.</param>
internal sealed record DatedProjectDto(string Code, string Name, ReferenceDto Programme, IReadOnlyList<DatedSourceDto> Sources)
{
    public static DatedProjectDto Of(IReadOnlyList<int> years, DatedProject of) => new(
        of.Code, of.Name, new ReferenceDto(of.ProgrammeCode, of.ProgrammeName), [.. of.Sources.Select(s => DatedSourceDto.Of(years, s))]);
}

/// <summary>What a project had been given from a source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="SourceClass">state (state budget) or other.</param>
/// <param name="Total">Over all years, whole đồng.</param>
/// <param name="Years">Year by year.</param>
/// <param name="Decisions">Numbers of the decisions that gave or moved it, oldest first.</param>
internal sealed record DatedSourceDto(
    string Source, string SourceClass, Vnd Total, IReadOnlyList<YearAmountDto> Years, IReadOnlyList<string> Decisions)
{
    public static DatedSourceDto Of(IReadOnlyList<int> years, DatedSource of) =>
        new(of.Code, of.SourceClass, of.Total, YearAmountDto.Of(years, of.Years), of.Decisions);
}
