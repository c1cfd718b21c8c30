using Portfolio.Reporting.Summary;

namespace Portfolio.Web.Api;

/// <summary>The capital need of a plan, or of all plans, programme by programme.</summary>
/// <param name="Plan">Plan; null = all plans of all provinces.</param>
/// <param name="Unit">Unit of every amount: <c>VND</c>, whole đồng.</param>
/// <param name="AsOf">Instant of the figures.</param>
/// <param name="Need">Sum of the stated envelopes; null where no document states one.</param>
/// <param name="StateShare">Share of the state budget in the need, 0 to 1, four decimals; null where there is no need.</param>
/// <param name="Programmes">Programmes in the order of the documents.</param>
internal sealed record SummaryDto(
    string? Plan, string Unit, DateTimeOffset AsOf, AmountDto? Need, decimal? StateShare, IReadOnlyList<ProgrammeDto> Programmes)
{
    public static SummaryDto Of(PortfolioSummary summary) => new(
        summary.PlanCode, "VND", summary.AsOf,
        summary.Needs.StatesNeed ? AmountDto.Of(summary.Needs.Need) : null,
        summary.Needs.Need.StateShare is { } share ? decimal.Round(share, 4, MidpointRounding.AwayFromZero) : null,
        [.. summary.Programmes.Select(ProgrammeDto.Of)]);
}

/// <summary>One programme; itemised + unitemised = need, exactly.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Name">Name.</param>
/// <param name="Need">Envelope; null where the document states none.</param>
/// <param name="Itemised">Taken up by projects.</param>
/// <param name="Unitemised">Not taken up by any project (chưa phân khai); null where the document states no envelope.</param>
/// <param name="Projects">Number of projects.</param>
internal sealed record ProgrammeDto(
    string Plan, string Code, string Name, AmountDto? Need, AmountDto Itemised, AmountDto? Unitemised, int Projects)
{
    public static ProgrammeDto Of(ProgrammeSummary programme) => new(
        programme.PlanCode, programme.Code, programme.Name, AmountDto.OfStated(programme.Need), AmountDto.Of(programme.Itemised),
        AmountDto.OfStated(programme.Unitemised), programme.Projects);
}
