using Portfolio.Common;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>Capital of a project from one source in one year, and what of it is paid out.</summary>
public sealed record PaymentRoom
{
    /// <summary>Code of the source.</summary>
    public string Source { get; init; } = "";

    /// <summary>Name of the source.</summary>
    public string SourceName { get; init; } = "";

    /// <summary>Name of the source in English.</summary>
    public string SourceNameEn { get; init; } = "";

    /// <summary>Budget year.</summary>
    public int Year { get; init; }

    /// <summary>What may be paid out in all, whole đồng (F4).</summary>
    public Vnd Payable { get; init; }

    /// <summary>Paid out and confirmed, whole đồng.</summary>
    public Vnd Paid { get; init; }

    /// <summary>Entered and not confirmed yet, whole đồng; null for whom payments are not.</summary>
    public Vnd? Waiting { get; init; }

    /// <summary>Whether the year is closed: nothing is paid out any more but what was recovered since.</summary>
    public bool Closed { get; init; }

    /// <summary>Whether any of it is made up for demonstration.</summary>
    public bool Illustrative { get; init; }

    /// <summary>
    /// What can be entered, whole đồng: in a closed year what was recovered, to replace a mistake. Below nought when capital was taken
    /// away under payments that wait.
    /// </summary>
    public Vnd Room => Payable - Paid - (Waiting ?? Vnd.Zero);

    /// <summary>What is left to be spent, whole đồng; nothing in a closed year.</summary>
    public Vnd Left => Closed ? Vnd.Zero : Room;

    /// <summary>Reversed after the year was closed and not paid again, whole đồng: it has gone back to the budget.</summary>
    public Vnd Recovered => Closed ? Payable - Paid : Vnd.Zero;

    /// <summary>Whether a payment can be entered.</summary>
    public bool Open => Room > Vnd.Zero;
}
