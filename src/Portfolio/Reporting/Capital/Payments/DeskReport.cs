using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Payments of all projects within reach.</summary>
/// <param name="Rows">The payments: what is open oldest first, what is confirmed newest first.</param>
/// <param name="Choices">Provinces, plans and bodies to choose from.</param>
/// <param name="Waiting">What waits for a word.</param>
public sealed record DeskReport(Stretch<DeskRow> Rows, IReadOnlyList<DeskChoice> Choices, DeskSum Waiting)
{
    /// <summary>The choices of one list: <c>province</c>, <c>plan</c> or <c>body</c>.</summary>
    public IEnumerable<DeskChoice> Of(string list) => Choices.Where(c => c.List == list);
}

/// <summary>A payment with the room it needs.</summary>
/// <param name="Payment">The payment.</param>
/// <param name="Place">Where it belongs and what room there is.</param>
public sealed record DeskRow(PaymentRow Payment, DeskPlace Place)
{
    /// <summary>What would be left of the capital if it were confirmed now and nothing else.</summary>
    public Vnd LeftAfter => Place.Payable - Place.Paid - Payment.Amount;
}

/// <summary>Where a payment belongs, and what capital there is for it.</summary>
public sealed record DeskPlace
{
    /// <summary>Short name of the plan.</summary>
    public string PlanName { get; init; } = "";

    /// <summary>Owner or lead body of the project.</summary>
    public string? Responsible { get; init; }

    /// <summary>What may be paid out of the source and year in all, whole đồng.</summary>
    public Vnd Payable { get; init; }

    /// <summary>Paid out and confirmed, whole đồng.</summary>
    public Vnd Paid { get; init; }

    /// <summary>All that waits, this payment too, whole đồng.</summary>
    public Vnd Waiting { get; init; }

    /// <summary>Whether the year is closed.</summary>
    public bool Closed { get; init; }
}

/// <summary>What payments can be narrowed to.</summary>
/// <param name="List"><c>province</c>, <c>plan</c> or <c>body</c>.</param>
/// <param name="Code">Code.</param>
/// <param name="Name">Name.</param>
/// <param name="NameEn">Name in English; null = none.</param>
public sealed record DeskChoice(string List, string Code, string Name, string? NameEn);

/// <summary>How many payments wait, and how much money.</summary>
public sealed record DeskSum
{
    /// <summary>Number of payments.</summary>
    public int Payments { get; init; }

    /// <summary>Whole đồng.</summary>
    public Vnd Amount { get; init; }

    /// <summary>When the oldest was entered; null = none waits.</summary>
    public DateTimeOffset? OldestAt { get; init; }
}

/// <summary>Capital that can be paid out.</summary>
/// <param name="ProjectCode">Code of the project.</param>
/// <param name="ProjectName">Name of the project.</param>
/// <param name="SourceName">Name of the source.</param>
/// <param name="Year">Budget year.</param>
/// <param name="Remaining">Not paid out yet, whole đồng.</param>
public sealed record PaymentCell(string ProjectCode, string ProjectName, string SourceName, int Year, Vnd Remaining);
