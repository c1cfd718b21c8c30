using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Funding.Decisions;

namespace Portfolio.Reporting.Capital.Papers;

/// <summary>The head of a decision with what its pages need besides.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="CopiedName">Name of the decision whose lines it began with.</param>
/// <param name="Illustrative">Whether figures of its plan are made up for demonstration, or its own are.</param>
/// <param name="ReadAt">When it was read, by the clock that also dates the history.</param>
/// <param name="ShowsReasons">Whether the reader may see why: its purpose, the reasons of its lines, and what the assistant found.</param>
public sealed record PaperHead(Decision Decision, Place Place, string? CopiedName, bool Illustrative, DateTimeOffset ReadAt, bool ShowsReasons)
{
    /// <summary>The years of its plan.</summary>
    public IReadOnlyList<int> Years { get; } = [.. Enumerable.Range(Decision.PeriodFrom, Decision.PeriodTo - Decision.PeriodFrom + 1)];
}

/// <summary>A step on the way of a decision.</summary>
public sealed record PaperStep
{
    /// <summary>When, in UTC.</summary>
    public DateTime OccurredAt { get; init; }

    /// <summary>What was done, <c>capital.…</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Who did it.</summary>
    public string ActorName { get; init; } = "";

    /// <summary>Why; of a return, what is to be mended.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a decision does to one source.</summary>
/// <param name="Source">Code.</param>
/// <param name="SourceClass">Class of the source.</param>
/// <param name="Name">Name in Vietnamese.</param>
/// <param name="NameEn">Name in English.</param>
/// <param name="Drawn">What the decision draws on contingencies of the source, whole đồng.</param>
/// <param name="Kept">Kept back of the source under names and not drawn by approved decisions.</param>
/// <param name="Years">Every year of the plan.</param>
public sealed record SourceEffect(
    string Source, string SourceClass, string Name, string NameEn, Vnd Drawn, Vnd Kept, IReadOnlyList<YearEffect> Years)
{
    /// <summary>Of a paper: what stays kept back once it is approved.</summary>
    public Vnd StillKept => Kept - Drawn;

    /// <summary>Of a paper: what the ceilings of all years leave once it is approved, without what stays kept back; null where a year has none.</summary>
    public Vnd? Room => Years.All(y => y.Room is not null) ? Years.Sum(y => y.Room!.Value) - StillKept : null;

    /// <summary>What it gives, over all years.</summary>
    public Vnd Given => Years.Sum(y => y.Given);

    /// <summary>What it takes, over all years, as a positive amount.</summary>
    public Vnd Taken => Years.Sum(y => y.Taken);

    /// <summary>What it gives less what it takes.</summary>
    public Vnd Change => Given - Taken;

    /// <summary>What stands against F5 in an adjustment: nought when it takes and draws what it gives.</summary>
    public Vnd Imbalance => Change - Drawn;
}

/// <summary>What a decision does to a source in a year.</summary>
/// <param name="Year">Budget year.</param>
/// <param name="InForce">Given by approved decisions up to now, whole đồng.</param>
/// <param name="Ceiling">The most the source can give; null where none is set.</param>
/// <param name="Given">What the decision gives.</param>
/// <param name="Taken">What it takes, as a positive amount.</param>
public sealed record YearEffect(int Year, Vnd InForce, Vnd? Ceiling, Vnd Given, Vnd Taken)
{
    /// <summary>What it gives less what it takes.</summary>
    public Vnd Change => Given - Taken;

    /// <summary>In force once a paper is approved.</summary>
    public Vnd After => InForce + Change;

    /// <summary>What the ceiling leaves once a paper is approved; null where none is set.</summary>
    public Vnd? Room => Ceiling is { } ceiling ? ceiling - After : null;
}
