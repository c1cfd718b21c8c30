using Portfolio.Common;

namespace Portfolio.Reporting.Summary;

/// <summary>The capital need of a view, part by part: the programmes of a plan, or the provinces where all plans stand together.</summary>
/// <param name="Parts">Parts in the order of the documents.</param>
public sealed record NeedSummary(ValueList<NeedPart> Parts)
{
    /// <summary>Sum of the envelopes that the documents state.</summary>
    public NeedSplit Need { get; } = Sum(Parts, p => p.Need ?? NeedSplit.Zero);

    /// <summary>Sum of the needs of projects whose programme has a stated envelope: with <see cref="Unitemised"/> it makes <see cref="Need"/>.</summary>
    public NeedSplit Itemised { get; } = Sum(Parts, p => p.Need is null ? NeedSplit.Zero : p.Itemised);

    /// <summary>What no project has taken up of the stated envelopes.</summary>
    public NeedSplit Unitemised => Need - Itemised;

    /// <summary>Whether any document of this view states a need.</summary>
    public bool StatesNeed => Parts.Any(p => p.Need is not null);

    /// <summary>Number of projects.</summary>
    public int Projects => Parts.Sum(p => p.Projects);

    private static NeedSplit Sum(IReadOnlyList<NeedPart> parts, Func<NeedPart, NeedSplit> amount) =>
        parts.Aggregate(NeedSplit.Zero, (sum, p) => sum + amount(p));
}

/// <summary>One part of a view: envelope, itemised, not itemised; itemised + not itemised = envelope, exactly.</summary>
/// <param name="Code">Code of the programme within its plan, or of the province.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">Name in English; null for programmes, which have none.</param>
/// <param name="ShortName">Short name for charts; null = the name is short.</param>
/// <param name="Need">Envelope; null where no document states one.</param>
/// <param name="Itemised">Taken up by projects; of a province only what is taken up of its stated envelopes.</param>
/// <param name="Projects">Number of projects.</param>
public sealed record NeedPart(
    string Code, string Name, string? NameEn, string? ShortName, NeedSplit? Need, NeedSplit Itemised, int Projects)
{
    /// <summary>Not taken up by any project (chưa phân khai); null where no document states an envelope.</summary>
    public NeedSplit? Unitemised => Need is null ? null : Need - Itemised;
}
