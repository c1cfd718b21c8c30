using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>A payment in a list.</summary>
public sealed record PaymentRow
{
    /// <summary>Key, part of addresses.</summary>
    public long Id { get; init; }

    /// <summary>Code of the project.</summary>
    public string ProjectCode { get; init; } = "";

    /// <summary>Name of the project.</summary>
    public string ProjectName { get; init; } = "";

    /// <summary>Code of the source.</summary>
    public string Source { get; init; } = "";

    /// <summary>Name of the source.</summary>
    public string SourceName { get; init; } = "";

    /// <summary>Name of the source in English.</summary>
    public string SourceNameEn { get; init; } = "";

    /// <summary>Budget year whose capital is paid out.</summary>
    public int Year { get; init; }

    /// <summary>Day of the payment.</summary>
    public DateOnly PaidOn { get; init; }

    /// <summary>Whole đồng; negative in a reversal.</summary>
    public Vnd Amount { get; init; }

    /// <summary>Number of the payment document.</summary>
    public string DocumentNumber { get; init; } = "";

    /// <summary>Note of who entered it; of a reversal its reason.</summary>
    public string? Note { get; init; }

    /// <summary>Attached file; null = none.</summary>
    public long? FileId { get; init; }

    /// <summary>Name of the attached file.</summary>
    public string? FileName { get; init; }

    /// <summary>One of <see cref="Funding.Payments.PaymentStatus"/>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Payment this one takes back.</summary>
    public long? Reverses { get; init; }

    /// <summary>Payment that takes this one back.</summary>
    public long? ReversedBy { get; init; }

    /// <summary>Why it was returned last.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>Who entered it.</summary>
    public string EnteredBy { get; init; } = "";

    /// <summary>When it was entered, or entered again after a return.</summary>
    public DateTimeOffset EnteredAt { get; init; }

    /// <summary>Who confirmed or returned it.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When it was confirmed or returned.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Whether it is made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>Version, for conditional changes.</summary>
    public long Version { get; init; }
}
