using Portfolio.Accounts;
using Portfolio.Common;
using Portfolio.Reporting.Projects;

namespace Portfolio.Reporting.Capital.Payments;

/// <summary>What is paid out of a project's capital.</summary>
/// <param name="Project">The project itself.</param>
/// <param name="Place">Where it belongs.</param>
/// <param name="Rooms">Its capital by year and source.</param>
/// <param name="Payments">Its payments, newest first; null for whom they are not.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record ProjectPayments(
    ProjectOverview Project, Place Place, IReadOnlyList<PaymentRoom> Rooms, Stretch<PaymentRow>? Payments, DateOnly Today)
{
    /// <summary>Whether an amount is made up for demonstration.</summary>
    public bool Illustrative => Rooms.Any(r => r.Illustrative) || (Payments?.Items.Any(p => p.Illustrative) ?? false);
}

/// <summary>One payment.</summary>
/// <param name="Project">Its project.</param>
/// <param name="Place">Where the project belongs.</param>
/// <param name="Payment">The payment.</param>
/// <param name="Rooms">Capital of the project by year and source.</param>
/// <param name="Today">Business date of the view.</param>
public sealed record PaymentReport(ProjectOverview Project, Place Place, PaymentRow Payment, IReadOnlyList<PaymentRoom> Rooms, DateOnly Today)
{
    /// <summary>The capital it is paid out of; null where none is given any more.</summary>
    public PaymentRoom? Room => Rooms.FirstOrDefault(r => r.Source == Payment.Source && r.Year == Payment.Year);

    /// <summary>The rooms as they would be without this payment, for whoever corrects it.</summary>
    public IReadOnlyList<PaymentRoom> RoomsWithoutIt =>
        [.. Rooms.Select(r => r == Room && Payment.Status == Funding.Payments.PaymentStatus.Entered ? r with { Waiting = r.Waiting - Payment.Amount } : r)];
}
