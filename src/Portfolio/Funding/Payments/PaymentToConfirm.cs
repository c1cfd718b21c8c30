using Portfolio.Common;

namespace Portfolio.Funding.Payments;

/// <summary>A payment to confirm.</summary>
/// <param name="Id">Payment.</param>
/// <param name="Version">Version whose figures were seen; null = whatever it is now.</param>
public sealed record PaymentToConfirm(long Id, long? Version = null);

/// <summary>Payments were changed since they were read (412); with them come their present figures.</summary>
/// <param name="payments">The payments that differ, as they stand now.</param>
public sealed class StalePaymentsException(IReadOnlyList<Payment> payments) : PortfolioException("payments.stale", 412)
{
    /// <summary>The payments that differ, as they stand now.</summary>
    public IReadOnlyList<Payment> Payments { get; } = payments;
}
