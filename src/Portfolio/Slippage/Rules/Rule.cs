namespace Portfolio.Slippage.Rules;

/// <summary>A rule of early warning.</summary>
/// <param name="Code">Stable code (<c>milestone.overdue</c>).</param>
/// <param name="SubjectType">What its warnings are about.</param>
/// <param name="ScanSql">Statement that brings its episodes to what holds.</param>
/// <param name="TrySql">Statement that tells what it would find.</param>
/// <param name="OfAnyDay">Whether it can be told of a past day as well; otherwise what it looks at is known as it is now alone.</param>
internal sealed record Rule(string Code, string SubjectType, string ScanSql, string TrySql, bool OfAnyDay = true)
{
    /// <summary>All rules, in the order in which they are shown.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        MilestoneOverdue.Rule,
        MilestoneDueSoon.Rule,
        ForecastLate.Rule,
        DateMoved.Rule,
        LinearLate.Rule,
        Stale.Rule,
        DisbursementBehind.Rule,
        RunRate.Rule,
        ProgressGap.Rule,
        LandBehindStart.Rule,
        StepLate.Rule,
        LandUnpaid.Rule,
        NoticeExpiring.Rule,
        ObstacleOpen.Rule,
        CapitalDuration.Rule,
        CapitalIdle.Rule,
        OtherSource.Rule,
        SettlementLate.Rule,
        ReportLate.Rule,
        LedgerBroken.Rule,
    ];
}
