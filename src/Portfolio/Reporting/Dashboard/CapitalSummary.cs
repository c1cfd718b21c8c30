using Portfolio.Common;

namespace Portfolio.Reporting.Dashboard;

/// <summary>What became of the capital of a view, part by part: the programmes of a plan, or the provinces where all plans stand together.</summary>
/// <param name="Parts">Parts that need capital or have some, in the order of the documents.</param>
/// <param name="Year">The budget year of today.</param>
/// <param name="PayableInYear">What may be paid out in it, whole đồng.</param>
/// <param name="PaidInYear">What was paid out of that, whole đồng.</param>
public sealed record CapitalSummary(ValueList<CapitalPart> Parts, int Year, Vnd PayableInYear, Vnd PaidInYear)
{
    /// <summary>Need: what documents state, else what projects need.</summary>
    public NeedSplit Need { get; } = Sum(Parts, p => p.Need);

    /// <summary>Given by decisions in force.</summary>
    public NeedSplit Allocated { get; } = Sum(Parts, p => p.Allocated);

    /// <summary>What of it may be paid out: all but what lapsed.</summary>
    public NeedSplit Payable { get; } = Sum(Parts, p => p.Payable);

    /// <summary>Paid out and confirmed.</summary>
    public NeedSplit Paid { get; } = Sum(Parts, p => p.Paid);

    /// <summary>Reversed after years were closed and not paid again.</summary>
    public Vnd Recovered { get; } = Parts.Sum(p => p.Recovered);

    /// <summary>What may still be paid out.</summary>
    public Vnd Unpaid => (Payable - Paid).Total - Recovered;

    /// <summary>Whether anything was given yet.</summary>
    public bool IsGiven => Allocated.Total != Vnd.Zero || Paid.Total != Vnd.Zero;

    /// <summary>Given part of the need, between 0 and 1; null where nothing is needed.</summary>
    public decimal? AllocatedShare => Share(Allocated.Total, Need.Total);

    /// <summary>Paid part of what may be paid out, between 0 and 1; null where there is nothing to pay out.</summary>
    public decimal? PaidShare => Share(Paid.Total, Payable.Total);

    /// <summary>The same of this year.</summary>
    public decimal? PaidShareInYear => Share(PaidInYear, PayableInYear);

    internal static decimal? Share(Vnd part, Vnd whole) => whole == Vnd.Zero ? null : part.Dong / (decimal)whole.Dong;

    private static NeedSplit Sum(IReadOnlyList<CapitalPart> parts, Func<CapitalPart, NeedSplit> amount) =>
        parts.Aggregate(NeedSplit.Zero, (sum, p) => sum + amount(p));
}

/// <summary>The capital of one part of a view, over all years.</summary>
/// <param name="Code">Code of the programme within its plan, or of the province.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">Name in English; null for programmes, which have none.</param>
/// <param name="ShortName">Short name for charts; null = the name is short.</param>
/// <param name="Need">Need: what documents state, else what projects need.</param>
/// <param name="Allocated">Given by decisions in force.</param>
/// <param name="Payable">What of it may be paid out.</param>
/// <param name="Paid">Paid out and confirmed.</param>
/// <param name="Recovered">Reversed after the year was closed and not paid again: it has gone back to the budget.</param>
public sealed record CapitalPart(
    string Code, string Name, string? NameEn, string? ShortName, NeedSplit Need, NeedSplit Allocated, NeedSplit Payable, NeedSplit Paid, Vnd Recovered)
{
    /// <summary>What of the need has not been given.</summary>
    public Vnd Unallocated => (Need - Allocated).Total;

    /// <summary>What may still be paid out.</summary>
    public Vnd Unpaid => (Payable - Paid).Total - Recovered;

    /// <summary>Paid part of what may be paid out, between 0 and 1; null where there is nothing to pay out.</summary>
    public decimal? PaidShare => CapitalSummary.Share(Paid.Total, Payable.Total);
}
