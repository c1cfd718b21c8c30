using Portfolio.Common;

namespace Portfolio.Funding.Ceilings;

/// <summary>
/// What is kept back must be there to be drawn: where every year of a source has a ceiling, its contingencies are no more than what the
/// ceilings leave. Where a year has none, nothing is known and nothing refused.
/// </summary>
internal static class KeptCover
{
    /// <param name="before">Ceilings and contingencies as they were: what was missing then is not held against who mends it.</param>
    /// <param name="after">As they are to be.</param>
    /// <exception cref="RuleException"><c>capital.contingency_uncovered</c>: a source would have less left than is kept.</exception>
    /// <exception cref="RulesException">Several would.</exception>
    public static void Demand(PlanCeilings before, PlanCeilings after)
    {
        List<RuleException> refusals =
        [
            .. from source in after.Sources
               let missing = Missing(after, source)
               where missing > Vnd.Zero && missing > Missing(before, before.Sources.Single(s => s.Source == source.Source))
               let kept = after.KeptOf(source.Source)
               select new RuleException("capital.contingency_uncovered", new Dictionary<string, object?>
               {
                   ["source"] = source.Source,
                   ["sourceName"] = source.Name,
                   ["sourceNameEn"] = source.NameEn,
                   ["kept"] = kept,
                   ["left"] = kept - missing,
                   ["excess"] = missing,
               }),
        ];
        if (refusals.Count == 1)
            throw refusals[0];
        if (refusals.Count > 1)
            throw new RulesException(refusals);
    }

    private static Vnd Missing(PlanCeilings ceilings, SourceCeilings source) =>
        ceilings.RoomOf(source) is { } room && room < Vnd.Zero && ceilings.KeptOf(source.Source) > Vnd.Zero ? Vnd.Zero - room : Vnd.Zero;
}
