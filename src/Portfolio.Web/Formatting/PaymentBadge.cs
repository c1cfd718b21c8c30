using Portfolio.Funding.Payments;

namespace Portfolio.Web.Formatting;

/// <summary>How the status of a payment looks.</summary>
internal static class PaymentBadge
{
    /// <summary>Class of the badge.</summary>
    public static string Of(string status) => status switch
    {
        PaymentStatus.Entered => "badge-wait",
        PaymentStatus.Confirmed => "badge-met",
        PaymentStatus.Returned => "badge-late",
        _ => "badge-off",
    };
}
