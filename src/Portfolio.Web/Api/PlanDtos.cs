using Portfolio.Reporting.Plans;

namespace Portfolio.Web.Api;

/// <summary>A plan: one public document.</summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">infrastructure, environment, master_plan, master_plan_implementation.</param>
/// <param name="Province">Province it is for.</param>
/// <param name="Name">Full title.</param>
/// <param name="ShortName">Short title.</param>
/// <param name="DocumentNumber">Number of the document; null where it is blank.</param>
/// <param name="DocumentDate">Date of the document; null where it is blank.</param>
/// <param name="DocumentDateText">Date as the document writes it.</param>
/// <param name="Issuer">Body that issued it.</param>
/// <param name="PeriodFrom">First year.</param>
/// <param name="PeriodTo">Last year.</param>
/// <param name="Need">Need the document states; null where it states none.</param>
/// <param name="Projects">Number of projects.</param>
/// <param name="Illustrative">Whether amounts made up for demonstration are in force.</param>
/// <param name="Source">Where it was taken from.</param>
internal record PlanDto(
    string Code, string Kind, ProvinceDto Province, string Name, string ShortName, string? DocumentNumber, DateOnly? DocumentDate,
    string? DocumentDateText, ReferenceDto? Issuer, int PeriodFrom, int PeriodTo, AmountDto? Need, int Projects, bool Illustrative,
    SourceDto Source)
{
    public static PlanDto Of(PlanCard card) => new(
        card.Code, card.Kind, new ProvinceDto(card.ProvinceCode, card.ProvinceName, card.ProvinceNameEn), card.Name, card.ShortName,
        card.DocumentNumber, card.DocumentDate, card.DocumentDateText, ReferenceDto.Of(card.IssuerCode, card.IssuerName),
        card.PeriodFrom, card.PeriodTo, Stated(card), card.Projects, card.Illustrative,
        new SourceDto(card.SourceFile, card.SourceSection, card.SourceItem));

    private static AmountDto? Stated(PlanCard card) =>
        card is { StatedNeedTotal: { } total, StatedNeedState: { } state, StatedNeedOther: { } other }
            ? new AmountDto(total, state, other)
            : null;
}

/// <summary>A plan with all that hangs on it.</summary>
internal sealed record PlanDetailDto : PlanDto
{
    private PlanDetailDto(PlanDto plan)
        : base(plan)
    {
    }

    /// <summary>Programmes with their envelopes.</summary>
    public required IReadOnlyList<ProgrammeDto> Programmes { get; init; }

    /// <summary>Targets.</summary>
    public required IReadOnlyList<IndicatorDto> Indicators { get; init; }

    /// <summary>Reports it asks for.</summary>
    public required IReadOnlyList<ObligationDto> Obligations { get; init; }

    /// <summary>Duties it lays on bodies.</summary>
    public required IReadOnlyList<DutyDto> Duties { get; init; }

    /// <summary>Where its document contradicts itself or another.</summary>
    public required IReadOnlyList<DiscrepancyDto> Discrepancies { get; init; }

    public static PlanDetailDto Of(PlanReport report, DateOnly today) => new(Of(report.Plan))
    {
        Programmes = [.. report.Summary.Programmes.Select(ProgrammeDto.Of)],
        Indicators = [.. report.Indicators.Select(IndicatorDto.Of)],
        Obligations = [.. report.Obligations.Select(row => ObligationDto.Of(row, today))],
        Duties = [.. report.Duties.Select(DutyDto.Of)],
        Discrepancies = [.. report.Discrepancies.Select(DiscrepancyDto.Of)],
    };
}
