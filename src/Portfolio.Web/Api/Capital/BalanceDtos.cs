using Portfolio.Common;
using Portfolio.Reporting.Capital.Balance;

namespace Portfolio.Web.Api.Capital;

/// <summary>The balance of a plan's capital (cân đối vốn).</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Illustrative">Whether figures made up for demonstration are among them.</param>
/// <param name="AddsUp">Whether the sums by programme and those by source, which are kept apart, are the same.</param>
/// <param name="Total">Everything.</param>
/// <param name="Programmes">The programmes, in the order of the documents.</param>
/// <param name="Sources">The sources that have a ceiling or capital.</param>
/// <param name="DecisionCount">Number of the decisions in force.</param>
/// <param name="LatestDecisions">The latest of them, newest first.</param>
internal sealed record BalanceDto(
    ReferenceDto Plan, bool Illustrative, bool AddsUp, BalanceRowDto Total, IReadOnlyList<ProgrammeBalanceDto> Programmes,
    IReadOnlyList<SourceBalanceDto> Sources, int DecisionCount, IReadOnlyList<DecisionInForceDto> LatestDecisions)
{
    public static BalanceDto Of(CapitalBalance balance) => new(
        new ReferenceDto(balance.Plan.Code, balance.Plan.ShortName), balance.Plan.Illustrative, balance.AddsUp,
        BalanceRowDto.Of(balance.Years, balance.Total), [.. balance.Programmes.Select(p => ProgrammeBalanceDto.Of(balance.Years, p))],
        [.. balance.Sources.Select(SourceBalanceDto.Of)], balance.DecisionCount, [.. balance.Decisions.Select(DecisionInForceDto.Of)]);
}

/// <summary>A line of the balance.</summary>
/// <param name="Need">Need, whole đồng.</param>
/// <param name="Unallocated">What of it has not been given yet.</param>
/// <param name="Total">Over all years.</param>
/// <param name="Years">Year by year.</param>
internal sealed record BalanceRowDto(Vnd Need, Vnd Unallocated, FiguresDto Total, IReadOnlyList<YearFiguresDto> Years)
{
    public static BalanceRowDto Of(IReadOnlyList<int> years, BalanceRow row) =>
        new(row.Need, row.Unallocated, FiguresDto.Of(row.Total), YearFiguresDto.Of(years, row.Years));
}

/// <summary>The balance of a programme.</summary>
/// <param name="Programme">Programme.</param>
/// <param name="State">From the state budget.</param>
/// <param name="Other">From other sources.</param>
internal sealed record ProgrammeBalanceDto(ReferenceDto Programme, BalanceRowDto State, BalanceRowDto Other)
{
    public static ProgrammeBalanceDto Of(IReadOnlyList<int> years, ProgrammeBalance of) =>
        new(new ReferenceDto(of.Code, of.Name), BalanceRowDto.Of(years, of.State), BalanceRowDto.Of(years, of.Other));
}

/// <summary>The balance of a source over all programmes.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="SourceClass">state (state budget) or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Ceiling">Sum of the ceilings that are set, whole đồng; null where none is.</param>
/// <param name="Room">What they leave; null where none is set.</param>
/// <param name="Total">Over all years.</param>
/// <param name="Years">Year by year.</param>
internal sealed record SourceBalanceDto(
    string Source, string SourceClass, string Name, string NameEn, Vnd? Ceiling, Vnd? Room, FiguresDto Total, IReadOnlyList<SourceYearDto> Years)
{
    public static SourceBalanceDto Of(SourceBalance of) => new(
        of.Code, of.SourceClass, of.Name, of.NameEn, of.Ceiling, of.Room, FiguresDto.Of(of.Total),
        [.. of.Years.Select(y => new SourceYearDto(y.Year, y.Ceiling, y.Room, FiguresDto.Of(y.Figures)))]);
}

/// <summary>A source in a year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Ceiling">The most it can give, whole đồng; null where none is set.</param>
/// <param name="Room">What can still be given; null where there is no bound.</param>
/// <param name="Figures">What became of its capital.</param>
internal sealed record SourceYearDto(int Year, Vnd? Ceiling, Vnd? Room, FiguresDto Figures);
