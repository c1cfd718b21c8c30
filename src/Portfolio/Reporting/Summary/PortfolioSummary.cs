namespace Portfolio.Reporting.Summary;

/// <summary>The capital need of a plan, or of all plans, programme by programme.</summary>
/// <param name="PlanCode">Plan; null = all plans of all provinces.</param>
/// <param name="AsOf">Instant of the figures, in Vietnamese time.</param>
/// <param name="Programmes">Programmes in the order of the documents.</param>
public sealed record PortfolioSummary(string? PlanCode, DateTimeOffset AsOf, IReadOnlyList<ProgrammeSummary> Programmes)
{
    /// <summary>The same as one view, with its sums.</summary>
    public NeedSummary Needs { get; } = new([.. Programmes.Select(p => p.Part)]);
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

    internal NeedPart Part => new(Code, Name, null, ShortName, Need, Itemised, Projects);
}
