using Portfolio.Common;
using Portfolio.Reporting.Capital;
using Portfolio.Reporting.Capital.Decisions;

namespace Portfolio.Web.Api.Capital;

/// <summary>What became of capital, whole đồng.</summary>
/// <param name="Allocated">Given by approved decisions.</param>
/// <param name="CarriedIn">Carried over from the year before.</param>
/// <param name="CarriedOut">Carried over to the next year.</param>
/// <param name="Lapsed">Not spent and not carried over when the year was closed.</param>
/// <param name="Payable">What may be paid out in all.</param>
/// <param name="Paid">Paid out and confirmed.</param>
/// <param name="Unpaid">What may still be paid out: payable, less what was paid and what was recovered.</param>
/// <param name="Recovered">Reversed after the year was closed and not paid again: it has gone back to the budget.</param>
internal sealed record FiguresDto(Vnd Allocated, Vnd CarriedIn, Vnd CarriedOut, Vnd Lapsed, Vnd Payable, Vnd Paid, Vnd Unpaid, Vnd Recovered)
{
    public static FiguresDto Of(CapitalFigures of) => new(of.Allocated, of.CarriedIn, of.CarriedOut, of.Lapsed, of.Payable, of.Paid, of.Unpaid, of.Recovered);
}

/// <summary>The same in one budget year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Figures">What became of its capital.</param>
internal sealed record YearFiguresDto(int Year, FiguresDto Figures)
{
    public static IReadOnlyList<YearFiguresDto> Of(IReadOnlyList<int> years, IReadOnlyList<CapitalFigures> figures) =>
        [.. years.Zip(figures, (year, of) => new YearFiguresDto(year, FiguresDto.Of(of)))];
}

/// <summary>What is given in one budget year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="Amount">Whole đồng.</param>
internal sealed record YearAmountDto(int Year, Vnd Amount)
{
    public static IReadOnlyList<YearAmountDto> Of(IReadOnlyList<int> years, IReadOnlyList<Vnd> amounts) =>
        [.. years.Zip(amounts, (year, amount) => new YearAmountDto(year, amount))];
}

/// <summary>A decision in force.</summary>
/// <param name="Id">Key.</param>
/// <param name="Kind">allocation, adjustment, closing.</param>
/// <param name="Name">What officers call it.</param>
/// <param name="Number">Its number.</param>
/// <param name="DecidedOn">Its date.</param>
/// <param name="Signer">Title of who signed it.</param>
internal sealed record DecisionInForceDto(long Id, string Kind, string Name, string Number, DateOnly DecidedOn, string Signer)
{
    public static DecisionInForceDto Of(DecisionInForce of) => new(of.Id, of.Kind, of.Name, of.Number, of.DecidedOn, of.Signer);
}
