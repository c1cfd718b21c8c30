namespace Portfolio.Reporting.Summary;

/// <summary>The capital need of a plan, or of all plans, programme by programme.</summary>
/// <param name="PlanCode">Plan; null = all plans of all provinces.</param>
/// <param name="AsOf">Instant of the figures, in Vietnamese time.</param>
/// <param name="Programmes">Programmes in the order of the documents.</param>
public sealed record PortfolioSummary(string? PlanCode, DateTimeOffset AsOf, IReadOnlyList<ProgrammeSummary> Programmes)
{
    /// <summary>Sum of the envelopes that the documents state.</summary>
    public NeedSplit Need => Sum(p => p.Need ?? NeedSplit.Zero);

    /// <summary>Sum of the needs of projects.</summary>
    public NeedSplit Itemised => Sum(p => p.Itemised);

    /// <summary>Sum of the needs of projects whose programme has a stated envelope: with <see cref="Unitemised"/> it makes <see cref="Need"/>.</summary>
    public NeedSplit ItemisedOfStated => Sum(p => p.Need is null ? NeedSplit.Zero : p.Itemised);

    /// <summary>What no project has taken up of the stated envelopes.</summary>
    public NeedSplit Unitemised => Sum(p => p.Unitemised ?? NeedSplit.Zero);

    /// <summary>Whether any document of this view states a need.</summary>
    public bool StatesNeed => Programmes.Any(p => p.Need is not null);

    /// <summary>Number of projects.</summary>
    public int Projects => Programmes.Sum(p => p.Projects);

    /// <summary>The same figures with one row a plan instead of one a programme, for views over many plans.</summary>
    public PortfolioSummary ByPlan() => this with
    {
        Programmes =
        [
            .. Programmes.GroupBy(p => (p.PlanCode, p.PlanName)).Select(plan => new ProgrammeSummary(
                plan.Key.PlanCode, plan.Key.PlanName, "", plan.Key.PlanName, plan.Key.PlanName,
                plan.Any(p => p.Need is not null) ? plan.Aggregate(NeedSplit.Zero, (sum, p) => sum + (p.Need ?? NeedSplit.Zero)) : null,
                plan.Where(p => p.Need is not null).Aggregate(NeedSplit.Zero, (sum, p) => sum + p.Itemised),
                plan.Sum(p => p.Projects))),
        ],
    };

    private NeedSplit Sum(Func<ProgrammeSummary, NeedSplit> amount) => Programmes.Aggregate(NeedSplit.Zero, (sum, p) => sum + amount(p));
}

/// <summary>One programme: envelope, itemised, not itemised; itemised + not itemised = envelope, exactly.</summary>
/// <param name="PlanCode">Plan.</param>
/// <param name="PlanName">Short name of the plan.</param>
/// <param name="Code">Code within the plan.</param>
/// <param name="Name">Name.</param>
/// <param name="ShortName">Short name for charts.</param>
/// <param name="Need">Envelope; null where the document states none.</param>
/// <param name="Itemised">Taken up by projects.</param>
/// <param name="Projects">Number of projects.</param>
public sealed record ProgrammeSummary(
    string PlanCode, string PlanName, string Code, string Name, string ShortName, NeedSplit? Need, NeedSplit Itemised, int Projects)
{
    /// <summary>Not taken up by any project (chưa phân khai); null where the document states no envelope.</summary>
    public NeedSplit? Unitemised => Need is null ? null : Need - Itemised;
}
