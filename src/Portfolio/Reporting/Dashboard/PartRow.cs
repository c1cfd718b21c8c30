using Portfolio.Common;
using Portfolio.Reporting.Summary;

namespace Portfolio.Reporting.Dashboard;

/// <summary>A programme, or a province where all plans stand together, as the statements of the first page give it; whole đồng.</summary>
internal sealed record PartRow
{
    public required string Code { get; init; }

    public required string Name { get; init; }

    public string? NameEn { get; init; }

    public string? ShortName { get; init; }

    public int Projects { get; init; }

    // What documents state, and what of that projects have taken up.
    public long? State { get; init; }

    public long? Other { get; init; }

    public long ItemisedState { get; init; }

    public long ItemisedOther { get; init; }

    // What documents state, else what projects need, and what became of it.
    public long NeedState { get; init; }

    public long NeedOther { get; init; }

    public long AllocatedState { get; init; }

    public long AllocatedOther { get; init; }

    public long PayableState { get; init; }

    public long PayableOther { get; init; }

    public long PaidState { get; init; }

    public long PaidOther { get; init; }

    public long Recovered { get; init; }

    public long PayableInYear { get; init; }

    public long PaidInYear { get; init; }

    public NeedPart OfNeed => new(
        Code, Name, NameEn, ShortName, State is { } state && Other is { } other ? Split(state, other) : null,
        Split(ItemisedState, ItemisedOther), Projects);

    public CapitalPart OfCapital => new(
        Code, Name, NameEn, ShortName, Split(NeedState, NeedOther), Split(AllocatedState, AllocatedOther),
        Split(PayableState, PayableOther), Split(PaidState, PaidOther), new Vnd(Recovered));

    private static NeedSplit Split(long state, long other) => new(new Vnd(state), new Vnd(other));
}
