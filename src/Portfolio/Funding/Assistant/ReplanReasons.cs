using Portfolio.Common;

namespace Portfolio.Funding.Assistant;

/// <summary>Why a project gives or takes in the budget year.</summary>
internal static class ReplanReasons
{
    /// <summary>Why a project gives of a source, and how what it gives is reckoned.</summary>
    public static Reason Gives(Giver giver, ReplanRequest request, IReadOnlyList<string> takers)
    {
        var (standing, thresholds) = (giver.Standing, request.Thresholds);
        (string, object?)[] figures =
        [
            ("date", request.Date),
            ("available", new Vnd(giver.Available)),
            ("carriedIn", giver.Spending.CarriedIn),
            ("paid", giver.Spending.Paid),
            ("pending", giver.Spending.Pending),
            ("since", giver.Spending.Since),
            ("expected", new Vnd(giver.Expected)),
            ("keeps", new Vnd(giver.Keeps)),
            ("safetyShare", giver.Safety?.Value ?? 0),
            ("safetyParameter", giver.Safety?.Parameter),
            ("plannedShare", standing.Project.PlannedShare),
            ("spentShare", standing.SpentShare),
            ("takers", takers),
        ];
        return standing.Role switch
        {
            YearRole.AtRest => Reasons.Of("replan.give.at_rest", [.. figures, ("stage", standing.Project.AtRest)]),
            YearRole.LandLate => Reasons.Of(
                "replan.give.land_late", [.. figures, .. Limit(thresholds.DaysLate), ("daysLate", standing.Project.LandDaysLate)]),
            YearRole.MilestonesLate => Reasons.Of("replan.give.milestones_late",
            [
                .. figures, .. Limit(thresholds.DaysLate),
                ("lateMilestones", standing.Project.LateMilestones), ("daysLate", standing.Project.DaysLate),
            ]),
            _ => Reasons.Of("replan.give.behind_curve", [.. figures, .. Limit(thresholds.BehindCurve)]),
        };
    }

    /// <summary>Why a project takes of a source.</summary>
    public static Reason Takes(Taker taker, IReadOnlyList<CapitalMove> moves)
    {
        var (forward, need) = (Sum(moves.Where(move => move.LaterYear is not null)), Sum(moves.Where(move => move.LaterYear is null)));
        var code = need == Vnd.Zero ? "replan.take.forward" : forward == Vnd.Zero ? "replan.take.need" : "replan.take.both";
        var arguments = Reasons.Standing(taker.Standing.Project.Project, taker.Place, taker.Count);
        arguments["plannedShare"] = taker.Standing.Project.PlannedShare;
        arguments["spentShare"] = taker.Standing.SpentShare;
        arguments["forward"] = forward;
        arguments["need"] = need;
        arguments["from"] = moves.Where(move => move.LaterYear is not null).Select(move => move.LaterYear!.Value).Distinct().Order().ToArray();
        arguments["givers"] = moves.Select(move => move.Giver).Distinct().Order(StringComparer.Ordinal).ToArray();
        return new Reason(code, arguments);
    }

    private static (string Name, object? Value)[] Limit(Threshold threshold) => [("threshold", threshold.Value), ("parameter", threshold.Parameter)];

    private static Vnd Sum(IEnumerable<CapitalMove> moves) => moves.Aggregate(Vnd.Zero, (sum, move) => sum + move.Amount);
}
