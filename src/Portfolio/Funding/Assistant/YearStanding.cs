namespace Portfolio.Funding.Assistant;

/// <summary>What a project is in a replanning, the surest givers first.</summary>
internal enum YearRole
{
    /// <summary>Gives: it is suspended or cancelled.</summary>
    AtRest,

    /// <summary>Gives: its land is late.</summary>
    LandLate,

    /// <summary>Gives: its milestones are late.</summary>
    MilestonesLate,

    /// <summary>Gives: it spends too slowly.</summary>
    BehindCurve,

    /// <summary>May take: it spends as planned or faster.</summary>
    OnCurve,

    /// <summary>Neither: a little behind, or nothing to judge it by.</summary>
    Between,
}

/// <summary>How a project stands in the budget year, all sources together.</summary>
internal sealed class YearStanding
{
    private readonly ReplanThresholds thresholds;

    public YearStanding(YearProject project, ReplanRequest request)
    {
        Project = project;
        thresholds = request.Thresholds;
        Available = project.Project.AllocatedIn(request.Year).Dong + project.Spending.Sum(source => source.CarriedIn.Dong);
        Spent = project.Spending.Sum(source => source.Paid.Dong + source.Pending.Dong);
        Role = RoleOf(project);
        LastYear = Role == YearRole.AtRest
            ? request.Year
            : Math.Min(request.LastYear, FundingSpan.Of(project.Project).With(request.Year, request.Year).LastAllowed ?? request.LastYear);
    }

    public YearProject Project { get; }

    public string Code => Project.Project.Code;

    public YearRole Role { get; }

    /// <summary>Capital of the year, carried in included, whole đồng.</summary>
    public long Available { get; }

    /// <summary>Paid, confirmed or not: what an owner reported is work done, whoever still has to look at it.</summary>
    public long Spent { get; }

    /// <summary>Whether it gives.</summary>
    public bool Gives => Role is YearRole.AtRest or YearRole.LandLate or YearRole.MilestonesLate or YearRole.BehindCurve;

    /// <summary>Whether nothing more is expected to be spent before what holds it up is gone.</summary>
    public bool Stuck => Role is YearRole.AtRest or YearRole.LandLate or YearRole.MilestonesLate;

    /// <summary>
    /// Last year in which it may get capital in exchange for what it gives: within the limit of years. The planned finish is no bound: a
    /// project that cannot spend will not keep it. Who is at rest gets nothing in exchange.
    /// </summary>
    public int LastYear { get; }

    /// <summary>Spent share of the capital of the year in basis points, the rest cut off; null without capital.</summary>
    public int? SpentShare => Available > 0 ? (int)Int128.Min(int.MaxValue, (Int128)Spent * 10_000 / Available) : null;

    /// <summary>Basis points by which it lies behind its curve, below nought where it is ahead; who has no capital or no curve is on it.</summary>
    public int Behind => SpentShare is { } spent && Project.PlannedShare is { } planned ? planned - spent : 0;

    /// <summary>
    /// What it can take in all, where it has a curve, and still not count as behind it on the same day, so that an adjustment makes no
    /// new givers.
    /// </summary>
    public long CanTake
    {
        get
        {
            var least = Project.PlannedShare!.Value - thresholds.BehindCurve.Value * 100;
            if (least <= 0)
                return long.MaxValue;
            // Not behind means spent / available > least / 10.000.
            var most = ((Int128)Spent * 10_000 - 1) / least - Available;
            return (long)Int128.Clamp(most, 0, long.MaxValue);
        }
    }

    private YearRole RoleOf(YearProject project)
    {
        if (project.AtRest is not null)
            return YearRole.AtRest;
        if (project.Land == LandState.Late && project.LandDaysLate > thresholds.DaysLate.Value)
            return YearRole.LandLate;
        if (project.LateMilestones > 0 && project.DaysLate > thresholds.DaysLate.Value)
            return YearRole.MilestonesLate;
        if (Available <= 0 || project.PlannedShare is not { } planned)
            return YearRole.Between;
        // Shares are compared crosswise, so that nothing is rounded.
        var spent = (Int128)Spent * 10_000;
        if (spent <= (Int128)Available * (planned - thresholds.BehindCurve.Value * 100))
            return YearRole.BehindCurve;
        return spent >= (Int128)Available * planned ? YearRole.OnCurve : YearRole.Between;
    }
}
