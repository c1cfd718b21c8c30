using Portfolio.Common;

namespace Portfolio.Funding.Decisions;

/// <summary>The head of a decision on capital, from the first draft to its approval.</summary>
public sealed record Decision
{
    /// <summary>Key, part of addresses.</summary>
    public long Id { get; init; }

    internal long PlanId { get; init; }

    /// <summary>Plan whose capital it gives, moves or closes.</summary>
    public string PlanCode { get; init; } = "";

    /// <summary>Short name of the plan.</summary>
    public string PlanName { get; init; } = "";

    /// <summary>First year of the plan.</summary>
    public int PeriodFrom { get; init; }

    /// <summary>Last year of the plan.</summary>
    public int PeriodTo { get; init; }

    /// <summary>One of <see cref="DecisionKind"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What officers call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>One of <see cref="DecisionStatus"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Budget year that a closing closes.</summary>
    public int? ClosesYear { get; init; }

    /// <summary>What it is for; null for who may not see reasons.</summary>
    public string? Reason { get; init; }

    /// <summary>Decision whose lines it began with.</summary>
    public long? CopiedFrom { get; init; }

    /// <summary>Whether it was made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>Number of the approved decision.</summary>
    public string? Number { get; init; }

    /// <summary>Date of the approved decision.</summary>
    public DateOnly? DecidedOn { get; init; }

    /// <summary>Title of who signed it.</summary>
    public string? Signer { get; init; }

    /// <summary>Who began it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>When it was begun.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who submitted it last.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>When it was submitted last.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Why it was returned last; null for who may not see reasons.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Who recorded the approval.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>When the approval was recorded.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>When it was taken back with the demonstration.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Version of the head and all lines, for conditional changes.</summary>
    public long Version { get; init; }

    /// <summary>Lines it has.</summary>
    public int Lines { get; init; }

    /// <summary>What it gives in all, whole đồng; what it takes counts negative.</summary>
    public Vnd Total { get; init; }

    /// <summary>The decision as somebody may read it.</summary>
    /// <param name="reasons">Whether he may read what officers wrote to explain it.</param>
    /// <param name="wholeWay">Whether he may read as well why it was returned on its way.</param>
    internal Decision For(bool reasons, bool wholeWay) =>
        this with { Reason = reasons ? Reason : null, ReturnReason = reasons && wholeWay ? ReturnReason : null };

    /// <summary>Whether its lines may be changed.</summary>
    public bool Editable => Status is DecisionStatus.Draft or DecisionStatus.Returned;
}

/// <summary>Kinds of decision.</summary>
public static class DecisionKind
{
    /// <summary>Gives capital (giao vốn, phân bổ).</summary>
    public const string Allocation = "allocation";

    /// <summary>Moves capital between projects or years (điều chỉnh kế hoạch vốn).</summary>
    public const string Adjustment = "adjustment";

    /// <summary>Closes a budget year: says what is carried over; the rest lapses.</summary>
    public const string Closing = "closing";
}

/// <summary>States of a decision.</summary>
public static class DecisionStatus
{
    /// <summary>Is being worked on.</summary>
    public const string Draft = "draft";

    /// <summary>Waits for approval.</summary>
    public const string Submitted = "submitted";

    /// <summary>Returned with a reason; is being worked on again.</summary>
    public const string Returned = "returned";

    /// <summary>In force; never changes.</summary>
    public const string Approved = "approved";

    /// <summary>Given up.</summary>
    public const string Discarded = "discarded";
}
