using Portfolio.Common;
using Portfolio.Funding.Ceilings;

namespace Portfolio.Web.Api.Capital;

/// <summary>The ceilings of a plan.</summary>
/// <param name="Plan">Plan.</param>
/// <param name="PeriodFrom">First year.</param>
/// <param name="PeriodTo">Last year.</param>
/// <param name="Version">Version of all ceilings and contingencies; 0 while none was set. The ETag begins with it.</param>
/// <param name="Sources">Every source.</param>
/// <param name="Contingencies">What is kept back under a name.</param>
internal sealed record CeilingsDto(
    ReferenceDto Plan, int PeriodFrom, int PeriodTo, long Version, IReadOnlyList<SourceCeilingsDto> Sources, IReadOnlyList<ContingencyDto> Contingencies)
{
    public static CeilingsDto Of(PlanCeilings ceilings) => new(
        new ReferenceDto(ceilings.PlanCode, ceilings.PlanName), ceilings.PeriodFrom, ceilings.PeriodTo, ceilings.Version,
        [.. ceilings.Sources.Select(s => SourceCeilingsDto.Of(ceilings, s))], [.. ceilings.Contingencies.Select(ContingencyDto.Of)]);
}

/// <summary>The ceilings of one source.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="SourceClass">state (state budget) or other.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Kept">Kept back under names and not drawn yet, whole đồng.</param>
/// <param name="Room">What can still be given over all years, without what is kept back; null where a year has no ceiling.</param>
/// <param name="Years">Every year of the plan.</param>
internal sealed record SourceCeilingsDto(
    string Source, string SourceClass, string Name, string NameEn, Vnd Kept, Vnd? Room, IReadOnlyList<YearCeilingDto> Years)
{
    public static SourceCeilingsDto Of(PlanCeilings plan, SourceCeilings source) => new(
        source.Source, source.SourceClass, source.Name, source.NameEn, plan.KeptOf(source.Source), plan.RoomOf(source),
        [.. source.Years.Select(y => new YearCeilingDto(y.Year, y.Ceiling, y.Allocated, y.Room, y.Illustrative))]);
}

/// <summary>The ceiling of a source in a year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Ceiling">The most it can give, whole đồng; null where none is set.</param>
/// <param name="Allocated">Given by approved decisions.</param>
/// <param name="Room">What the ceiling of the year leaves; null where there is none. What is kept back is kept of all years together: see room of the source.</param>
/// <param name="Illustrative">Whether the ceiling is made up for demonstration.</param>
internal sealed record YearCeilingDto(int Year, Vnd? Ceiling, Vnd Allocated, Vnd? Room, bool Illustrative);

/// <summary>A part of the ceilings of a source that is kept back under a name (dự phòng).</summary>
/// <param name="Id">Key.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Amount">Kept back, whole đồng.</param>
/// <param name="Drawn">Drawn by approved adjustments.</param>
/// <param name="Left">What can still be drawn.</param>
internal sealed record ContingencyDto(long Id, string Source, string Name, Vnd Amount, Vnd Drawn, Vnd Left)
{
    public static ContingencyDto Of(Contingency kept) => new(kept.Id, kept.Source, kept.Name, kept.Amount, kept.Drawn, kept.Left);
}

/// <summary>Ceilings as they shall be; what is not named stays.</summary>
/// <param name="Ceilings">The ceilings, each source and year once.</param>
/// <param name="Reason">Why, for the history.</param>
internal sealed record CeilingsInputDto(IReadOnlyList<CeilingInputDto> Ceilings, string? Reason = null);

/// <summary>The ceiling of a source in a year.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Ceiling">The most it can give, whole đồng; left out = no ceiling is set.</param>
internal sealed record CeilingInputDto(string Source, int Year, Vnd? Ceiling = null);

/// <summary>A contingency as it shall be; an existing name changes its amount.</summary>
/// <param name="Source">Code of the source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Amount">Kept back, whole đồng.</param>
internal sealed record ContingencyInputDto(string Source, string Name, Vnd Amount);
